import { Readable } from 'node:stream'
import { partFileName } from '../../core/archive/archive-name.ts'
import { notFound, refuse } from '../../core/errors.ts'
import type { Archive } from '../../ports/store/archive.ts'
import type { DownloadStage, OpenDownload, PartWanted } from '../app.ts'
import type { AppPorts } from '../app-ports.ts'
import { partEtag, readPart, splitOf } from '../archive/parts.ts'
import { readArchive } from '../archive/reader.ts'
import { needKeptPayment } from '../kept-payment.ts'
import { ownBackup } from '../ownership.ts'

type Ports = Pick<AppPorts, 'store' | 'storage'>

export function createDownload(ports: Ports): DownloadStage {
  return {
    async open(personId, backupId, part) {
      const archive = await readyArchive(ports, personId, backupId)
      if (part) return openPart(ports, archive, part)
      const { fileName, bytes, etag } = archive
      const blocks = (start: number, end: number) => readArchive(ports, archive, start, end)
      return { fileName, bytes, etag, blocks, read: asStream(blocks) }
    },

    async parts(personId, backupId, size) {
      const archive = await readyArchive(ports, personId, backupId)
      return (await splitOf(ports, archive, size)).parts.map((part) => part.bytes)
    },
  }
}

async function readyArchive(ports: Ports, personId: string, backupId: string): Promise<Archive> {
  const { backup } = await ownBackup(ports.store, personId, backupId)
  await needKeptPayment(ports.store, backup)
  const archive = await ports.store.archive.archiveOfBackup(backup.id)
  if (archive?.state === 'deleted') {
    const hint = 'Start a new backup.'
    throw refuse('This download has expired and its files are deleted.', hint, { reason: 'gone' })
  }
  if (archive?.state === 'ready') return archive
  throw refuse('The archive is not ready yet.', 'We will email you when it is.', {
    reason: 'conflict',
  })
}

async function openPart(ports: Ports, archive: Archive, wanted: PartWanted): Promise<OpenDownload> {
  const split = await splitOf(ports, archive, wanted.size)
  const part = split.parts[wanted.number - 1]
  if (!part) throw notFound('part')
  const blocks = (start: number, end: number) => readPart(ports, archive, split, part, start, end)
  return {
    fileName: partFileName(archive.fileName, part.number, split.parts.length),
    bytes: part.bytes,
    etag: partEtag(archive, wanted.size, part),
    blocks,
    read: asStream(blocks),
  }
}

/** A stream holds several pieces at once, and a block is good until the next one only: hence copies. */
const asStream =
  (blocks: OpenDownload['blocks']): OpenDownload['read'] =>
  (start, end) =>
    Readable.from(copied(blocks(start, end)), { objectMode: false, highWaterMark: 1 })

async function* copied(blocks: AsyncGenerator<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const block of blocks) yield Buffer.from(block)
}
