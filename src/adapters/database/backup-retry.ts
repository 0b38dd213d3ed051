import { type ExpressionBuilder, type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Archive } from '../../ports/store/archive.ts'
import type { RetryCount, RetryPlan, RetryStore } from '../../ports/store/retry.ts'
import type { Tables } from './tables.ts'

/** Exceptions that a retry tries again wait under another name until it has ended. */
const AGAIN = 'again '

/** *Retry what failed*: what ended as an exception is wanted again. */
export const backupRetry = (db: Kysely<Tables>) =>
  ({
    async retryable(backupId, renewed) {
      const { rows } = await db
        .selectFrom('backupExceptions')
        .select((row) => row.fn.countAll<number>().as('rows'))
        .where('backupId', '=', backupId)
        .where(isWorthATry(renewed))
        .executeTakeFirstOrThrow()
      return rows
    },

    retry: (backupId, archive, plan) =>
      db.transaction().execute((transaction) => retry(transaction, backupId, archive, plan)),

    async endRetry(backupId) {
      await db
        .deleteFrom('backupExceptions')
        .where('backupId', '=', backupId)
        .where('about', 'like', `${AGAIN}%`)
        .execute()
    },
  }) satisfies Partial<RetryStore>

/** Not of what is there, or was never ordered; nor, unless Xero was connected anew, of what is not permitted. */
const isWorthATry = (renewed: boolean) => (row: ExpressionBuilder<Tables, 'backupExceptions'>) =>
  row.and([
    row('about', 'not like', `${AGAIN}%`),
    row.or([row('cause', 'is', null), row('cause', '=', 'gone')]),
    ...(renewed ? [] : [row('reason', 'not like', 'Not permitted: %')]),
  ])

async function retry(
  transaction: Transaction<Tables>,
  backupId: string,
  archive: Archive,
  { lists, renewed, reread }: RetryPlan,
): Promise<RetryCount | null> {
  const scanId = await begin(transaction, backupId, reread || lists.length > 0, renewed)
  if (scanId === null) return null
  const documents = await reopenDocuments(transaction, backupId, renewed)
  const files = await reopenFiles(transaction, backupId, renewed)
  const told = await forgetTold(transaction, backupId, renewed)
  const records = await parkRecords(transaction, backupId, renewed)
  if (lists.length > 0) await reopenLists(transaction, scanId, lists)
  await transaction
    .updateTable('backups')
    .set((row) => ({
      exceptions: row('exceptions', '-', told + records),
      documentsDone: row('documentsDone', '-', documents),
    }))
    .where('id', '=', backupId)
    .execute()
  await transaction.insertInto('archives').values(archive).execute()
  return { files, documents, records, lists: lists.length }
}

/** The backup's scan; null where there is nothing to retry. */
async function begin(
  transaction: Transaction<Tables>,
  backupId: string,
  hasLists: boolean,
  renewed: boolean,
): Promise<string | null> {
  const begun = await transaction
    .updateTable('backups')
    .set((row) => ({
      ...{ state: 'pending', reason: null, waitsFor: null, waitingUntil: null, finishedAt: null },
      finishedBefore: row.ref('finishedAt'),
    }))
    .where('id', '=', backupId)
    .where('state', '=', 'complete with exceptions')
    .where('id', 'not in', (row) =>
      row
        .selectFrom('backupLives')
        .select('backupId')
        .where('backupId', '=', backupId)
        .where('deletedAt', 'is not', null),
    )
    .$if(!hasLists, (query) =>
      query.where((row) =>
        row.exists(
          row
            .selectFrom('backupExceptions')
            .select('about')
            .where('backupId', '=', backupId)
            .where(isWorthATry(renewed)),
        ),
      ),
    )
    .returning('scanId')
    .executeTakeFirst()
  return begun?.scanId ?? null
}

const exceptionOf = (
  row: ExpressionBuilder<Tables, 'backupFiles' | 'backupDocuments'>,
  backupId: string,
  renewed: boolean,
  about: RawBuilder<string>,
) =>
  row.exists(
    row
      .selectFrom('backupExceptions')
      .select('about')
      .where('backupId', '=', backupId)
      .where('about', '=', about)
      .where(isWorthATry(renewed)),
  )

