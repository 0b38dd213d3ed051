import { crc32 } from 'node:zlib'
import { LedgerkeepError } from '../core/errors.ts'
import type { AppPorts } from './app-ports.ts'

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

/** Bytes put together before they are handed on. */
const BLOCK = 262_144
/** An object up to this long is read in one step, and always whole. */
const SMALL = 1_048_576
/** Of a longer one, all is read and checked before a part is handed on, unless it is longer than this. */
const CHECKED = 67_108_864

const lengthOf = (segment: Segment): number =>
  'bytes' in segment ? segment.bytes.length : segment.to - segment.from + 1

/**
 * The bytes of the segments, in blocks. Small objects are read several at once, and the next block while
 * the last one is being sent; memory holds two blocks. Every object is compared with its CRC-32 before
 * its last byte is handed on: a damaged one breaks the stream off.
 */
export async function* bytesOf(
  storage: Storage,
  segments: AsyncIterable<Segment>,
): AsyncGenerator<Uint8Array> {
  let ahead: Promise<Uint8Array> | null = null
  for await (const group of groups(segments)) {
    const large = group[0]
    if (large && 'key' in large && large.length > SMALL) {
      if (ahead) yield await ahead
      ahead = null
      yield* streamed(storage, large)
      continue
    }
    const block = blockOf(storage, group)
    // Met when its turn comes; an error that nobody hears ends the process.
    block.catch(() => undefined)
    if (ahead) yield await ahead
    ahead = block
  }
  if (ahead) yield await ahead
}

/** Segments that make a block together; one of a large object stands alone. */
async function* groups(segments: AsyncIterable<Segment>): AsyncGenerator<readonly Segment[]> {
  let group: Segment[] = []
  let size = 0
  for await (const segment of segments) {
    const alone = 'key' in segment && segment.length > SMALL
    if ((alone || size + lengthOf(segment) > BLOCK) && group.length > 0) {
      yield group
      group = []
      size = 0
    }
    if (alone) yield [segment]
    else {
      group.push(segment)
      size += lengthOf(segment)
    }
  }
  if (group.length > 0) yield group
}

async function blockOf(storage: Storage, group: readonly Segment[]): Promise<Uint8Array> {
  const block = Buffer.allocUnsafeSlow(group.reduce((sum, one) => sum + lengthOf(one), 0))
  let at = 0
  await Promise.all(
    group.map((segment) => {
      const place = block.subarray(at, at + lengthOf(segment))
      at += place.length
      if ('key' in segment) return small(storage, segment, place)
      place.set(segment.bytes)
      return undefined
    }),
  )
  return block
}

/** Reads all of a small object, compares it, and puts what is wanted of it into its place. */
async function small(storage: Storage, segment: Stored, place: Uint8Array): Promise<void> {
  const isWhole = place.length === segment.length
  const whole = isWhole ? place : Buffer.allocUnsafeSlow(segment.length)
  await storage.read(segment.key, whole)
  compare(segment, crc32(whole))
  if (!isWhole) place.set(whole.subarray(segment.from, segment.to + 1))
}

async function* streamed(storage: Storage, segment: Stored): AsyncGenerator<Uint8Array> {
  const isWhole = segment.from === 0 && segment.to === segment.length - 1
  if (!isWhole && segment.crc32 !== null && segment.length <= CHECKED) await check(storage, segment)
  let left = lengthOf(segment)
  let crc = 0
  const body = await storage.open(segment.key, { start: segment.from, end: segment.to })
  for await (const chunk of body) {
    const bytes = chunk as Uint8Array
    left -= bytes.length
    if (isWhole) crc = crc32(bytes, crc)
    // The last bytes are handed on only when they and all before them are right.
    if (left === 0 && isWhole) compare(segment, crc)
    yield bytes
  }
  if (left !== 0) throw shorter(segment, left)
}

async function check(storage: Storage, segment: Stored): Promise<void> {
  let crc = 0
  let left = segment.length
  for await (const chunk of await storage.open(segment.key)) {
    crc = crc32(chunk as Uint8Array, crc)
    left -= (chunk as Uint8Array).length
  }
  if (left !== 0) throw shorter(segment, left)
  compare(segment, crc)
}

function compare(segment: Stored, crc: number): void {
  if (segment.crc32 === null || crc >>> 0 === segment.crc32) return
  throw new LedgerkeepError('bug', `The stored object ${segment.key} is damaged.`)
}

const shorter = ({ key }: Stored, left: number): LedgerkeepError =>
  new LedgerkeepError('bug', `The stored object ${key} is ${left} bytes shorter than it was.`)
