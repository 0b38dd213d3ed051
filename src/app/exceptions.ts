import type { Backup } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'

/**
 * Everything wanted and not obtained: files and lists of files of the backup, and whole lists that the
 * scan could not read. One number for the state, the page, the letter, the README and the exit code.
 */
export async function exceptionCount(
  ports: Pick<AppPorts, 'store'>,
  backup: Pick<Backup, 'scanId' | 'exceptions'>,
): Promise<number> {
  const resources = await ports.store.scan.resources(backup.scanId)
  return backup.exceptions + resources.filter((one) => one.state === 'exception').length
}
