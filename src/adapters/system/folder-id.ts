import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A name of its own for a data folder, made when the folder is first used. */
export async function folderId(folder: string): Promise<string> {
  const path = join(folder, 'folder-id')
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch {
    const id = randomUUID()
    await writeFile(path, `${id}\n`, { flush: true, mode: 0o600 })
    return id
  }
}
