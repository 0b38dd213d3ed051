import { request } from 'undici'

/** Posts JSON to a simulator on this machine and gives its JSON answer. */
export async function postJson(url: string, body: unknown): Promise<unknown> {
  const answer = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return answer.body.json()
}
