import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { BAGIT_TEXT, FORMAT_VERSION, TAG_FILES } from '../core/archive/bag.ts'
import { readChecksumLine } from '../core/archive/manifest-reading.ts'
import { PLACES } from '../core/archive/places.ts'
import { type Problem, type Source, unreadable } from './verify-source.ts'
import { linesOf, textOf } from './verify-text.ts'

export interface BagFound {
  /** SHA-256 of every file of the payload by its path, in the manifest's order. */
  readonly payload: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

/** Checks that every file is there, unchanged, and that there is no other. */
export async function verifyBag(
  source: Source,
  onBytes: (bytes: number) => void,
): Promise<BagFound> {
  const problems: Problem[] = []
  const tell = (kind: Problem['kind'], path: string, text: string): void =>
    void problems.push({ kind, path, text })
  const listed = async (path: string): Promise<ReadonlyMap<string, string>> => {
    const found = new Map<string, string>()
    if (!source.files.has(path)) {
      tell('missing', path, 'It is not there, so that nothing can be compared with it.')
      return found
    }
    try {
      for await (const line of linesOf(source.read(path))) {
        const read = readChecksumLine(line.replace(/\n$/, ''))
        if (!read || !line.endsWith('\n'))
          tell('malformed', path, `A line is none of a manifest: ${line}`)
        else if (found.has(read.path)) tell('malformed', path, `It names ${read.path} twice.`)
        else found.set(read.path, read.sha256)
      }
    } catch (error) {
      tell('malformed', path, unreadable(error))
    }
    return found
  }

  const tags = await listed(PLACES.tagManifest)
  for (const path of [...tags.keys()].filter((one) => !TAG_FILES.includes(one))) {
    tell('malformed', PLACES.tagManifest, `It names ${path}, which is no file of the top.`)
  }
  for (const path of TAG_FILES.filter((one) => !tags.has(one))) {
    tell('malformed', PLACES.tagManifest, `It does not name ${path}.`)
  }
  const payload = await listed(PLACES.manifest)
  for (const path of [...payload.keys()].filter((one) => !one.startsWith(PLACES.payload))) {
    tell('malformed', PLACES.manifest, `It names ${path}, which is not below data/.`)
  }
  for (const [path, sha256] of [...tags, ...payload]) {
    if (!source.files.has(path)) {
      tell('missing', path, 'The manifest names it, but it is not there.')
      continue
    }
    try {
      if ((await hashOf(source, path, onBytes)) !== sha256)
        tell('changed', path, 'Its bytes are not those that the manifest tells.')
    } catch (error) {
      // Its manifest was told already.
      if (!problems.some((one) => one.path === path)) tell('malformed', path, unreadable(error))
    }
  }
  const known = new Set<string>([PLACES.tagManifest, PLACES.parts])
  for (const path of source.files.keys()) {
    if (!known.has(path) && !tags.has(path) && !payload.has(path)) {
      tell('extra', path, 'No manifest names it.')
    }
  }
  for await (const problem of tagProblems(source, payload)) problems.push(problem)
  return { payload, problems }
}

/** Null for a file whose CRC-32 is not the one that the ZIP tells. */
async function hashOf(
  source: Source,
  path: string,
  onBytes: (bytes: number) => void,
): Promise<string | null> {
  const hash = createHash('sha256')
  const told = source.crcOf(path)
  let crc = 0
  for await (const piece of source.read(path)) {
    hash.update(piece)
    if (told !== null) crc = crc32(piece, crc)
    onBytes(piece.length)
  }
  return told !== null && crc >>> 0 !== told ? null : hash.digest('hex')
}

async function* tagProblems(
  source: Source,
  payload: ReadonlyMap<string, string>,
): AsyncGenerator<Problem> {
  /** Empty for what is not there, or cannot be read, which is told already. */
  const text = async (path: string): Promise<string> =>
    source.files.has(path) ? textOf(source.read(path)).catch(() => '') : ''
  const malformed = (path: string, words: string): Problem => ({
    kind: 'malformed',
    path,
    text: words,
  })
  const bagit = await text(PLACES.bagit)
  if (bagit !== '' && bagit !== BAGIT_TEXT) {
    yield malformed(PLACES.bagit, 'It does not say BagIt 1.0 in UTF-8.')
  }
  const info = await text(PLACES.info)
  const format = /^Ledgerkeep-Format: (\d+)$/m.exec(info)?.[1]
  if (info !== '' && format !== String(FORMAT_VERSION)) {
    yield malformed(
      PLACES.info,
      `Its format is ${format ?? 'none'}; this program knows ${FORMAT_VERSION}.`,
    )
  }
  const bytes = [...payload.keys()].reduce((sum, path) => sum + (source.files.get(path) ?? 0), 0)
  const oxum = `${bytes}.${payload.size}`
  if (info !== '' && !info.includes(`\nPayload-Oxum: ${oxum}\n`)) {
    yield malformed(PLACES.info, `It tells another sum of bytes and files than ${oxum}.`)
  }
  if (source.files.has(PLACES.parts)) {
    const expected = partsText(await text(PLACES.parts), [...payload.keys()], source)
    if ((await text(PLACES.parts)) !== expected) {
      yield malformed(PLACES.parts, 'It does not fit the manifest.')
    }
  }
}

/** `parts.csv` again, with nothing but its numbers of lines taken from it. */
function partsText(told: string, paths: readonly string[], source: Source): string {
  let next = 1
  const lines = told
    .split('\r\n')
    .slice(1, -1)
    .map((line, nth) => {
      const last = nth === told.split('\r\n').length - 3 ? paths.length : Number(line.split(',')[2])
      const own = paths.slice(next - 1, last)
      const bytes = own.reduce((sum, path) => sum + (source.files.get(path) ?? 0), 0)
      const text = `${nth + 1},${next},${last},${bytes}\r\n`
      next = last + 1
      return text
    })
  return `part,first line of manifest-sha256.txt,last line,bytes of its files\r\n${lines.join('')}`
}
