import { sql } from 'kysely'
import type { BackupDocument, BackupFile, BytesKept } from '../../ports/store/backup.ts'
import { compiledOnce } from './compiled-once.ts'

/** The statements that run for every document and every file of a backup. */

type FileKey = Pick<BackupFile, 'backupId' | 'documentSeq' | 'position'>
type TypeKey = Pick<BackupDocument, 'backupId' | 'type'>

/** Makes a pending document listed and tells what was expected of it; no row when it was not pending. */
export const leavePending = compiledOnce<
  Pick<BackupDocument, 'backupId' | 'seq'>,
  Pick<BackupDocument, 'expected'>
>((db, value) =>
  db
    .updateTable('backupDocuments')
    .set({ state: 'listed' })
    .where('backupId', '=', value('backupId'))
    .where('seq', '=', value('seq'))
    .where('state', '=', 'pending')
    .returning('expected'),
)

/** A row when the document's list left something out before, and a retry reads it again. */
export const shortBefore = compiledOnce<
  Pick<BackupDocument, 'backupId' | 'resource' | 'recordId'>,
  { readonly about: string }
>((db, value) =>
  db
    .selectFrom('backupExceptions')
    .select('about')
    .where('backupId', '=', value('backupId'))
    .where(
      'about',
      '=',
      sql<string>`'again record ' || cast(${value('resource')} as text) || '/' || cast(${value('recordId')} as text) || '/'`,
    ),
)

export const addWanted = compiledOnce<BackupFile>((db, value) =>
  db.insertInto('backupFiles').values({
    backupId: value('backupId'),
    documentSeq: value('documentSeq'),
    position: value('position'),
    attachmentId: value('attachmentId'),
    name: value('name'),
    mime: value('mime'),
    listedBytes: value('listedBytes'),
    state: 'wanted',
    attempts: 0,
  }),
)

interface Growth {
  readonly backupId: string
  readonly documentsDone: number
  readonly filesTotal: number
  readonly exceptions: number
}

export const growBackup = compiledOnce<Growth>((db, value) =>
  db
    .updateTable('backups')
    .set((row) => ({
      documentsDone: row('documentsDone', '+', value('documentsDone')),
      filesTotal: row('filesTotal', '+', value('filesTotal')),
      exceptions: row('exceptions', '+', value('exceptions')),
    }))
    .where('id', '=', value('backupId')),
)

export const growType = compiledOnce<TypeKey & { readonly files: number }>((db, value) =>
  db
    .updateTable('backupTypes')
    .set((row) => ({ files: row('files', '+', value('files')) }))
    .where('backupId', '=', value('backupId'))
    .where('type', '=', value('type')),
)

/** Marks a wanted file as kept; no row is affected when it was settled before. */
export const settleKept = compiledOnce<FileKey & BytesKept>((db, value) =>
  db
    .updateTable('backupFiles')
    .set({
      state: 'kept',
      storageKey: value('storageKey'),
      bytes: value('bytes'),
      sha256: value('sha256'),
      crc32: value('crc32'),
    })
    .where('backupId', '=', value('backupId'))
    .where('documentSeq', '=', value('documentSeq'))
    .where('position', '=', value('position'))
    .where('state', '=', 'wanted'),
)

export const countKept = compiledOnce<
  Pick<BackupFile, 'backupId'> & Pick<BytesKept, 'bytes'>,
  { readonly connectionId: string }
>((db, value) =>
  db
    .updateTable('backups')
    .set((row) => ({
      filesDone: row('filesDone', '+', 1),
      bytesDone: row('bytesDone', '+', value('bytes')),
    }))
    .where('id', '=', value('backupId'))
    .returning('connectionId'),
)

export const countKeptOfType = compiledOnce<FileKey>((db, value) =>
  db
    .updateTable('backupTypes')
    .set((row) => ({ done: row('done', '+', 1) }))
    .where('backupId', '=', value('backupId'))
    .where('type', '=', (row) =>
      row
        .selectFrom('backupDocuments')
        .select('backupDocuments.type')
        .where('backupDocuments.backupId', '=', value('backupId'))
        .where('backupDocuments.seq', '=', value('documentSeq')),
    ),
)

interface Held extends BytesKept {
  readonly connectionId: string
  readonly attachmentId: string
}

export const holdBytes = compiledOnce<Held>((db, value) => {
  const stored = {
    storageKey: value('storageKey'),
    bytes: value('bytes'),
    sha256: value('sha256'),
    crc32: value('crc32'),
  }
  return db
    .insertInto('heldFiles')
    .values({
      connectionId: value('connectionId'),
      attachmentId: value('attachmentId'),
      ...stored,
    })
    .onConflict((conflict) =>
      conflict.columns(['connectionId', 'attachmentId']).doUpdateSet(stored),
    )
})

export const heldBytes = compiledOnce<Pick<Held, 'connectionId' | 'attachmentId'>, BytesKept>(
  (db, value) =>
    db
      .selectFrom('heldFiles')
      .select(['storageKey', 'bytes', 'sha256', 'crc32'])
      .where('connectionId', '=', value('connectionId'))
      .where('attachmentId', '=', value('attachmentId')),
)
