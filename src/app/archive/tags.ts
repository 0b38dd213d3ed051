import { Readable } from 'node:stream'
import { BAGIT_TEXT, bagInfo, checksumLine } from '../../core/archive/bag.ts'
import { PLACES } from '../../core/archive/places.ts'
import { readme } from '../../core/archive/readme.ts'
import { dayOf } from '../../core/day.ts'
import { filterWords } from '../../core/filter-words.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { AppPorts } from '../app-ports.ts'
import { exceptionCount } from '../exceptions.ts'
import type { FileTotals } from './manifest.ts'
import { filePieces, type Piece, pieceOf } from './pieces.ts'

interface Bag {
  readonly backup: Backup
  readonly organisation: string
  readonly version: number
  readonly folder: string
  readonly files: FileTotals
  /** The payload in front of the kept files. */
  readonly front: readonly Piece[]
}

/** What stands at the top of the archive and describes the rest, as BagIt wants it. */
export async function tagPieces(
  ports: Pick<AppPorts, 'storage' | 'store'>,
  bag: Bag,
  signal: AbortSignal,
): Promise<readonly Piece[]> {
  const tag = async (path: string, body: string | AsyncIterable<string>): Promise<Piece> => {
    const key = `${bag.folder}/${path}`
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : streamOf(body)
    return pieceOf(path, key, await ports.storage.put(key, bytes, signal))
  }
  const { readme: readmeText, info } = await texts(ports, bag)
  const tags = [
    await tag(PLACES.readme, readmeText),
    await tag(PLACES.bagit, BAGIT_TEXT),
    await tag(PLACES.info, info),
    await tag(PLACES.manifest, manifestLines(ports, bag)),
  ]
  const lines = tags.map(({ sha256, path }) => checksumLine(sha256, path))
  return [...tags, await tag(PLACES.tagManifest, lines.join(''))]
}

const streamOf = (lines: AsyncIterable<string>): Readable =>
  Readable.from(lines, { objectMode: false })

async function texts(ports: Pick<AppPorts, 'store'>, bag: Bag) {
  const { backup, files, organisation, version, front } = bag
  const scan = await ports.store.scan.scan(backup.scanId)
  const told = await ports.store.backup.backup(backup.id)
  const exceptions = await exceptionCount(ports, told ?? backup)
  const scope = filterWords(backup.filter)
  const readAt = scan?.finishedAt ?? backup.createdAt
  return {
    readme: readme({
      organisation,
      scope,
      readOn: inWords(readAt),
      files: files.count - files.pdfs - files.library,
      pdfs: files.pdfs,
      library: files.library,
      exceptions,
    }),
    info: bagInfo({
      organisation,
      backupId: backup.id,
      version,
      scope,
      madeOn: dayOf(backup.createdAt),
      payload: {
        bytes: files.bytes + front.reduce((sum, piece) => sum + piece.bytes, 0),
        files: files.count + front.length,
      },
      attachments: files.count,
      exceptions,
    }),
  }
}

const inWords = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' })
    .format(at)
    .concat(' UTC')

async function* manifestLines(
  ports: Pick<AppPorts, 'storage'>,
  { front, folder }: Bag,
): AsyncGenerator<string> {
  for (const { sha256, path } of front) yield checksumLine(sha256, path)
  for await (const { sha256, path } of filePieces(ports, folder)) yield checksumLine(sha256, path)
}
