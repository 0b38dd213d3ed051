import { type Kysely, sql } from 'kysely'
import type { ErasingStore } from '../../ports/store/erasing.ts'
import { inBatches } from './batches.ts'
import type { Tables } from './tables.ts'

/** A backup's files, document by document. */
export const erasingFiles = (db: Kysely<Tables>) =>
  ({
    async filesOf(backupId, documents) {
      const seqs = await db
        .selectFrom('backupDocuments')
        .select('seq')
        .where('backupId', '=', backupId)
        .orderBy('seq')
        .limit(documents)
        .execute()
      const lastSeq = seqs.at(-1)?.seq
      if (lastSeq === undefined) return null
      const files = await db
        .selectFrom('backupFiles')
        .select(['attachmentId', 'storageKey', 'bytes'])
        .where('backupId', '=', backupId)
        .where('documentSeq', '<=', lastSeq)
        .orderBy('documentSeq')
        .orderBy('position')
        .execute()
      return { lastSeq, files }
    },

    async release(backupId, files) {
      const free: string[] = []
      await inBatches(files, async (batch) => {
        const keys = [...new Set(batch.map((one) => one.storageKey))].filter((key) => key !== null)
        if (keys.length === 0) return
        const held = await heldElsewhere(db, backupId, keys)
        const gone = keys.filter((key) => !held.has(key))
        free.push(...gone)
        if (gone.length === 0) return
        await db
          .deleteFrom('heldFiles')
          .where('connectionId', '=', (row) =>
            row.selectFrom('backups').select('connectionId').where('id', '=', backupId),
          )
          .where(
            'attachmentId',
            'in',
            batch.map((one) => one.attachmentId),
          )
          .where('storageKey', 'in', gone)
          .execute()
      })
      return [...new Set(free)]
    },

    dropDocuments: (deletionId, backupId, lastSeq, gone) =>
      db.transaction().execute(async (transaction) => {
        const files = await transaction
          .deleteFrom('backupFiles')
          .where('backupId', '=', backupId)
          .where('documentSeq', '<=', lastSeq)
          .executeTakeFirst()
        const documents = await transaction
          .deleteFrom('backupDocuments')
          .where('backupId', '=', backupId)
          .where('seq', '<=', lastSeq)
          .executeTakeFirst()
        const rows = Number(files.numDeletedRows + documents.numDeletedRows)
        await transaction
          .updateTable('deletions')
          .set({
            files: sql`"files" + ${gone.files}`,
            bytes: sql`"bytes" + ${gone.bytes}`,
            records: sql`"records" + ${rows}`,
          })
          .where('id', '=', deletionId)
          .execute()
      }),
  }) satisfies Partial<ErasingStore>

/** Keys that another backup, which is not deleted, has fetched or has taken over. */
async function heldElsewhere(
  db: Kysely<Tables>,
  backupId: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const takers = await db
    .selectFrom('backupFiles')
    .leftJoin('backupLives', 'backupLives.backupId', 'backupFiles.backupId')
    .select('backupFiles.storageKey')
    .where('backupFiles.storageKey', 'in', keys)
    .where(sql<boolean>`"backupFiles"."storageKey" is not null
      and replace("backupFiles"."storageKey", "backupFiles"."backupId", '') = "backupFiles"."storageKey"`)
    .where('backupFiles.backupId', '!=', backupId)
    .where('backupLives.deletedAt', 'is', null)
    .execute()
  const held = new Set(takers.map((one) => one.storageKey ?? ''))
  // A key ends with the backup that fetched it.
  const owners = new Map(keys.map((key) => [key, key.split('/').at(-1) ?? '']))
  const others = [...new Set(owners.values())].filter((owner) => owner !== backupId)
  if (others.length === 0) return held
  const kept = await db
    .selectFrom('backups')
    .leftJoin('backupLives', 'backupLives.backupId', 'backups.id')
    .select('backups.id')
    .where('backups.id', 'in', others)
    .where('backupLives.deletedAt', 'is', null)
    .execute()
  const alive = new Set(kept.map(({ id }) => id))
  for (const [key, owner] of owners) if (alive.has(owner)) held.add(key)
  return held
}
