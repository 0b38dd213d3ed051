import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import { describe, test } from 'node:test'
import { ANN_HEADERS, askSite } from '../../tests/support/ask-site.ts'
import { aBackup, anOrganisation, aScan } from '../../tests/support/fake-views.ts'
import { SCENES } from '../../tests/support/scenes.ts'
import { serveSite } from './server.ts'

async function* events(answer: Response) {
  assert.match(answer.headers.get('content-type') ?? '', /text\/event-stream/)
  const decoder = new TextDecoder()
  for await (const bytes of answer.body ?? []) {
    for (const text of decoder.decode(bytes).split('\n\n').filter(Boolean)) {
      const data = /^data: (.*)$/m.exec(text)?.[1] ?? 'null'
      yield JSON.parse(data) as { id: string; html: string; say: string }
    }
  }
}

describe('the live stream', () => {
  test('sends each card at once, then only what changed', async () => {
    const one = anOrganisation({ scan: aScan({ state: 'pending' }) })
    const other = anOrganisation({ connectionId: 'con_2', name: 'Other Ltd' })
    const { get, state } = askSite({ state: { organisations: [one, other] } })
    const stream = events(await get('/status/events', ANN_HEADERS))
    const first = [(await stream.next()).value, (await stream.next()).value]
    assert.deepEqual(
      first.map((part) => part?.id),
      ['con_1', 'con_2'],
    )
    assert.match(first[0]?.html ?? '', /PENDING/)
    state.organisations = [anOrganisation({ scan: aScan({ state: 'scanning' }) }), other]
    const next = (await stream.next()).value
    assert.equal(next?.id, 'con_1')
    assert.equal(next?.say, 'Demo Company (UK): Counting your files')
    assert.match(next?.html ?? '', /SCANNING/)
    await stream.return()
  })

  test('of a backup tells how it stands', async () => {
    const { get } = askSite({ scene: 'waiting' })
    const stream = events(await get('/backups/bak_1/events', ANN_HEADERS))
    const part = (await stream.next()).value
    assert.equal(part?.say, 'Waiting for Xero until 14:05 UTC')
    assert.match(part?.html ?? '', /RUNNING.*902 of 1,512.*1\.8 GB.*Tuesday 24 November, 14:05/s)
    await stream.return()
  })

  test('ends when what it shows is no longer there', async () => {
    const { get, state } = askSite({ scene: 'running' })
    const stream = events(await get('/backups/bak_1/events', ANN_HEADERS))
    await stream.next()
    state.organisations = [anOrganisation({ backups: [aBackup({ id: 'bak_9' })] })]
    assert.equal((await stream.next()).done, true)
  })

  test('ends when the server closes, which takes no longer because of it', async () => {
    const { site } = askSite({ state: { organisations: SCENES.scanning } })
    const serving = await serveSite(site, { port: 0, host: '127.0.0.1' })
    const asking = http.get(`${serving.url}/status/events`, { headers: ANN_HEADERS })
    const [answer]: http.IncomingMessage[] = await once(asking, 'response')
    assert.ok(answer)
    await once(answer, 'data')
    answer.resume()
    const began = performance.now()
    await serving.close()
    assert.ok(performance.now() - began < 2_000)
    assert.ok(answer.destroyed || answer.readableEnded)
  })
})
