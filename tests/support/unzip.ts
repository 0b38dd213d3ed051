import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { PYTHON, UNZIP } from '../contract/archive/programs.ts'

/** Every file below the folder: its path with slashes, and its SHA-256. */
export async function hashFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
  const hash = async (path: string) =>
    createHash('sha256')
      .update(await readFile(join(folder, path)))
      .digest('hex')
  return new Map(await Promise.all(paths.map(async (path) => [path, await hash(path)] as const)))
}

/** Unpacks with Info-ZIP, which ends with an error when anything is wrong; gives what came out. */
export async function unzip(zip: string, folder: string): Promise<ReadonlyMap<string, string>> {
  await UNZIP.run('-q', '-o', zip, '-d', folder)
  return hashFolder(folder)
}

const LISTING = `
import hashlib, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps({name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}))
`

/** What Python's zipfile makes of it: paths and SHA-256. */
export const pythonListing = async (zip: string): Promise<Readonly<Record<string, string>>> =>
  JSON.parse(await PYTHON.run('-c', LISTING, zip))
