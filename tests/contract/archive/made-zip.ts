import { crc32 } from 'node:zlib'
import {
  directoryRecord,
  endOfArchive,
  type LayoutEntry,
  localHeader,
  nextOffset,
} from '../../../src/core/archive/zip-layout.ts'

export interface Content {
  readonly path: string
  readonly body: Buffer
}

/** Lays the files out one behind the other. */
export function layOut(
  files: readonly { path: string; bytes: number; crc32: number }[],
): readonly LayoutEntry[] {
  let offset = 0
  return files.map((file) => {
    const entry: LayoutEntry = { ...file, offset, day: '2026-11-22' }
    offset = nextOffset(entry)
    return entry
  })
}

/** Directory and end. */
export function tail(entries: readonly LayoutEntry[]): Buffer {
  const last = entries.at(-1)
  const directory = Buffer.concat(entries.map(directoryRecord))
  const facts = {
    entries: entries.length,
    directoryOffset: last ? nextOffset(last) : 0,
    directoryBytes: directory.length,
  }
  return Buffer.concat([directory, endOfArchive(facts)])
}

export function zipOf(contents: readonly Content[]): Buffer {
  const entries = layOut(
    contents.map(({ path, body }) => ({ path, bytes: body.length, crc32: crc32(body) })),
  )
  const pieces = entries.flatMap((entry, nth) => [
    localHeader(entry),
    contents[nth]?.body ?? Buffer.alloc(0),
  ])
  return Buffer.concat([...pieces, tail(entries)])
}
