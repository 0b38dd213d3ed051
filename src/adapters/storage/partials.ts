import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { storageError } from './errors.ts'

/** The folder of objects that are still being written. No key can name it: `~` is in none. */
export const PARTIALS = '~partial'

/** A partial that was not written to for so long belongs to nobody any more. */
const LEFT_MS = 3_600_000

/**
 * Makes root and the folder of partials, removes what writers that are gone left behind, and returns
 * where to write the next object. Others may be writing into the same folder at this moment.
 */
export function openPartials(root: string): () => string {
  const folder = join(root, PARTIALS)
  const owner = `${hostname().replace(/[^A-Za-z0-9]/g, '-')}~${process.pid}`
  try {
    mkdirSync(folder, { recursive: true })
    removeLeftovers(folder)
  } catch (error) {
    throw storageError(error, root)
  }
  return () => join(folder, `${owner}~${randomUUID()}`)
}

function removeLeftovers(folder: string): void {
  const names = readdirSync(folder)
  if (names.length === 0) return
  const now = timeOf(folder)
  for (const name of names) {
    const path = join(folder, name)
    const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    if (touched === undefined) continue
    if (now - touched > LEFT_MS || isWriterGone(name)) rmSync(path, { force: true })
  }
}

/** Now, as the disk's own clock tells it: on a network disk that clock is another machine's. */
function timeOf(folder: string): number {
  const probe = join(folder, randomUUID())
  writeFileSync(probe, '')
  const { mtimeMs } = statSync(probe)
  rmSync(probe)
  return mtimeMs
}

/** Whether the writer was a process of this machine that has ended. */
function isWriterGone(name: string): boolean {
  const [host, pid] = name.split('~')
  if (host !== hostname().replace(/[^A-Za-z0-9]/g, '-') || !/^\d+$/.test(pid ?? '')) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
