import { LedgerkeepError } from '../../core/errors.ts'
import type { Stretch } from '../../ports/storage.ts'
import type { AppPorts } from '../app-ports.ts'
import { type Block, createBlockPool } from './blocks.ts'

/** A stretch of an archive: bytes that are known, or some of a stored object's. */
export type Segment =
  | { readonly bytes: Uint8Array }
  | {
      readonly key: string
      /** The object's whole length; `from` and `to` (included) are what is wanted of it. */
      readonly length: number
      readonly from: number
      readonly to: number
      /** Null where only the length is known. */
      readonly crc32: number | null
    }

type Stored = Extract<Segment, { key: string }>
type Storage = AppPorts['storage']

/** Of an object of which a part is wanted, all is compared first, unless it is longer than this. */
const CHECKED = 67_108_864

const pool = createBlockPool()

/**
 * The bytes of the segments, in blocks, each of which is good until the next one is asked for. While one
 * is being sent the next is read; memory holds these two. Every object is compared with its CRC-32 before
 * its last byte is handed on: a damaged one breaks the stream off.
 */
export async function* bytesOf(
  storage: Storage,
  segments: AsyncIterable<Segment>,
): AsyncGenerator<Uint8Array> {
  const source = segments[Symbol.asyncIterator]()
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
    await source.return?.()
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
    if ('key' in segment && !isWhole(segment)) await check(storage, segment)
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
        stretches.push({ key: segment.key, start: next, length, at, crc32: rest.crc32 })
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

const isWhole = ({ from, to, length }: Stored): boolean => from === 0 && to === length - 1

const endOf = (segment: Segment): number =>
  'bytes' in segment ? segment.bytes.length : segment.to + 1

/** Reads all of an object, of which only a part will be sent. */
async function check(storage: Storage, segment: Stored): Promise<void> {
  const { key, length } = segment
  if (segment.crc32 === null || length > CHECKED) return
  const block = pool.take()
  let crc = 0
  for (let start = 0; start < length; start += block.byteLength) {
    const piece = { key, start, length: Math.min(block.byteLength, length - start), at: 0 }
    crc = (await storage.gather([{ ...piece, crc32: crc }], block))[0] ?? 0
  }
  pool.give(block)
  compare(segment, crc)
}

function compare(segment: Stored, crc: number): void {
  if (segment.crc32 === null || crc === segment.crc32) return
  throw new LedgerkeepError('bug', `The stored object ${segment.key} is damaged.`)
}
