import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { BackupDocument, BackupFile } from '../../src/ports/store/backup.ts'
import { begin, connect, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { atMost, type Figure, figure } from './figures.ts'
import { HEAP_FLAGS, HEAP_SETTINGS } from './heap-flags.ts'
import type { Packed, PackingOrder } from './packing-process.ts'

const WORLD = 'large'
const DOCUMENTS = 1_000
const LONGEST_MS = 2_400_000_000
const PATIENCE_MS = 180_000

/**
 * Packing of large books after the last file. The scan is a real one, of the simulator; the files are stored
 * as a backup leaves them, without its calls. Packing runs in a process of its own, with the heap of `npm start`.
 */
export async function packingFigures(): Promise<readonly Figure[]> {
  await using bench = await startInstallation({
    world: WORLD,
    dayLimit: 100_000,
    xero: { latencyMs: 20 },
  })
  const customer = await connect(bench)
  const found = await scan(bench, customer, { longestMs: LONGEST_MS, patienceMs: PATIENCE_MS })
  const backupId = await begin(bench, customer, found.id)
  const { folder } = bench
  const files = await keepAll(bench, backupId)
  await bench.stop()
  const packed = await packedIn({ folder, backupId })
  return [
    figure('files packed', files, 'files'),
    figure('entries of the archive', packed.entries, 'entries'),
    atMost('packing of large after the last file', packed.seconds, 's', 60),
    atMost('memory while packing', packed.peakBytes / 1e6, 'MB', 300),
  ]
}

async function keepAll(bench: Bench, backupId: string): Promise<number> {
  const { store, storage, clock } = bench.installation.ports
  // Nobody else is to work on it meanwhile.
  await store.backup.changeBackup(backupId, ['pending', 'running'], { state: 'packaging' })
  let files = 0
  for (;;) {
    const documents = await store.backup.pendingDocuments(backupId, DOCUMENTS)
    if (documents.length === 0) break
    for (const document of documents) {
      const wanted = Array.from({ length: document.expected }, (_, nth) => fileOf(document, nth))
      await store.backup.listed(document, wanted)
      for (const file of wanted) {
        const key = `files/bench/${String(files % 256)}/${files}`
        const body = Buffer.alloc(2_000 + ((files * 37) % 8_000), `${files} `)
        await store.backup.kept(file, { storageKey: key, ...(await storage.put(key, body)) })
        files += 1
      }
    }
  }
  await store.backup.changeBackup(backupId, ['packaging'], { startedAt: clock.now() })
  return files
}

const fileOf = (document: BackupDocument, position: number): BackupFile => ({
  ...{ backupId: document.backupId, documentSeq: document.seq, position, attempts: 0 },
  attachmentId: `00000000-0000-4000-${String(8_000 + position)}-${String(document.seq).padStart(12, '0')}`,
  ...{ name: `scan ${position}.pdf`, mime: 'application/pdf', listedBytes: null },
  ...{ state: 'wanted', storageKey: null, bytes: null, sha256: null, crc32: null },
})

async function packedIn(order: PackingOrder): Promise<Packed> {
  const child = fork(new URL('./packing-process.ts', import.meta.url), [JSON.stringify(order)], {
    execArgv: [...HEAP_FLAGS, '--import', 'tsx'],
    env: { ...process.env, ...HEAP_SETTINGS },
  })
  const [told] = (await once(child, 'message')) as [Packed]
  child.disconnect()
  await once(child, 'exit')
  return told
}
