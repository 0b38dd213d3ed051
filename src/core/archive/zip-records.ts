import { type Day, isDay } from '../day.ts'
import { LedgerkeepError } from '../errors.ts'

/** What a ZIP tells of one entry, in its local header and again in the directory. */
export interface ZipRecord {
  /** `/` between names, no leading slash. */
  readonly path: string
  /** 0 stored, 8 deflated. */
  readonly method: 0 | 8
  /** Whether CRC and sizes follow the data in a descriptor because they were not known before. */
  readonly described: boolean
  readonly crc32: number
  /** Length as it lies in the ZIP. */
  readonly packedBytes: number
  readonly bytes: number
  /** Where the local header starts. */
  readonly offset: number
  /** Shown as the entry's date, at noon; 1 January 1980 where there is none. */
  readonly day: Day | null
}

/** A field that holds this value says: look in the ZIP64 extra field. */
const FULL_32 = 0xffff_ffff
const FULL_16 = 0xffff
const UTF8_NAME = 0x0800
const DESCRIBED = 0x0008
const MADE_BY_UNIX = 3 << 8
/** A regular file that everyone may read and its owner may write. */
const MODE = (0o100644 << 16) >>> 0
const encoder = new TextEncoder()

/** The header in front of an entry's data. */
export function localRecord(entry: ZipRecord): Uint8Array {
  const name = nameOf(entry)
  // In the local header both sizes go into the extra field or neither does.
  const wide = !entry.described && Math.max(entry.bytes, entry.packedBytes) >= FULL_32
  const record = new Writer(30 + name.length + (wide ? 20 : 0))
  record.u32(0x04034b50).u16(versionFor(wide))
  flagsToTime(record, entry)
  if (entry.described) record.u32(0).u32(0).u32(0)
  else
    record
      .u32(entry.crc32)
      .u32(wide ? FULL_32 : entry.packedBytes)
      .u32(wide ? FULL_32 : entry.bytes)
  record
    .u16(name.length)
    .u16(wide ? 20 : 0)
    .bytes(name)
  if (wide) record.u16(1).u16(16).u64(entry.bytes).u64(entry.packedBytes)
  return record.done()
}

/** What stands behind the data of a `described` entry; such an entry stays below 4 GiB. */
export function descriptorRecord(entry: ZipRecord): Uint8Array {
  if (Math.max(entry.bytes, entry.packedBytes) >= FULL_32) {
    throw new LedgerkeepError('bug', `${entry.path} is too long for a ZIP data descriptor.`)
  }
  const record = new Writer(16)
  return record.u32(0x08074b50).u32(entry.crc32).u32(entry.packedBytes).u32(entry.bytes).done()
}

/** The entry's line in the directory at the end of the ZIP. */
export function centralRecord(entry: ZipRecord): Uint8Array {
  const name = nameOf(entry)
  const wide = [entry.bytes, entry.packedBytes, entry.offset].filter((value) => value >= FULL_32)
  const extra = wide.length === 0 ? 0 : 4 + 8 * wide.length
  const record = new Writer(46 + name.length + extra)
  const version = versionFor(wide.length > 0)
  record
    .u32(0x02014b50)
    .u16(MADE_BY_UNIX | version)
    .u16(version)
  flagsToTime(record, entry)
  record.u32(entry.crc32).u32(capped(entry.packedBytes)).u32(capped(entry.bytes))
  record.u16(name.length).u16(extra).u16(0).u16(0).u16(0).u32(MODE).u32(capped(entry.offset))
  record.bytes(name)
  if (extra > 0) record.u16(1).u16(extra - 4)
  for (const value of wide) record.u64(value)
  return record.done()
}

/** Where the directory lies and how much of it there is. */
export interface DirectoryFacts {
  readonly entries: number
  readonly directoryOffset: number
  readonly directoryBytes: number
}

/** The last bytes of the ZIP, with the ZIP64 records only where the short one has no room. */
export function endRecords({
  entries,
  directoryOffset,
  directoryBytes,
}: DirectoryFacts): Uint8Array {
  const wide = entries >= FULL_16 || directoryOffset >= FULL_32 || directoryBytes >= FULL_32
  const record = new Writer(22 + (wide ? 76 : 0))
  if (wide) {
    record
      .u32(0x06064b50)
      .u64(44)
      .u16(MADE_BY_UNIX | 45)
      .u16(45)
      .u32(0)
      .u32(0)
    record.u64(entries).u64(entries).u64(directoryBytes).u64(directoryOffset)
    record
      .u32(0x07064b50)
      .u32(0)
      .u64(directoryOffset + directoryBytes)
      .u32(1)
  }
  const count = Math.min(entries, FULL_16)
  record.u32(0x06054b50).u16(0).u16(0).u16(count).u16(count)
  return record.u32(capped(directoryBytes)).u32(capped(directoryOffset)).u16(0).done()
}

const capped = (value: number): number => Math.min(value, FULL_32)
const versionFor = (wide: boolean): number => (wide ? 45 : 20)

function nameOf({ path }: ZipRecord): Uint8Array {
  const name = encoder.encode(path)
  if (name.length > 0 && name.length <= FULL_16) return name
  throw new LedgerkeepError('bug', `A ZIP entry can't have a name of ${name.length} bytes.`)
}

function flagsToTime(record: Writer, entry: ZipRecord): void {
  record.u16(UTF8_NAME | (entry.described ? DESCRIBED : 0)).u16(entry.method)
  const date = dosDate(entry.day)
  // Noon, so that a reader in any time zone still shows the same day.
  record.u16(date === FIRST_DATE ? 0 : 12 << 11).u16(date)
}

/** 1 January 1980: the first day that a ZIP can tell. */
const FIRST_DATE = (1 << 5) | 1

/** Entries of one day stand together, and a calendar is slow to ask. */
let last: { readonly day: Day; readonly date: number } = { day: '', date: FIRST_DATE }

function dosDate(day: Day | null): number {
  if (day === null) return FIRST_DATE
  if (day !== last.day) last = { day, date: dateOf(day) }
  return last.date
}

function dateOf(day: Day): number {
  if (!isDay(day)) return FIRST_DATE
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return year < 1980 || year > 2107 ? FIRST_DATE : ((year - 1980) << 9) | (month << 5) | date
}

/** Little-endian numbers, one behind the other. */
class Writer {
  readonly #out: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(length: number) {
    this.#out = new Uint8Array(length)
    this.#view = new DataView(this.#out.buffer)
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true)
    this.#at += 2
    return this
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true)
    this.#at += 4
    return this
  }

  u64(value: number): this {
    this.#view.setBigUint64(this.#at, BigInt(value), true)
    this.#at += 8
    return this
  }

  bytes(value: Uint8Array): this {
    this.#out.set(value, this.#at)
    this.#at += value.length
    return this
  }

  done(): Uint8Array {
    return this.#out
  }
}
