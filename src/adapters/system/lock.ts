import { mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type LedgerkeepError, refuse } from '../../core/errors.ts'
import { realClock } from './clock.ts'

export interface FolderLock {
  /** Frees the folder; a second call does nothing. */
  release(): Promise<void>
}

const SQLITE_BUSY = 5

/**
 * Takes a data folder (made when absent) for this process alone, or refuses and names who has it.
 * The lock is an open exclusive transaction of SQLite: the operating system frees it with the
 * process, however that ends. Nothing else may open `lock.sqlite`: closing any other handle of the
 * file in this process would drop the lock.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw unusable(folder, cause)
  })
  const note = join(folder, 'lock.json')
  const held = take(join(folder, 'lock.sqlite'), folder)
  if (held === 'taken') throw await inUse(folder, note)
  await writeFile(note, `${JSON.stringify(holder())}\n`)
  return {
    release: async () => {
      if (!held.isOpen) return
      await unlink(note).catch(() => undefined)
      held.close()
    },
  }
}

function take(path: string, folder: string): DatabaseSync | 'taken' {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database?.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return 'taken'
    throw unusable(folder, error)
  }
}

const holder = () => ({
  process: process.pid,
  startedAt: new Date(realClock().now() - process.uptime() * 1000).toISOString(),
})

async function inUse(folder: string, note: string): Promise<LedgerkeepError> {
  const text = await readFile(note, 'utf8').catch(() => '')
  return refuse(
    `Another Ledgerkeep${whose(text)} is using the folder ${folder}.`,
    'Stop that one first, or give this one a data folder of its own.',
    { reason: 'conflict' },
  )
}

/** ` (process 1234, started ...)`, or nothing when the note is not written yet. */
function whose(note: string): string {
  const parts = /"process":(\d+),"startedAt":"([^"]+)"/.exec(note)
  if (!parts) return ''
  const [, id = '', at = ''] = parts
  return ` (process ${id}, started ${at.slice(0, 19).replace('T', ' ')} UTC)`
}

const unusable = (folder: string, cause: unknown): LedgerkeepError =>
  refuse(`The data folder ${folder} can't be used.`, 'Choose a folder that this user may write.', {
    cause,
  })
