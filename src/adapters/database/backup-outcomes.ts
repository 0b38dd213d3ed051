import type { Kysely, Transaction } from 'kysely'
import type {
  BackupDocument,
  BackupException,
  BackupFile,
  BackupStore,
  BytesKept,
} from '../../ports/store/backup.ts'
import { DRAWN_POSITION } from './backup-add.ts'
import {
  addWanted,
  countKept,
  countKeptOfType,
  growBackup,
  growType,
  holdBytes,
  leavePending,
  settleKept,
  shortBefore,
} from './backup-steps.ts'
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
        const { backupId } = exception
        await growBackup(transaction, { ...NO_MORE, backupId, exceptions: 1 })
      }),
  }) satisfies Partial<BackupStore>

async function listed(
  transaction: Transaction<Tables>,
  document: BackupDocument,
  files: readonly BackupFile[],
): Promise<readonly BackupFile[]> {
  const { backupId, seq, type } = document
  const [known] = (await leavePending(transaction, document)).rows
  if (!known) return []
  const again = (await shortBefore(transaction, document)).rows.length > 0
  const fresh = again ? await notKnown(transaction, document, files) : files
  for (const file of fresh) {
    await addWanted(transaction, { ...file, backupId, documentSeq: seq })
  }
  const more = fresh.length - (again ? 0 : known.expected)
  await growBackup(transaction, { ...NO_MORE, backupId, documentsDone: 1, filesTotal: more })
  await growType(transaction, { backupId, type, files: more })
  return fresh
}

/** Those of a list that are not known yet, in places behind those that are. PDFs stand far behind. */
async function notKnown(
  transaction: Transaction<Tables>,
  { backupId, seq }: BackupDocument,
  files: readonly BackupFile[],
): Promise<readonly BackupFile[]> {
  const known = await transaction
    .selectFrom('backupFiles')
    .select(['attachmentId', 'position'])
    .where('backupId', '=', backupId)
    .where('documentSeq', '=', seq)
    .where('position', '<', DRAWN_POSITION)
    .execute()
  const ids = new Set(known.map((one) => one.attachmentId))
  const next = known.reduce((most, one) => Math.max(most, one.position + 1), 0)
  return files
    .filter((file) => !ids.has(file.attachmentId))
    .map((file, nth) => ({ ...file, position: next + nth }))
}

async function kept(
  transaction: Transaction<Tables>,
  file: BackupFile,
  bytes: BytesKept,
): Promise<void> {
  const settled = await settleKept(transaction, { ...file, ...bytes })
  if (settled.numAffectedRows !== 1n) return
  const { rows } = await countKept(transaction, { ...file, ...bytes })
  await countKeptOfType(transaction, file)
  for (const { connectionId } of rows) {
    await holdBytes(transaction, { connectionId, attachmentId: file.attachmentId, ...bytes })
  }
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
  const { rows } = await leavePending(transaction, document)
  if (rows.length === 0) return false
  const { backupId } = document
  await growBackup(transaction, { ...NO_MORE, backupId, documentsDone: 1 })
  return true
}

const NO_MORE = { documentsDone: 0, filesTotal: 0, exceptions: 0 } as const

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
