import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { asDownload } from '../../src/adapters/xero/answers.ts'
import { createHttp } from '../../src/adapters/xero/http.ts'
import type { Turnstile } from '../../src/adapters/xero/turnstile.ts'
import { LedgerkeepError } from '../../src/core/errors.ts'
import { EventClock } from '../support/event-clock.ts'

const SILENCE_MS = 150
const BYTES = 200_000

/** A server that does with each connection as it is told, once the request has come. */
async function serving(answer: (socket: Socket) => void): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, server }
}

const HEAD = `HTTP/1.1 200 OK\r\nContent-Length: ${BYTES}\r\nContent-Type: application/pdf\r\n\r\n`

/** Reads the answer to its end; gives the bytes that came. */
async function read(url: string): Promise<number> {
  const http = createHttp(SILENCE_MS)
  try {
    const { body } = await http.get(url, {})
    let bytes = 0
    for await (const piece of body) bytes += (piece as Buffer).length
    return bytes
  } finally {
    await http.close()
  }
}

for (const at of [0, 1, BYTES / 2, BYTES - 1]) {
  const begun = (socket: Socket): boolean => socket.write(HEAD + 'x'.repeat(at))

  test(`a connection that is cut at byte ${at} is an error, not a short file`, async () => {
    const { url, server } = await serving((socket) => {
      begun(socket)
      setTimeout(() => socket.destroy(), 5)
    })
    await assert.rejects(read(url))
    server.close()
  })

  test(`a connection that is reset at byte ${at} is an error, not a short file`, async () => {
    const { url, server } = await serving((socket) => {
      begun(socket)
      setTimeout(() => socket.resetAndDestroy(), 5)
    })
    await assert.rejects(read(url))
    server.close()
  })

  test(`a connection that falls silent at byte ${at} ends after a while`, async () => {
    const sockets: Socket[] = []
    const { url, server } = await serving((socket) => {
      sockets.push(socket)
      begun(socket)
    })
    await assert.rejects(read(url))
    for (const socket of sockets) socket.destroy()
    server.close()
  })
}

test('a server that never answers is given up', async () => {
  const sockets: Socket[] = []
  const { url, server } = await serving((socket) => sockets.push(socket))
  await assert.rejects(read(url), { kind: 'retry' })
  for (const socket of sockets) socket.destroy()
  server.close()
})

test('the process survives a connection that is closed while its reader pauses', async () => {
  const { url, server } = await serving((socket) => {
    socket.write(HEAD)
    socket.write(Buffer.alloc(BYTES / 2), () => setTimeout(() => socket.destroy(), 5))
  })
  const http = createHttp(SILENCE_MS)
  for (let round = 0; round < 20; round += 1) {
    const { body } = await http.get(url, {})
    const slow = async function* (source: AsyncIterable<Buffer>) {
      for await (const piece of source) {
        await new Promise((next) => setTimeout(next, 10))
        yield piece
      }
    }
    await assert.rejects(
      pipeline(body, slow, async (source) => {
        for await (const _ of source);
      }),
    )
  }
  await http.close()
  server.close()
})

test('a byte a second is given up after a quarter of an hour, and what came is not taken for the file', async () => {
  const sockets: Socket[] = []
  const { url, server } = await serving((socket) => {
    sockets.push(socket)
    socket.write(`${HEAD}x`)
  })
  const http = createHttp()
  const clock = new EventClock()
  const answer = await http.get(url, {})
  const turnstile = { good: () => assert.fail('it is no good answer') } as unknown as Turnstile
  let left = 0
  const opened = { answer, leave: () => (left += 1), turnstile, sentAt: clock.now() }
  const download = asDownload(opened, clock, async (why) => new LedgerkeepError('retry', why))
  const ended = new Promise((resolve) => download.body.once('close', resolve))
  const failed = new Promise((resolve) => download.body.once('error', resolve))
  const drip = setInterval(() => sockets[0]?.write('x'), 5)
  download.body.resume()
  await clock.sleepFor(890_000)
  assert.equal(download.body.destroyed, false)
  await clock.sleepFor(20_000)
  assert.match(String(await failed), /did not end/)
  await ended
  clearInterval(drip)
  assert.equal(left, 1)
  for (const socket of sockets) socket.destroy()
  server.close()
  await http.close()
})
