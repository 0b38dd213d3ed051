import type { Kysely, Selectable } from 'kysely'
import type { Filter } from '../../core/filter.ts'
import type { Backup, BackupStore } from '../../ports/store/backup.ts'
import type { Store } from '../../ports/store/index.ts'
import { addBackup } from './backup-add.ts'
import { backupCancel } from './backup-cancel.ts'
import { backupLibrary } from './backup-library.ts'
import { backupOutcomes } from './backup-outcomes.ts'
import { backupRetries } from './backup-retries.ts'
import { backupRetry } from './backup-retry.ts'
import { backupTakenIn } from './backup-taken-in.ts'
import { backupUndelivered } from './backup-undelivered.ts'
import { backupWork } from './backup-work.ts'
import { knownListings } from './known-listings.ts'
import type { Tables } from './tables.ts'

export const backupStore = (db: Kysely<Tables>): Store['backup'] => ({
  ...backupRecords(db),
  ...backupCancel(db),
  ...backupUndelivered(db),
  ...backupWork(db),
  ...backupOutcomes(db),
  ...backupRetries(db),
  ...backupRetry(db),
  ...backupTakenIn(db),
  ...backupLibrary(db),
  ...knownListings(db),
})

const backupRecords = (db: Kysely<Tables>) => {
  const backups = () => db.selectFrom('backups').selectAll()

  return {
    addBackup: (backup) =>
      db.transaction().execute((transaction) => addBackup(transaction, backup)),

    backup: async (id) => first(await backups().where('id', '=', id).execute()),
    backupOfOrder: async (id) => first(await backups().where('orderId', '=', id).execute()),

    async backupsOf(connectionId) {
      const rows = await backups()
        .where('connectionId', '=', connectionId)
        .orderBy('createdAt', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(toBackup)
    },

    async changeBackup(id, from, change) {
      if (from.length === 0) return false
      const changed = await db
        .updateTable('backups')
        .set({ ...(change.reason !== undefined && { waitsFor: null }), ...change, id })
        .where('id', '=', id)
        .where('state', 'in', from)
        .executeTakeFirst()
      return changed.numUpdatedRows === 1n
    },

    async addCalls(backupId, calls) {
      await db
        .updateTable('backups')
        .set((row) => ({ calls: row('calls', '+', calls) }))
        .where('id', '=', backupId)
        .execute()
    },

    progressByType: (backupId) =>
      db
        .selectFrom('backupTypes')
        .select(['type', 'files', 'done'])
        .where('backupId', '=', backupId)
        .orderBy('type')
        .execute(),
  } satisfies Partial<BackupStore>
}

const first = (rows: readonly Selectable<Tables['backups']>[]): Backup | null =>
  rows[0] ? toBackup(rows[0]) : null

const toBackup = ({
  takenInAt: _,
  finishedBefore: __,
  ...row
}: Selectable<Tables['backups']>): Backup => ({
  ...row,
  filter: JSON.parse(row.filter) as Filter,
})
