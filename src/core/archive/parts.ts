import { LedgerkeepError } from '../errors.ts'
import { TAG_FILES } from './bag.ts'
import { PLACES } from './places.ts'
import { directoryRecord, endOfArchive, type LayoutEntry, localHeaderLength } from './zip-layout.ts'

/** The entries at the top of the archive, which every part has: the tag files and their manifest. */
export const TAG_ENTRIES = TAG_FILES.length + 1

/** An entry of the archive with its number in it, from 0. */
export type NumberedEntry = LayoutEntry & { readonly seq: number }

/** One part of a split archive: a ZIP of its own. Its entries `from` to before `until` are moved by `shift`. */
export interface Part {
  readonly number: number
  readonly from: number
  readonly until: number
  readonly shift: number
  /** Where `parts.csv`, the last entry, starts. */
  readonly indexOffset: number
  readonly directoryOffset: number
  readonly directoryBytes: number
  readonly bytes: number
}

export interface Split {
  readonly parts: readonly Part[]
  /** The text of `parts.csv`. */
  readonly index: string
}

/** A line of `parts.csv`: three numbers of up to twelve digits and two commas, with room to spare. */
const LINE_BYTES = 60
const HEADER = 'part,first line of manifest-sha256.txt,last line,bytes of its files\r\n'

interface Open {
  from: number
  shift: number
  offset: number
  files: number
  payload: number
  directoryBytes: number
}

export interface Splitter {
  /** Entries in their order, from the first one behind the tag files. */
  add(entry: NumberedEntry): void
  done(): Split
}

/**
 * Cuts an archive of `total` bytes into parts of at most `size`; a file that is longer alone is a part
 * of its own, and longer. Refuses a size that has no room beside the tag files.
 */
export function createSplitter(
  tags: readonly NumberedEntry[],
  size: number,
  total: number,
): Splitter {
  const start = offsetBehind(tags)
  const tagDirectory = tags.reduce((sum, tag) => sum + directoryRecord(tag).length, 0)
  const room = size - start - tagDirectory - 1_000
  // Two parts that follow each other are together longer than one may be.
  const most = Math.ceil((2 * total) / Math.max(1, room)) + 2
  const reserved = 300 + HEADER.length + most * LINE_BYTES
  if (room - reserved < 1_000) {
    throw new LedgerkeepError('refuse', 'The parts would be too small for this archive.', {
      hint: 'Choose larger parts.',
    })
  }
  const closed: (Open & { readonly until: number })[] = []
  let open: Open | null = null
  const opened = (entry: NumberedEntry): Open => ({
    from: entry.seq,
    shift: entry.offset - start,
    offset: start,
    files: 0,
    payload: 0,
    directoryBytes: tagDirectory,
  })
  const close = (until: number): void => {
    if (open) closed.push({ ...open, until })
    open = null
  }
  let next = TAG_ENTRIES

  return {
    add(entry) {
      const length = localHeaderLength(entry) + entry.bytes
      const fits = (part: Open): boolean =>
        part.offset + length + part.directoryBytes + recordBytes(entry, part) + reserved <= size
      if (open && !fits(open)) close(entry.seq)
      const part: Open = open ?? opened(entry)
      open = part
      part.directoryBytes += recordBytes(entry, part)
      part.offset += length
      part.files += 1
      part.payload += entry.bytes
      next = entry.seq + 1
    },
    done() {
      close(next)
      const index = HEADER + closed.map(indexLine).join('')
      return { index, parts: closed.map((part, nth) => finished(part, nth + 1, index)) }
    },
  }
}

const offsetBehind = (tags: readonly NumberedEntry[]): number => {
  const last = tags.at(-1)
  return last ? last.offset + localHeaderLength(last) + last.bytes : 0
}

const recordBytes = (entry: NumberedEntry, part: Open): number =>
  directoryRecord({ ...entry, offset: part.offset }).length

function indexLine(part: Open & { readonly until: number }, nth: number): string {
  const first = part.from - TAG_ENTRIES + 1
  return `${nth + 1},${first},${part.until - TAG_ENTRIES},${part.payload}\r\n`
}

/** `parts.csv` as an entry; its CRC is not needed for lengths. */
export const indexEntry = (index: string, offset: number, crc32: number): LayoutEntry => ({
  path: PLACES.parts,
  bytes: index.length,
  crc32,
  offset,
  day: null,
})

function finished(part: Open & { readonly until: number }, number: number, index: string): Part {
  const { from, until, shift, offset } = part
  const entry = indexEntry(index, offset, 0)
  const directoryOffset = offset + localHeaderLength(entry) + entry.bytes
  const directoryBytes = part.directoryBytes + directoryRecord(entry).length
  const end = endOfArchive(endFacts({ from, until, directoryOffset, directoryBytes }))
  const bytes = directoryOffset + directoryBytes + end.length
  return { number, from, until, shift, indexOffset: offset, directoryOffset, directoryBytes, bytes }
}

/** What the end of a part's directory tells. */
export const endFacts = (
  part: Pick<Part, 'from' | 'until' | 'directoryOffset' | 'directoryBytes'>,
) => ({
  entries: TAG_ENTRIES + part.until - part.from + 1,
  directoryOffset: part.directoryOffset,
  directoryBytes: part.directoryBytes,
})