/** Those whose list could not be had, and those whose list left something out. */
async function reopenDocuments(
  transaction: Transaction<Tables>,
  backupId: string,
  renewed: boolean,
): Promise<number> {
  const list = sql<string>`'document ' || "backupDocuments"."seq"`
  const short = sql<string>`'record ' || "backupDocuments"."resource" || '/'
    || "backupDocuments"."recordId" || '/'`
  const reopened = await transaction
    .updateTable('backupDocuments')
    .set({ state: 'pending' })
    .where('backupId', '=', backupId)
    .where('state', '=', 'listed')
    .where((row) =>
      row.or([list, short].map((about) => exceptionOf(row, backupId, renewed, about))),
    )
    .executeTakeFirst()
  return Number(reopened.numUpdatedRows)
}

async function reopenFiles(
  transaction: Transaction<Tables>,
  backupId: string,
  renewed: boolean,
): Promise<number> {
  const about = sql<string>`'file ' || "documentSeq" || '/' || "position"`
  const reopened = await transaction
    .updateTable('backupFiles')
    .set({ state: 'wanted', attempts: 0 })
    .where('backupId', '=', backupId)
    .where('state', '=', 'exception')
    .where((row) => exceptionOf(row, backupId, renewed, about))
    .executeTakeFirst()
  return Number(reopened.numUpdatedRows)
}

/** They are told again when the retry fails as well, or is cancelled. */
async function forgetTold(
  transaction: Transaction<Tables>,
  backupId: string,
  renewed: boolean,
): Promise<number> {
  const gone = await transaction
    .deleteFrom('backupExceptions')
    .where('backupId', '=', backupId)
    .where((row) => row.or([row('about', 'like', 'file %'), row('about', 'like', 'document %')]))
    .where(isWorthATry(renewed))
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

async function parkRecords(
  transaction: Transaction<Tables>,
  backupId: string,
  renewed: boolean,
): Promise<number> {
  const parked = await transaction
    .updateTable('backupExceptions')
    .set({ about: sql<string>`${AGAIN} || "about"` })
    .where('backupId', '=', backupId)
    .where('about', 'like', 'record %')
    .where(isWorthATry(renewed))
    .executeTakeFirst()
  return Number(parked.numUpdatedRows)
}

/** What was read of them stays until it is read anew, page by page. */
async function reopenLists(
  transaction: Transaction<Tables>,
  scanId: string,
  lists: readonly string[],
): Promise<void> {
  const anew = { nextPage: 1, records: 0, recordsTold: null, reason: null, sizeBefore: null }
  await transaction
    .updateTable('scanResources')
    .set((row) => ({
      ...{ ...anew, state: 'pending' as const, rounds: 0, inPieces: 0 },
      readings: row('readings', '+', 1),
    }))
    .where('scanId', '=', scanId)
    .where('resource', 'in', lists)
    .execute()
  await transaction
    .updateTable('scans')
    .set({ state: 'scanning', finishedAt: null })
    .where('id', '=', scanId)
    .where('state', '=', 'done')
    .execute()
}

/** A retry that was cancelled: what waited is told as before, unless it was tried and failed again. */
export async function unpark(transaction: Transaction<Tables>, backupId: string): Promise<void> {
  const plain = sql<string>`substr("about", ${sql.lit(AGAIN.length + 1)})`
  const parked = (row: ExpressionBuilder<Tables, 'backupExceptions'>) =>
    row.and([row('backupId', '=', backupId), row('about', 'like', `${AGAIN}%`)])
  await transaction
    .deleteFrom('backupExceptions')
    .where(parked)
    .where(plain, 'in', (row) =>
      row
        .selectFrom('backupExceptions as told')
        .select('told.about')
        .where('told.backupId', '=', backupId),
    )
    .execute()
  await transaction.updateTable('backupExceptions').set({ about: plain }).where(parked).execute()
}
