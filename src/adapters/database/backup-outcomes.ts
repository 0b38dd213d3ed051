import { type Kysely, sql, type Transaction } from 'kysely'
import type {
  BackupDocument,
  BackupException,
  BackupFile,
  BackupStore,
  BytesKept,
} from '../../ports/store/backup.ts'
import { inBatches } from './batches.ts'
import type { Tables } from './tables.ts'

/**
 * How each document and file of a backup ends. The state guards every step: what is settled already
 * changes nothing and counts nothing, so that a slice of work may run twice.
 */
export const backupOutcomes = (db: Kysely<Tables>) =>
  ({
    listed: (document, files) =>
      db.transaction().execute((transaction) => listed(transaction, document, files)),

    kept: (file, bytes) =>
      db.transaction().execute((transaction) => kept(transaction, file, bytes)),

    async failedOnce(file, oddSha256 = null) {
      await settle(db, file)
        .set({ attempts: file.attempts + 1, oddSha256 })
        .where('attempts', '=', file.attempts)
        .execute()
    },

    except: (exception, file, document) =>
      db.transaction().execute(async (transaction) => {
        if (!(await givenUp(transaction, file, document))) return
        const about = aboutOf(exception, file, document)
        const written = await transaction
          .insertInto('backupExceptions')
          .values({ ...exception, about })
          .onConflict((conflict) => conflict.columns(['backupId', 'about']).doNothing())
          .executeTakeFirst()
        if (written.numInsertedOrUpdatedRows !== 1n) return
        await grow(transaction, exception.backupId, { exceptions: 1 })
      }),
  }) satisfies Partial<BackupStore>

async function listed(
  transaction: Transaction<Tables>,
  document: BackupDocument,
  files: readonly BackupFile[],
): Promise<void> {
  const { backupId, seq } = document
  const known = await leavePending(transaction, document)
  if (!known) return
  await inBatches(files, (batch) =>
    transaction
      .insertInto('backupFiles')
      .values(batch.map((file) => ({ ...file, ...WANTED, backupId, documentSeq: seq })))
      .execute(),
  )
  const more = files.length - known.expected
  await grow(transaction, backupId, { documentsDone: 1, filesTotal: more })
  await growType(transaction, document, { files: more })
}

async function kept(
  transaction: Transaction<Tables>,
  file: BackupFile,
  bytes: BytesKept,
): Promise<void> {
  const { storageKey, sha256, crc32 } = bytes
  const stored = { storageKey, bytes: bytes.bytes, sha256, crc32 }
  const settled = await settle(transaction, file)
    .set({ ...stored, state: 'kept' })
    .executeTakeFirst()
  if (settled.numUpdatedRows !== 1n) return
  const { connectionId } = await transaction
    .updateTable('backups')
    .set((row) => ({
      filesDone: row('filesDone', '+', 1),
      bytesDone: row('bytesDone', '+', bytes.bytes),
    }))
    .where('id', '=', file.backupId)
    .returning('connectionId')
    .executeTakeFirstOrThrow()
  await sql`update "backupTypes" set "done" = "done" + 1
    where "backupId" = ${file.backupId} and "type" = (select "type" from "backupDocuments"
      where "backupId" = ${file.backupId} and "seq" = ${file.documentSeq})`.execute(transaction)
  await transaction
    .insertInto('heldFiles')
    .values({ connectionId, attachmentId: file.attachmentId, ...stored })
    .onConflict((conflict) =>
      conflict.columns(['connectionId', 'attachmentId']).doUpdateSet(stored),
    )
    .execute()
}

/** Settles what the exception is about; false when it was settled before. */
async function givenUp(
  transaction: Transaction<Tables>,
  file: BackupFile | null,
  document: BackupDocument | null,
): Promise<boolean> {
  if (file) {
    const settled = await settle(transaction, file).set({ state: 'exception' }).executeTakeFirst()
    return settled.numUpdatedRows === 1n
  }
  if (!document) return true
  if (!(await leavePending(transaction, document))) return false
  await grow(transaction, document.backupId, { documentsDone: 1 })
  return true
}

const WANTED = {
  state: 'wanted',
  attempts: 0,
  oddSha256: null,
  storageKey: null,
  bytes: null,
  sha256: null,
  crc32: null,
} as const

/** What an exception is about, so that the same thing is never told twice. */
function aboutOf(
  exception: BackupException,
  file: BackupFile | null,
  document: BackupDocument | null,
): string {
  if (file) return `file ${file.documentSeq}/${file.position}`
  if (document) return `document ${document.seq}`
  return `record ${exception.resource}/${exception.recordId}/${exception.attachmentId}`
}

const settle = (db: Kysely<Tables>, { backupId, documentSeq, position }: BackupFile) =>
  db
    .updateTable('backupFiles')
    .where('backupId', '=', backupId)
    .where('documentSeq', '=', documentSeq)
    .where('position', '=', position)
    .where('state', '=', 'wanted')

/** Makes a pending document listed and tells what was expected of it; undefined when it was not pending. */
const leavePending = (transaction: Transaction<Tables>, { backupId, seq }: BackupDocument) =>
  transaction
    .updateTable('backupDocuments')
    .set({ state: 'listed' })
    .where('backupId', '=', backupId)
    .where('seq', '=', seq)
    .where('state', '=', 'pending')
    .returning('expected')
    .executeTakeFirst()

type Counter = 'documentsDone' | 'filesTotal' | 'exceptions'

async function grow(
  transaction: Transaction<Tables>,
  backupId: string,
  by: Partial<Readonly<Record<Counter, number>>>,
): Promise<void> {
  const grown = Object.entries(by).map(([column, more]) => [
    column,
    sql`${sql.ref(column)} + ${more}`,
  ])
  await transaction
    .updateTable('backups')
    .set(Object.fromEntries(grown))
    .where('id', '=', backupId)
    .execute()
}

async function growType(
  transaction: Transaction<Tables>,
  { backupId, type }: Pick<BackupDocument, 'backupId' | 'type'>,
  by: { readonly files: number },
): Promise<void> {
  await transaction
    .updateTable('backupTypes')
    .set((row) => ({ files: row('files', '+', by.files) }))
    .where('backupId', '=', backupId)
    .where('type', '=', type)
    .execute()
}
