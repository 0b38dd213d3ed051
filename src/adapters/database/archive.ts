import type { Kysely, Transaction } from 'kysely'
import { refuse } from '../../core/errors.ts'
import type { Archive, ArchiveStore } from '../../ports/store/archive.ts'
import { inBatches } from './batches.ts'
import type { Tables } from './tables.ts'

export const archiveStore = (db: Kysely<Tables>): ArchiveStore => {
  const archives = () => db.selectFrom('archives').selectAll()
  const versions = (backupId: string) =>
    archives().where('backupId', '=', backupId).orderBy('version', 'desc')
  const entries = (archiveId: string) =>
    db.selectFrom('archiveEntries').selectAll().where('archiveId', '=', archiveId)

  return {
    startArchive: (archive) =>
      db.transaction().execute(async (transaction) => {
        await lockBackup(transaction, archive.backupId)
        await dropUnfinished(transaction, archive)
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

    finishArchive: ({ id, ...facts }) =>
      db.transaction().execute(async (transaction) => {
        await lockBackup(transaction, facts.backupId)
        const finished = await transaction
          .updateTable('archives')
          .set(facts)
          .where('id', '=', id)
          // One that was cancelled or deleted meanwhile gets no archive.
          .where((row) => row.not(row.exists(endedMeanwhile(transaction, facts.backupId))))
          .executeTakeFirst()
        if (facts.state !== 'ready' || finished.numUpdatedRows !== 1n) return
        await transaction
          .updateTable('archives')
          .set({ state: 'deleted' })
          .where('backupId', '=', facts.backupId)
          .where('version', '<', facts.version)
          .execute()
      }),

    archive: async (id) => (await archives().where('id', '=', id).executeTakeFirst()) ?? null,

    async archiveOfBackup(backupId) {
      const all = await versions(backupId).execute()
      return all.find(({ state }) => state === 'ready') ?? all[0] ?? null
    },

    newestArchive: async (backupId) => (await versions(backupId).executeTakeFirst()) ?? null,

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

const endedMeanwhile = (transaction: Transaction<Tables>, backupId: string) =>
  transaction
    .selectFrom('backups')
    .select('id')
    .where('id', '=', backupId)
    .where('state', '=', 'cancelled')

/** Writes nothing new, yet lets one at a time go on: a worker that lost its lease may still be at it. */
async function lockBackup(transaction: Transaction<Tables>, id: string): Promise<void> {
  await transaction.updateTable('backups').set({ id }).where('id', '=', id).execute()
}

async function dropUnfinished(
  transaction: Transaction<Tables>,
  { backupId, version }: Archive,
): Promise<void> {
  const known = await transaction
    .selectFrom('archives')
    .select(['id', 'state', 'version'])
    .where('backupId', '=', backupId)
    .execute()
  const finished = known.filter((one) => one.state !== 'building')
  if (finished.some((one) => one.version >= version)) throw archivedAlready()
  for (const { id } of known.filter((one) => one.state === 'building')) {
    await transaction.deleteFrom('archiveEntries').where('archiveId', '=', id).execute()
    await transaction.deleteFrom('archives').where('id', '=', id).execute()
  }
}

const archivedAlready = () =>
  refuse('This backup has its archive already.', 'Use the archive that is there.', {
    reason: 'conflict',
  })
