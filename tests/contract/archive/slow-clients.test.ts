import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { fetchBytes } from '../../bench/archive-clients.ts'
import type { ServerOrder } from '../../bench/archive-server.ts'
import { HEAP_FLAGS } from '../../bench/heap-flags.ts'
import { ANN_HEADERS } from '../../support/ask-site.ts'
import { quickFolder } from '../../support/quick-folder.ts'

const CLIENTS = 500
const FILES = 20
const ENTRIES = 1_500
const MOST_BYTES = 300_000_000

const start = (order: ServerOrder): ChildProcess =>
  fork(new URL('../../bench/archive-server.ts', import.meta.url), [JSON.stringify(order)], {
    execArgv: [...HEAP_FLAGS, '--import', 'tsx'],
  })

/** Asks for all, and takes 1 kB a second of it. */
async function slowClient(url: URL): Promise<Socket> {
  const socket = connect({ port: Number(url.port), host: url.hostname })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\n`)
  socket.write(`Cookie: ${ANN_HEADERS.cookie}\r\nConnection: close\r\n\r\n`)
  socket.pause()
  await once(socket, 'readable')
  const timer = setInterval(() => socket.read(1_000), 1_000)
  socket.once('close', () => clearInterval(timer))
  return socket
}

test('500 clients at 1 kB a second take little memory, and keep nobody waiting', {
  timeout: 60_000,
}, async (t) => {
  const root = quickFolder('ledgerkeep-slow-')
  t.after(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(join(root, 'files'))
  for (let nth = 0; nth < FILES; nth++) {
    writeFileSync(join(root, 'files', String(nth)), Buffer.alloc(90_000, `${nth} `))
  }
  const order = { root, entries: ENTRIES, files: FILES }
  await once(start({ ...order, task: 'lay out' }), 'exit')
  const server = start({ ...order, task: 'serve' })
  t.after(() => server.disconnect())
  const [{ url, bytes }] = (await once(server, 'message')) as [{ url: string; bytes: number }]

  const sockets = await Promise.all(Array.from({ length: CLIENTS }, () => slowClient(new URL(url))))
  t.after(() => sockets.forEach((socket) => void socket.destroy()))
  const quick = await fetchBytes(url)
  assert.equal(quick.bytes, bytes)
  assert.ok(quick.ms < 10_000, `${quick.ms} ms for ${bytes} bytes`)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  assert.ok(sockets.every((socket) => !socket.destroyed))
  server.send('peak')
  const [{ peakBytes }] = (await once(server, 'message')) as [{ peakBytes: number }]
  assert.ok(peakBytes < MOST_BYTES, `${peakBytes} bytes`)
  t.diagnostic(`${Math.round(peakBytes / 1e6)} MB; ${Math.round(quick.ms)} ms for the quick one`)
})
