import type { Stretch } from '../../ports/storage.ts'
import type { AppPorts } from '../app-ports.ts'
import { blockSums, CHECKING, type Checking, damaged } from './block-sums.ts'
import { type Block, createBlockPool } from './blocks.ts'

/** A stretch of an archive: bytes that are known, or some of a stored object's. */
export type Segment =
  | { readonly bytes: Uint8Array }
  | {
      readonly key: string
      /** Where in the object it begins, when it is a block of it that has a CRC-32 of its own; or 0. */
      readonly start?: number
      /** The whole length of object or block; `from` and `to` (included) are what is wanted of it. */
      readonly length: number
      readonly from: number
      readonly to: number
      /** Null where only the length is known. */
      readonly crc32: number | null
    }

type Stored = Extract<Segment, { key: string }>
type Storage = AppPorts['storage']

const pool = createBlockPool()

/**
 * The bytes of the segments, in blocks, each of which is good until the next one is asked for. While one
 * is being sent the next is read; memory holds these two. Every object is compared with its CRC-32 before
 * its last byte is handed on, and one of which a part is wanted before the first: a damaged one breaks the
 * stream off. The parts of a long one are its blocks, whose sums are kept in `folder`: no byte of a damaged
 * block goes out.
 */
export async function* bytesOf(
  storage: Storage,
  folder: string,
  segments: AsyncIterable<Segment>,
  checking: Checking = CHECKING,
): AsyncGenerator<Uint8Array> {
  const source = inBlocks(storage, folder, segments, checking)
  const fill = createFill(storage, source)
  pool.enter()
  let ahead = fill(pool.take())
  try {
    for (;;) {
      const filled = await ahead
      if (filled.length === 0) return
      ahead = fill(pool.take())
      // Met when its turn comes; an error that nobody hears ends the process.
      ahead.catch(() => undefined)
      yield filled
      pool.give(filled.buffer)
    }
  } finally {
    pool.leave()
    // Its block is in use until it is filled.
    void ahead.then(
      (filled) => pool.give(filled.buffer),
      () => undefined,
    )
    await source.return(undefined)
  }
}

/** The same stretches, those of parts of long objects as stretches of their blocks. */
async function* inBlocks(
  storage: Storage,
  folder: string,
  segments: AsyncIterable<Segment>,
  checking: Checking,
): AsyncGenerator<Segment, undefined> {
  for await (const segment of segments) {
    if ('bytes' in segment || isWhole(segment) || segment.length <= checking.long) yield segment
    else if (segment.crc32 === null) yield segment
    else {
      const { key, length, crc32, from, to } = segment
      const sums = await blockSums(storage, folder, { key, length, crc32 }, checking)
      yield* blocksOf({ key, length, from, to }, sums, checking.block)
    }
  }
}

function* blocksOf(
  { key, length, from, to }: Pick<Stored, 'key' | 'length' | 'from' | 'to'>,
  sums: readonly number[],
  block: number,
): Generator<Stored> {
  for (let nth = Math.floor(from / block); nth * block <= to; nth++) {
    const start = nth * block
    const size = Math.min(block, length - start)
    const wanted = { from: Math.max(0, from - start), to: Math.min(size - 1, to - start) }
    yield { key, start, length: size, ...wanted, crc32: sums[nth] ?? 0 }
  }
}

type Filled = Uint8Array<Block>

/** What is still wanted of a segment, and the CRC-32 of what of it was read. */
interface Rest {
  readonly segment: Segment
  next: number
  crc32: number
}

/** Fills one block after the other; the last one that has bytes may be short, those behind it are empty. */
function createFill(
  storage: Storage,
  source: AsyncIterator<Segment>,
): (block: Block) => Promise<Filled> {
  let rest: Rest | null = null

  const nextRest = async (): Promise<Rest | null> => {
    if (rest && rest.next < endOf(rest.segment)) return rest
    const step = await source.next()
    if (step.done) return null
    const segment = step.value
    if ('key' in segment && isPart(segment)) await check(storage, segment)
    return { segment, next: 'key' in segment ? segment.from : 0, crc32: 0 }
  }

  return async (block) => {
    const stretches: Stretch[] = []
    const read: Rest[] = []
    let at = 0
    while (at < block.byteLength) {
      rest = await nextRest()
      if (!rest) break
      const { segment, next } = rest
      const length = Math.min(block.byteLength - at, endOf(segment) - next)
      if ('bytes' in segment) {
        new Uint8Array(block, at, length).set(segment.bytes.subarray(next, next + length))
      } else {
        const { key, start = 0 } = segment
        stretches.push({ key, start: start + next, length, at, crc32: rest.crc32 })
        read.push(rest)
      }
      rest.next += length
      at += length
    }
    if (stretches.length > 0) settle(read, await storage.gather(stretches, block))
    return new Uint8Array(block, 0, at)
  }
}

function settle(read: readonly Rest[], crcs: readonly number[]): void {
  for (const [nth, rest] of read.entries()) {
    rest.crc32 = crcs[nth] ?? 0
    const { segment } = rest
    if ('key' in segment && isWhole(segment) && rest.next === segment.length) {
      compare(segment, rest.crc32)
    }
  }
}

/** Of an object, or a block of one, also where all of it is wanted: its end may come long after its beginning. */
const isPart = (segment: Stored): boolean => segment.start !== undefined || !isWhole(segment)

const isWhole = ({ from, to, length }: Stored): boolean => from === 0 && to === length - 1

const endOf = (segment: Segment): number =>
  'bytes' in segment ? segment.bytes.length : segment.to + 1

/** Reads all of an object, or of a block of one, of which only a part will be sent. */
async function check(storage: Storage, segment: Stored): Promise<void> {
  const { key, length, start: first = 0 } = segment
  if (segment.crc32 === null) return
  const memory = pool.take()
  let crc = 0
  for (let done = 0; done < length; done += memory.byteLength) {
    const size = Math.min(memory.byteLength, length - done)
    const stretch = { key, start: first + done, length: size, at: 0, crc32: crc }
    crc = (await storage.gather([stretch], memory))[0] ?? 0
  }
  pool.give(memory)
  compare(segment, crc)
}

function compare(segment: Stored, crc: number): void {
  if (segment.crc32 !== null && crc !== segment.crc32) throw damaged(segment.key)
}
