import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'
import { bodyChunks, bodyLength, type Reply } from './reply.ts'

/** Sends an answer, as it is or spoiled. Returns how many bytes of body went out. */
export async function send(
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
): Promise<number> {
  if (fault?.kind === 'reset') {
    response.destroy()
    return 0
  }
  const length = bodyLength(reply.body)
  const cut =
    fault?.kind === 'truncate'
      ? Math.floor(length / 2)
      : fault?.kind === 'wrong-length'
        ? Math.max(0, length - 1)
        : length
  const headers: Record<string, string> = { ...reply.headers }
  // Truncated: the header promises more than comes. Wrong length: the header agrees with a short body.
  if (reply.status !== 204)
    headers['Content-Length'] = String(fault?.kind === 'truncate' ? length : cut)
  response.writeHead(reply.status, headers)
  const sent = await write(response, reply, cut)
  if (fault?.kind !== 'truncate') {
    response.end()
    return sent
  }
  // Long enough for the bytes to leave, so that the client sees a beginning and then a break.
  response.socket?.end()
  response.destroy()
  return sent
}

async function write(response: ServerResponse, reply: Reply, limit: number): Promise<number> {
  let sent = 0
  for (const chunk of bodyChunks(reply.body)) {
    const piece = chunk.subarray(0, limit - sent)
    sent += piece.length
    if (!response.write(piece) && !response.destroyed) await drained(response)
    if (sent >= limit || response.destroyed) break
  }
  return sent
}

/** Resolves when the socket takes more, or when it is gone. */
async function drained(response: ServerResponse): Promise<void> {
  const stop = new AbortController()
  const options = { signal: stop.signal }
  try {
    await Promise.race([once(response, 'drain', options), once(response, 'close', options)])
  } finally {
    stop.abort()
  }
}
