import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { openSqlite } from '../../src/adapters/database/index.ts'
import { openStorage } from '../../src/adapters/storage/index.ts'
import { layOut } from '../../src/app/archive/layout.ts'
import type { Piece } from '../../src/app/archive/pieces.ts'
import { createDownload } from '../../src/app/download/download.ts'
import { createSite, serveSite } from '../../src/web/server.ts'
import { ARCHIVE, BACKUP, PERSON, SCAN } from '../contract/store/records.ts'
import { connected } from '../contract/store/seeds.ts'
import { createFakeSite } from '../support/fake-site.ts'

/** The real site over one ready archive, in a process of its own; another one lays the archive out. */
export interface ServerOrder {
  readonly task: 'lay out' | 'serve'
  /** A storage with `files/0` and so on. */
  readonly root: string
  readonly entries: number
  /** How many different files there are; entries beyond them repeat these. */
  readonly files: number
}

const order = JSON.parse(process.argv[2] ?? '') as ServerOrder
const storage = openStorage({ kind: 'files', root: order.root })
const store = await openSqlite(join(order.root, `${order.entries}.sqlite`))
if (order.task === 'lay out') {
  await layOutAll()
  process.exit(0)
}

const { ports } = createFakeSite()
const real = createDownload({ store, storage })
const app = {
  ...ports.app,
  download: { ...real, open: () => real.open(PERSON.id, BACKUP.id) },
}
const site = await serveSite(createSite({ ...ports, app }), { host: '127.0.0.1', port: 0 })
let peakBytes = process.memoryUsage.rss()
setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
}, 20)
process.on('message', () => process.send?.({ peakBytes }))
process.on('disconnect', () => process.exit(0))
const { bytes } = (await store.archive.archive(ARCHIVE.id)) ?? ARCHIVE
process.send?.({ url: `${site.url}/backups/bak_1/download`, bytes })

async function layOutAll(): Promise<void> {
  await connected(store)
  await store.scan.addScan(SCAN, [])
  await store.backup.addBackup({ ...BACKUP, orderId: null, state: 'complete' })
  const draft = { ...ARCHIVE, fileName: 'bench.zip' }
  await store.archive.startArchive(draft)
  const laid = await layOut({ store, storage }, draft, pieces(), new AbortController().signal)
  await store.archive.finishArchive({ ...draft, ...laid, state: 'ready' })
}

async function* pieces(): AsyncGenerator<Piece> {
  const facts: Pick<Piece, 'bytes' | 'crc32'>[] = []
  for (let nth = 0; nth < order.files; nth++) {
    const body = await readFile(join(order.root, 'files', String(nth)))
    facts.push({ bytes: body.length, crc32: crc32(body) })
  }
  for (let nth = 0; nth < order.entries; nth++) {
    const known = facts[nth % order.files]
    if (!known) return
    yield {
      path: `data/Attachments/Bills/2026/11/2026-11-22 Contact INV-${nth} scan.pdf`,
      storageKey: `files/${nth % order.files}`,
      sha256: '0'.repeat(64),
      day: '2026-11-22',
      ...known,
    }
  }
}
