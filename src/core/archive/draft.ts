import { type Day, dayOf } from '../day.ts'
import { archiveFileName } from './archive-name.ts'

/** What an archive is before it is built; `version` counts from 1. */
export function draftArchive(facts: {
  readonly id: string
  readonly backup: { readonly id: string; readonly createdAt: number }
  readonly organisation: string
  readonly version: number
  readonly now: number
}) {
  const { id, backup, version, now } = facts
  // Not today's: a backup that is packed again has the same name.
  const day: Day = dayOf(backup.createdAt)
  return {
    id,
    backupId: backup.id,
    version,
    state: 'building' as const,
    bytes: 0,
    entries: 0,
    directoryOffset: 0,
    directoryKey: '',
    directoryCrc32: null,
    etag: '',
    fileName: archiveFileName(facts.organisation, day),
    createdAt: now,
  }
}
