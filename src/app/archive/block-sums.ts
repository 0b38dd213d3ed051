import { crc32 } from 'node:zlib'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Archive } from '../../ports/store/archive.ts'
import type { AppPorts } from '../app-ports.ts'
import { readingBlock } from './hash.ts'
import { folderOf, type Piece } from './pieces.ts'
import { keepWorkedOut, keptWorkedOut } from './worked-out.ts'

type Storage = AppPorts['storage']

/** A stored object whose CRC-32 is known. */
export interface SummedObject {
  readonly key: string
  readonly length: number
  readonly crc32: number
}

/** How an object is compared of which only a part is wanted. */
export interface Checking {
  /** A longer one is compared block by block. */
  readonly long: number
  readonly block: number
}

/** No attachment of Xero's is that long: only what we write ourselves has blocks. */
export const CHECKING: Checking = { long: 33_554_432, block: 4_194_304 }

interface KeptSums extends SummedObject {
  readonly block: number
  readonly sums: readonly number[]
}

/**
 * The CRC-32 of each block of a long object, of which the last may be shorter: worked out once, while
 * all of it is compared with its own, and kept in the archive's folder. Throws a bug when it is damaged.
 */
export async function blockSums(
  storage: Storage,
  folder: string,
  object: SummedObject,
  { block }: Checking,
): Promise<readonly number[]> {
  const place = `${folder}/blocks/${object.key.replaceAll('/', '.')}.json`
  const going = underWay.get(storage) ?? new Map<string, Promise<readonly number[]>>()
  underWay.set(storage, going)
  const known = going.get(place)
  if (known) return known
  const sums = sumsAt(storage, place, object, block).finally(() => going.delete(place))
  going.set(place, sums)
  return sums
}

/** By their places: who asks for parts of an object asks for several at once. */
const underWay = new WeakMap<Storage, Map<string, Promise<readonly number[]>>>()

async function sumsAt(
  storage: Storage,
  place: string,
  { key, length, crc32: whole }: SummedObject,
  block: number,
): Promise<readonly number[]> {
  const known = await keptWorkedOut<KeptSums>(storage, place)
  const isIts = known?.length === length && known.crc32 === whole && known.block === block
  if (known && isIts) return known.sums
  const sums = await workedOut(storage, { key, length, crc32: whole }, block)
  await keepWorkedOut(storage, place, { key, length, crc32: whole, block, sums })
  return sums
}

/** Before anybody asks for a part of them. */
export async function sumLongObjects(
  storage: Storage,
  archive: Archive,
  pieces: readonly Piece[],
  signal: AbortSignal,
  checking: Checking = CHECKING,
): Promise<void> {
  const { directoryKey, directoryCrc32, directoryOffset, bytes } = archive
  const directory = { key: directoryKey, length: bytes - directoryOffset, crc32: directoryCrc32 }
  const own = pieces.map((one) => ({ key: one.storageKey, length: one.bytes, crc32: one.crc32 }))
  for (const { key, length, crc32: sum } of [...own, directory]) {
    if (length <= checking.long || sum === null) continue
    signal.throwIfAborted()
    await blockSums(storage, folderOf(archive.id), { key, length, crc32: sum }, checking)
  }
}

async function workedOut(
  storage: Storage,
  { key, length, crc32: told }: SummedObject,
  block: number,
): Promise<readonly number[]> {
  const memory = readingBlock()
  const sums: number[] = []
  let whole = 0
  for (let start = 0; start < length; start += block) {
    const end = Math.min(length, start + block)
    let sum = 0
    for (let from = start; from < end; from += memory.byteLength) {
      const size = Math.min(memory.byteLength, end - from)
      const stretch = { key, start: from, length: size, at: 0, crc32: sum }
      sum = (await storage.gather([stretch], memory))[0] ?? 0
      whole = crc32(new Uint8Array(memory, 0, size), whole)
    }
    sums.push(sum)
  }
  if (whole !== told) throw damaged(key)
  return sums
}

export const damaged = (key: string): LedgerkeepError =>
  new LedgerkeepError('bug', `The stored object ${key} is damaged.`)
