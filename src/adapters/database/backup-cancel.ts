import { type Kysely, sql, type Transaction } from 'kysely'
import type { BackupStore } from '../../ports/store/backup.ts'
import { unpark } from './backup-retry.ts'
import type { Tables } from './tables.ts'

const OPEN = ['pending', 'running', 'waiting', 'paused', 'packaging'] as const

const REASON = 'The retry was cancelled before it was fetched.'
const ADVICE = 'Retry what failed once more.'

/** Ending a backup at the customer's wish, without ever losing an archive that is there. */
export const backupCancel = (db: Kysely<Tables>) =>
  ({
    cancelBackup: (backupId, at) =>
      db.transaction().execute(async (transaction) => {
        // Locks the row: an archive that is being finished comes before this, or after it.
        const locked = await transaction
          .updateTable('backups')
          .set({ id: backupId })
          .where('id', '=', backupId)
          .where('state', 'in', OPEN)
          .executeTakeFirst()
        if (locked.numUpdatedRows !== 1n) return 'ended'
        const archives = await transaction
          .selectFrom('archives')
          .select(['id', 'state'])
          .where('backupId', '=', backupId)
          .orderBy('version', 'desc')
          .execute()
        if (archives[0]?.state === 'ready') return 'packed'
        const retried = archives.some((one) => one.state === 'ready')
        if (retried) await endRetry(transaction, backupId)
        await transaction
          .updateTable('backups')
          .set((row) => ({
            state: retried ? 'complete with exceptions' : 'cancelled',
            reason: null,
            waitsFor: null,
            waitingUntil: null,
            // As before: what reconnecting has allowed since then can still be tried.
            finishedAt: retried ? row.fn.coalesce('finishedBefore', row.val(at)) : at,
          }))
          .where('id', '=', backupId)
          .execute()
        return 'cancelled'
      }),
  }) satisfies Partial<BackupStore>

/** What was wanted again and is not there is an exception again, and the earlier archive counts. */
async function endRetry(transaction: Transaction<Tables>, backupId: string): Promise<void> {
  await sql`insert into "backupExceptions" ("backupId", "about", "resource", "recordId", "number",
      "attachmentId", "name", "reason", "advice")
    select f."backupId", 'file ' || f."documentSeq" || '/' || f."position", d."resource",
      d."recordId", d."number", f."attachmentId", f."name", ${REASON}, ${ADVICE}
    from "backupFiles" f
    join "backupDocuments" d on d."backupId" = f."backupId" and d."seq" = f."documentSeq"
    where f."backupId" = ${backupId} and f."state" = 'wanted'`.execute(transaction)
  await sql`insert into "backupExceptions" ("backupId", "about", "resource", "recordId", "number",
      "attachmentId", "name", "reason", "advice")
    select "backupId", 'document ' || "seq", "resource", "recordId", "number", '', '', ${REASON}, ${ADVICE}
    from "backupDocuments" where "backupId" = ${backupId} and "state" = 'pending'`.execute(
    transaction,
  )
  await transaction
    .updateTable('backupFiles')
    .set({ state: 'exception' })
    .where('backupId', '=', backupId)
    .where('state', '=', 'wanted')
    .execute()
  const documents = await transaction
    .updateTable('backupDocuments')
    .set({ state: 'listed' })
    .where('backupId', '=', backupId)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  await unpark(transaction, backupId)
  const told = await transaction
    .selectFrom('backupExceptions')
    .select((row) => row.fn.countAll<number>().as('rows'))
    .where('backupId', '=', backupId)
    .executeTakeFirstOrThrow()
  await transaction
    .updateTable('backups')
    .set((row) => ({
      exceptions: told.rows,
      documentsDone: row('documentsDone', '+', Number(documents.numUpdatedRows)),
    }))
    .where('id', '=', backupId)
    .execute()
  for (const { id } of await transaction
    .selectFrom('archives')
    .select('id')
    .where('backupId', '=', backupId)
    .where('state', '=', 'building')
    .execute()) {
    await transaction.deleteFrom('archiveEntries').where('archiveId', '=', id).execute()
    await transaction.deleteFrom('archives').where('id', '=', id).execute()
  }
}
