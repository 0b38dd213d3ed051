import { existsSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 2 ** 31

/**
 * Makes a folder for a test's database, in memory where there is room: flushing to a busy disk takes
 * most of the time of a run otherwise. The caller deletes it.
 */
export const quickFolder = (prefix: string): string => mkdtempSync(join(roomiest(), prefix))

function roomiest(): string {
  if (!existsSync(MEMORY)) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > ENOUGH_BYTES ? MEMORY : tmpdir()
}
