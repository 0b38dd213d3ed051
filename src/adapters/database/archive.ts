import type { Kysely, Transaction } from 'kysely'
import { refuse } from '../../core/errors.ts'
import type { ArchiveStore } from '../../ports/store/archive.ts'
import { inBatches } from './batches.ts'
import type { Tables } from './tables.ts'

export const archiveStore = (db: Kysely<Tables>): ArchiveStore => {
  const archives = () => db.selectFrom('archives').selectAll()
  const entries = (archiveId: string) =>
    db.selectFrom('archiveEntries').selectAll().where('archiveId', '=', archiveId)

  return {
    startArchive: (archive) =>
      db.transaction().execute(async (transaction) => {
        await lockBackup(transaction, archive.backupId)
        await dropUnfinished(transaction, archive.backupId)
        await transaction.insertInto('archives').values(archive).execute()
      }),

    addEntries: (added) =>
      db.transaction().execute((transaction) =>
        inBatches(added, (batch) =>
          transaction
            .insertInto('archiveEntries')
            .values(batch)
            .onConflict((conflict) =>
              conflict.columns(['archiveId', 'seq']).doUpdateSet((row) => ({
                path: row.ref('excluded.path'),
                storageKey: row.ref('excluded.storageKey'),
                bytes: row.ref('excluded.bytes'),
                crc32: row.ref('excluded.crc32'),
                sha256: row.ref('excluded.sha256'),
                day: row.ref('excluded.day'),
                offset: row.ref('excluded.offset'),
              })),
            )
            .execute(),
        ),
      ),

    async finishArchive({ id, ...facts }) {
      await db.updateTable('archives').set(facts).where('id', '=', id).execute()
    },

    archive: async (id) => (await archives().where('id', '=', id).executeTakeFirst()) ?? null,

    archiveOfBackup: async (backupId) =>
      (await archives().where('backupId', '=', backupId).executeTakeFirst()) ?? null,

    entryAt: async (archiveId, offset) =>
      (await entries(archiveId)
        .where('offset', '<=', offset)
        .orderBy('offset', 'desc')
        .limit(1)
        .executeTakeFirst()) ?? null,

    entries: (archiveId, fromSeq, limit) =>
      entries(archiveId).where('seq', '>=', fromSeq).orderBy('seq').limit(limit).execute(),
  }
}

/** Writes nothing new, yet lets one at a time go on: a worker that lost its lease may still be at it. */
async function lockBackup(transaction: Transaction<Tables>, id: string): Promise<void> {
  await transaction.updateTable('backups').set({ id }).where('id', '=', id).execute()
}

async function dropUnfinished(transaction: Transaction<Tables>, backupId: string): Promise<void> {
  const old = await transaction
    .selectFrom('archives')
    .select(['id', 'state'])
    .where('backupId', '=', backupId)
    .executeTakeFirst()
  if (!old) return
  if (old.state !== 'building') throw archivedAlready()
  await transaction.deleteFrom('archiveEntries').where('archiveId', '=', old.id).execute()
  await transaction.deleteFrom('archives').where('id', '=', old.id).execute()
}

const archivedAlready = () =>
  refuse('This backup has its archive already.', 'Use the archive that is there.', {
    reason: 'conflict',
  })
