import type { Kysely, Transaction } from 'kysely'
import type { BackupStore, KeptFile } from '../../ports/store/backup.ts'
import type { Tables } from './tables.ts'

/** What was settled and is to be done again: files whose stored bytes are damaged. */
export const backupRetries = (db: Kysely<Tables>) =>
  ({
    lost: (files) =>
      db.transaction().execute(async (transaction) => {
        for (const file of files) await lose(transaction, file)
      }),
  }) satisfies Partial<BackupStore>

const NOTHING_STORED = { storageKey: null, bytes: null, sha256: null, crc32: null } as const

async function lose(transaction: Transaction<Tables>, file: KeptFile): Promise<void> {
  const { backupId, documentSeq, position, attachmentId, storageKey } = file
  const changed = await transaction
    .updateTable('backupFiles')
    .set({ ...NOTHING_STORED, state: 'wanted', attempts: file.attempts + 1 })
    .where('backupId', '=', backupId)
    .where('documentSeq', '=', documentSeq)
    .where('position', '=', position)
    .where('state', '=', 'kept')
    .executeTakeFirst()
  if (changed.numUpdatedRows !== 1n) return
  const backup = await transaction
    .updateTable('backups')
    .set((row) => ({
      filesDone: row('filesDone', '-', 1),
      bytesDone: row('bytesDone', '-', file.bytes ?? 0),
    }))
    .where('id', '=', backupId)
    .returning('connectionId')
    .executeTakeFirstOrThrow()
  await transaction
    .updateTable('backupTypes')
    .set((row) => ({ done: row('done', '-', 1) }))
    .where('backupId', '=', backupId)
    .where('type', '=', file.type)
    .execute()
  // Or the same damaged bytes would be taken for held.
  await transaction
    .deleteFrom('heldFiles')
    .where('connectionId', '=', backup.connectionId)
    .where('attachmentId', '=', attachmentId)
    .where('storageKey', '=', storageKey ?? '')
    .execute()
}
