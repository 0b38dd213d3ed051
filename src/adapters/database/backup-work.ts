import { type Kysely, sql } from 'kysely'
import type { BackupStore } from '../../ports/store/backup.ts'
import { heldBytes } from './backup-steps.ts'
import type { Tables } from './tables.ts'

/** What a backup still has to do, and what it has done. */
export const backupWork = (db: Kysely<Tables>) => {
  const files = (backupId: string) =>
    db
      .selectFrom('backupFiles as file')
      .innerJoin('backupDocuments as document', (join) =>
        join
          .onRef('document.backupId', '=', 'file.backupId')
          .onRef('document.seq', '=', 'file.documentSeq'),
      )
      .selectAll('file')
      .select([
        'document.resource',
        'document.recordId',
        'document.type',
        'document.day',
        'document.number',
        'document.contact',
      ])
      .where('file.backupId', '=', backupId)

  return {
    wantedFiles: (backupId, limit) =>
      files(backupId)
        .where('file.state', '=', 'wanted')
        .orderBy('file.attempts')
        .orderBy('file.documentSeq')
        .orderBy('file.position')
        .limit(limit)
        .execute(),

    pendingDocuments: (backupId, limit) =>
      db
        .selectFrom('backupDocuments')
        .selectAll()
        .where('backupId', '=', backupId)
        .where('state', '=', 'pending')
        .orderBy('seq')
        .limit(limit)
        .execute(),

    keptFiles: (backupId, after, limit) =>
      files(backupId)
        // Not by the index of states, which has another order: each page would sort them all.
        .where(sql`coalesce("file"."state", '')`, '=', 'kept')
        .$if(after !== null, (query) =>
          query.where(({ eb, refTuple, tuple }) =>
            eb(
              refTuple('file.documentSeq', 'file.position'),
              '>',
              tuple(after?.documentSeq ?? -1, after?.position ?? -1),
            ),
          ),
        )
        .orderBy('file.documentSeq')
        .orderBy('file.position')
        .limit(limit)
        .execute(),

    held: async (connectionId, attachmentId) =>
      (await heldBytes(db, { connectionId, attachmentId })).rows[0] ?? null,

    async exceptions(backupId) {
      const rows = await db
        .selectFrom('backupExceptions')
        .select(['backupId', 'resource', 'recordId', 'number', 'attachmentId', 'name'])
        .select(['reason', 'advice', 'cause'])
        .where('backupId', '=', backupId)
        // A retry is trying these again.
        .where('about', 'not like', 'again %')
        .orderBy('resource')
        .orderBy('number')
        .orderBy('recordId')
        .orderBy('name')
        .orderBy('about')
        .execute()
      return rows.map(({ cause, ...row }) => (cause ? { ...row, cause } : row))
    },
  } satisfies Partial<BackupStore>
}
