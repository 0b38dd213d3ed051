import { type Kysely, sql, type Transaction } from 'kysely'
import type { Archive } from '../../ports/store/archive.ts'
import type { BackupStore, KeptFile, RetryCount } from '../../ports/store/backup.ts'
import type { Tables } from './tables.ts'

/** What was settled and is to be done again: damaged files, and what ended as an exception. */
export const backupRetries = (db: Kysely<Tables>) =>
  ({
    lost: (files) =>
      db.transaction().execute(async (transaction) => {
        for (const file of files) await lose(transaction, file)
      }),

    retry: (backupId, archive) =>
      db.transaction().execute((transaction) => retry(transaction, backupId, archive)),
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

async function retry(
  transaction: Transaction<Tables>,
  backupId: string,
  archive: Archive,
): Promise<RetryCount | null> {
  const begun = await transaction
    .updateTable('backups')
    .set({ state: 'pending', reason: null, waitingUntil: null, finishedAt: null })
    .where('id', '=', backupId)
    .where('state', '=', 'complete with exceptions')
    .where('id', 'not in', (row) =>
      row
        .selectFrom('backupLives')
        .select('backupId')
        .where('backupId', '=', backupId)
        .where('deletedAt', 'is not', null),
    )
    .where((row) =>
      row.exists(
        row
          .selectFrom('backupExceptions')
          .select('about')
          .where('backupId', '=', backupId)
          .where((one) =>
            one.or([one('about', 'like', 'file %'), one('about', 'like', 'document %')]),
          ),
      ),
    )
    .executeTakeFirst()
  if (begun.numUpdatedRows !== 1n) return null
  const files = await reopenFiles(transaction, backupId)
  const documents = await reopenDocuments(transaction, backupId)
  await transaction
    .updateTable('backups')
    .set((row) => ({
      exceptions: row('exceptions', '-', files + documents),
      documentsDone: row('documentsDone', '-', documents),
    }))
    .where('id', '=', backupId)
    .execute()
  await transaction.insertInto('archives').values(archive).execute()
  return { files, documents }
}

async function reopenFiles(transaction: Transaction<Tables>, backupId: string): Promise<number> {
  await transaction
    .updateTable('backupFiles')
    .set({ state: 'wanted', attempts: 0 })
    .where('backupId', '=', backupId)
    .where('state', '=', 'exception')
    .execute()
  return forget(transaction, backupId, 'file %')
}

async function reopenDocuments(
  transaction: Transaction<Tables>,
  backupId: string,
): Promise<number> {
  await transaction
    .updateTable('backupDocuments')
    .set({ state: 'pending' })
    .where('backupId', '=', backupId)
    .where((row) =>
      row.exists(
        row
          .selectFrom('backupExceptions')
          .select('about')
          .where('backupId', '=', backupId)
          .where('about', '=', sql<string>`'document ' || "backupDocuments"."seq"`),
      ),
    )
    .execute()
  return forget(transaction, backupId, 'document %')
}

/** Deletes the exceptions of one kind; they are told again when the retry fails as well. */
async function forget(
  transaction: Transaction<Tables>,
  backupId: string,
  about: string,
): Promise<number> {
  const gone = await transaction
    .deleteFrom('backupExceptions')
    .where('backupId', '=', backupId)
    .where('about', 'like', about)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}
