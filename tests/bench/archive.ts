import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BSDTAR } from '../contract/archive/programs.ts'
import { ANN_HEADERS } from '../support/ask-site.ts'
import { quickFolder } from '../support/quick-folder.ts'
import { fetchBytes, medianOf } from './archive-clients.ts'
import type { ServerOrder } from './archive-server.ts'
import { atLeast, atMost, type BenchResult, type Figure, figure } from './figures.ts'
import { HEAP_FLAGS } from './heap-flags.ts'
import { packingFigures } from './packing.ts'

const FILES = 20_000
const FILE_BYTES = 90_000
const MANY_ENTRIES = 400_000
const CLIENTS = 100
const MEGABYTE = 1_000_000
const run = promisify(execFile)

/** Serving a ready archive over loopback HTTP, storing the same files with bsdtar, and packing one. */
export async function archiveBench(): Promise<BenchResult> {
  const root = quickFolder('ledgerkeep-bench-archive-')
  try {
    writeFiles(join(root, 'files'))
    const figures = [
      ...(await withServer({ root, entries: FILES, files: FILES }, (server) =>
        serving(server, root),
      )),
      ...(await withServer({ root, entries: MANY_ENTRIES, files: 1 }, manyEntries)),
      ...(await packingFigures()),
    ]
    const notes = BSDTAR.skip ? [BSDTAR.skip] : []
    return { bench: 'archive', options: { files: FILES, bytes: FILE_BYTES }, figures, notes }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

function writeFiles(folder: string): void {
  mkdirSync(folder)
  const body = Buffer.alloc(FILE_BYTES, 'scan')
  for (let nth = 0; nth < FILES; nth++) {
    body.writeUInt32LE(nth)
    writeFileSync(join(folder, String(nth)), body)
  }
}

interface Server {
  readonly url: string
  readonly bytes: number
  peakMb(): Promise<number>
}

async function serving(server: Server, root: string): Promise<readonly Figure[]> {
  const { url, bytes } = server
  const before = storedBytes(root)
  const ours: number[] = []
  const theirs: number[] = []
  await withCurl(url)
  // Turn by turn, so that a machine that slows down favours neither.
  for (let nth = 0; nth < 3; nth++) {
    ours.push(bytes / (await withCurl(url)) / MEGABYTE)
    if (!BSDTAR.skip) theirs.push(bytes / (await withBsdtar(root)) / MEGABYTE)
  }
  const firstByte = await medianOf(20, async () => (await fetchBytes(url, null, true)).firstByteMs)
  const range = await medianOf(50, async () => {
    const start = Math.floor(Math.random() * (bytes - MEGABYTE))
    return (await fetchBytes(url, `${start}-${start + MEGABYTE - 1}`)).ms
  })
  const peakOfOne = await server.peakMb()
  const one = bytes / (await fetchBytes(url)).ms
  const each = Math.floor(bytes / CLIENTS)
  const started = performance.now()
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, nth) =>
      fetchBytes(url, `${nth * each}-${(nth + 1) * each - 1}`),
    ),
  )
  const all = (each * CLIENTS) / (performance.now() - started)
  const told = median(theirs)
  return [
    figure('one client', median(ours), 'MB/s'),
    ...(BSDTAR.skip
      ? []
      : [
          figure('bsdtar to a pipe', told, 'MB/s'),
          atLeast('one client, times bsdtar', median(ours) / told, 'x', 0.85),
        ]),
    atMost('first byte', firstByte, 'ms', 50),
    atMost('a random range of 1 MB', range, 'ms', 20),
    atLeast('100 clients together, times one', all / one, 'x', 0.9),
    atMost('memory with one client', peakOfOne, 'MB', 300),
    figure('memory with 100 clients', await server.peakMb(), 'MB'),
    atMost('bytes written to serve', storedBytes(root) - before, 'B', 0),
  ]
}

async function manyEntries({ url, peakMb }: Server): Promise<readonly Figure[]> {
  const cold = (await fetchBytes(url, null, true)).firstByteMs
  const firstByte = await medianOf(10, async () => (await fetchBytes(url, null, true)).firstByteMs)
  return [
    figure('first byte of 400,000 entries, the very first time', cold, 'ms'),
    atMost('first byte of 400,000 entries', firstByte, 'ms', 100),
    atMost('memory with 400,000 entries', await peakMb(), 'MB', 300),
  ]
}

async function withServer<T>(
  order: Omit<ServerOrder, 'task'>,
  use: (server: Server) => Promise<T>,
): Promise<T> {
  await once(startServer({ ...order, task: 'lay out' }), 'exit')
  const child = startServer({ ...order, task: 'serve' })
  try {
    const [{ url, bytes }] = (await once(child, 'message')) as [{ url: string; bytes: number }]
    const peakMb = async (): Promise<number> => {
      child.send('peak')
      const [{ peakBytes }] = (await once(child, 'message')) as [{ peakBytes: number }]
      return peakBytes / MEGABYTE
    }
    return await use({ url, bytes, peakMb })
  } finally {
    child.disconnect()
  }
}

const startServer = (order: ServerOrder): ChildProcess =>
  fork(new URL('./archive-server.ts', import.meta.url), [JSON.stringify(order)], {
    execArgv: [...HEAP_FLAGS, '--import', 'tsx'],
  })

async function withCurl(url: string): Promise<number> {
  const started = performance.now()
  await run('curl', ['-sf', '-o', '/dev/null', '-H', `cookie: ${ANN_HEADERS.cookie}`, url])
  return (performance.now() - started) / 1_000
}

async function withBsdtar(root: string): Promise<number> {
  const started = performance.now()
  const store = '--options=zip:compression=store'
  await run('sh', [
    '-c',
    `bsdtar -cf - --format=zip ${store} -C "$1" files | cat > /dev/null`,
    'sh',
    root,
  ])
  return (performance.now() - started) / 1_000
}

/** Of all but the database, whose own journal comes and goes. */
const storedBytes = (root: string): number =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.sqlite'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
