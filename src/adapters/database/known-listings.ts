import { type Kysely, sql } from 'kysely'
import type { BackupStore, FileChange, KnownListing } from '../../ports/store/backup.ts'
import { inBatches } from './batches.ts'
import { filesKnown, inRange } from './scan-counts.ts'
import type { Tables } from './tables.ts'

const COUNTED = sql<number>`coalesce("scanDocuments"."files", 0)`
const SAME = sql`"known"."updatedAt" = "scanDocuments"."updatedAt"
  and "known"."expected" = ${COUNTED}`

/** Lists of attachments that a connection's backups have read, and what has changed since. */
export const knownListings = (db: Kysely<Tables>) =>
  ({
    async known(backup, { resource, recordId, expected }) {
      const row = await db
        .selectFrom('knownListings as known')
        .leftJoin('scanDocuments as now', (join) =>
          join
            .on('now.scanId', '=', backup.scanId)
            .onRef('now.resource', '=', 'known.resource')
            .onRef('now.recordId', '=', 'known.recordId'),
        )
        .leftJoin('scans', 'scans.id', 'now.scanId')
        .select(['known.listing', 'known.expected', 'known.updatedAt'])
        .select(['now.updatedAt as updatedNow', 'scans.exact'])
        .where('known.connectionId', '=', backup.connectionId)
        .where('known.resource', '=', resource)
        .where('known.recordId', '=', recordId)
        .executeTakeFirst()
      if (!row) return null
      const sameTime = row.updatedAt !== null && row.updatedAt === row.updatedNow
      const unchanged = sameTime && row.expected === expected && row.exact === 1
      return { files: JSON.parse(row.listing) as KnownListing['files'], unchanged }
    },

    remember: (backup, document, files, changes) =>
      db.transaction().execute(async (transaction) => {
        const { resource, recordId, number, expected } = document
        const now = await transaction
          .selectFrom('scanDocuments')
          .select('updatedAt')
          .where('scanId', '=', backup.scanId)
          .where('resource', '=', resource)
          .where('recordId', '=', recordId)
          .executeTakeFirst()
        const told = {
          backupId: backup.id,
          number,
          updatedAt: now?.updatedAt ?? null,
          expected,
          files: files.length,
          listing: JSON.stringify(files),
        }
        await transaction
          .insertInto('knownListings')
          .values({ connectionId: backup.connectionId, resource, recordId, ...told })
          .onConflict((conflict) =>
            conflict.columns(['connectionId', 'resource', 'recordId']).doUpdateSet(told),
          )
          .execute()
        await inBatches(changes, (batch) =>
          transaction
            .insertInto('fileChanges')
            .values(batch)
            .onConflict((conflict) => conflict.doNothing())
            .execute(),
        )
      }),

    async gone(backup, limit) {
      const rows = await db
        .selectFrom('knownListings as known')
        .innerJoin('scanResources as list', (join) =>
          join
            .on('list.scanId', '=', backup.scanId)
            .onRef('list.resource', '=', 'known.resource')
            .on('list.state', '=', 'done'),
        )
        .select(['known.resource', 'known.recordId', 'known.number', 'known.listing'])
        .where('known.connectionId', '=', backup.connectionId)
        .where('known.files', '>', 0)
        .where((row) =>
          row.not(
            row.exists(
              row
                .selectFrom('scanDocuments')
                .select('seq')
                .where('scanId', '=', backup.scanId)
                .whereRef('scanDocuments.resource', '=', 'known.resource')
                .whereRef('scanDocuments.recordId', '=', 'known.recordId')
                .where(filesKnown, '>', 0),
            ),
          ),
        )
        .limit(limit)
        .execute()
      return rows.map(({ listing, ...about }) => ({
        ...about,
        files: JSON.parse(listing) as KnownListing['files'],
      }))
    },

    changes: (backupId) =>
      db
        .selectFrom('fileChanges')
        .selectAll()
        .where('backupId', '=', backupId)
        .orderBy('resource')
        .orderBy('recordId')
        .orderBy('attachmentId')
        .execute() as Promise<readonly FileChange[]>,

    async knownCounts(scanId, filter) {
      if (filter.types.length === 0) return { documents: 0, files: 0 }
      const row = await db
        .selectFrom('scanDocuments')
        .innerJoin('scans', 'scans.id', 'scanDocuments.scanId')
        .innerJoin('knownListings as known', (join) =>
          join
            .onRef('known.connectionId', '=', 'scans.connectionId')
            .onRef('known.resource', '=', 'scanDocuments.resource')
            .onRef('known.recordId', '=', 'scanDocuments.recordId'),
        )
        .select([
          sql<number>`coalesce(sum(case when ${SAME} then 1 else 0 end), 0)`.as('documents'),
          sql<number>`coalesce(sum(case when "known"."files" < ${COUNTED} then "known"."files"
            else ${COUNTED} end), 0)`.as('files'),
        ])
        .where('scanDocuments.scanId', '=', scanId)
        .where('scans.exact', '=', 1)
        .where('type', 'in', filter.types)
        .where(COUNTED, '>', 0)
        .where(inRange(filter))
        .executeTakeFirstOrThrow()
      return { documents: row.documents, files: row.files }
    },
  }) satisfies Partial<BackupStore>
