import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'

export interface ZipFile {
  readonly path: string
  readonly bytes: Buffer
  readonly sha256: string
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50

/** Reads a ZIP of less than 4 GiB by its directory alone; a reader of our own, unlike the writer. */
export function readZip(zip: Buffer): readonly ZipFile[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('The ZIP has no end.')
  const files: ZipFile[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error(`No directory entry at ${at}.`)
    const nameLength = zip.readUInt16LE(at + 28)
    const path = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const bytes = contentOf(zip, at)
    files.push({ path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return files
}

function contentOf(zip: Buffer, entry: number): Buffer {
  const local = zip.readUInt32LE(entry + 42)
  if (zip.readUInt32LE(local) !== LOCAL) throw new Error(`No local header at ${local}.`)
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const packed = zip.subarray(start, start + zip.readUInt32LE(entry + 20))
  return zip.readUInt16LE(entry + 10) === 8 ? inflateRawSync(packed) : packed
}

/** The files of an archive that were uploaded to Xero: those of records, and those of the library. */
export const attachmentsIn = (zip: Buffer): readonly ZipFile[] =>
  readZip(zip).filter((file) => /^data\/(Attachments|Library files)\//.test(file.path))
