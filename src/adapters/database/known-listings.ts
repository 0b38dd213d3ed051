import { type Kysely, sql } from 'kysely'
import type { FileChange, KnownListing, KnownStore } from '../../ports/store/known.ts'
import { inBatches } from './batches.ts'
import { keepListing, listingKnown, timeOfChange } from './known-steps.ts'
import { filesKnown, inRange } from './scan-counts.ts'
import type { Tables } from './tables.ts'

const COUNTED = sql<number>`coalesce("scanDocuments"."files", 0)`
const SAME = sql`"known"."updatedAt" = "scanDocuments"."updatedAt"
  and "known"."expected" = ${COUNTED}`
const COUNTS = [
  sql<number>`coalesce(sum(case when ${SAME} then 1 else 0 end), 0)`.as('documents'),
  sql<number>`coalesce(sum(case when "known"."files" < ${COUNTED} then "known"."files"
    else ${COUNTED} end), 0)`.as('files'),
] as const

/** Lists of attachments that a connection's backups have read, and what has changed since. */
export const knownListings = (db: Kysely<Tables>) =>
  ({
    async known(backup, { resource, recordId, expected }) {
      const { connectionId, scanId } = backup
      const found = await listingKnown(db, { connectionId, scanId, resource, recordId })
      const [row] = found.rows
      if (!row) return null
      const sameTime = row.updatedAt !== null && row.updatedAt === row.updatedNow
      const unchanged = sameTime && row.expected === expected && row.exact === 1
      const files = JSON.parse(row.listing) as KnownListing['files']
      return { files, unchanged, backupId: row.backupId }
    },

    async knownOf(connectionId, resource) {
      const rows = await db
        .selectFrom('knownListings')
        .select('recordId')
        .where('connectionId', '=', connectionId)
        .where('resource', '=', resource)
        .where('files', '>', 0)
        .execute()
      return rows.map(({ recordId }) => recordId)
    },

    remember: (backup, document, files, changes) =>
      db.transaction().execute(async (transaction) => {
        const { resource, recordId, number, expected } = document
        const { id: backupId, connectionId, scanId } = backup
        const [now] = (await timeOfChange(transaction, { scanId, resource, recordId })).rows
        await keepListing(transaction, {
          ...{ connectionId, resource, recordId, backupId, number, expected },
          updatedAt: now?.updatedAt ?? null,
          files: files.length,
          listing: JSON.stringify(files),
        })
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
                // What is only guessed to have none may have some.
                .where((one) => one.or([one(filesKnown, '>', 0), one('guessed', '=', 1)])),
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
        .select(COUNTS)
        .where('scanDocuments.scanId', '=', scanId)
        .where('scans.exact', '=', 1)
        .where('type', 'in', filter.types)
        .where(COUNTED, '>', 0)
        .where(inRange(filter))
        .executeTakeFirstOrThrow()
      return { documents: row.documents, files: row.files }
    },

    async knownLeft(backup) {
      const row = await db
        .selectFrom('backupDocuments as document')
        .innerJoin('knownListings as known', (join) =>
          join
            .on('known.connectionId', '=', backup.connectionId)
            .onRef('known.resource', '=', 'document.resource')
            .onRef('known.recordId', '=', 'document.recordId'),
        )
        .innerJoin('scanDocuments', (join) =>
          join
            .on('scanDocuments.scanId', '=', backup.scanId)
            .onRef('scanDocuments.resource', '=', 'document.resource')
            .onRef('scanDocuments.recordId', '=', 'document.recordId'),
        )
        .innerJoin('scans', 'scans.id', 'scanDocuments.scanId')
        .select(COUNTS)
        .where('document.backupId', '=', backup.id)
        .where('document.state', '=', 'pending')
        .where('scans.exact', '=', 1)
        .executeTakeFirstOrThrow()
      return { documents: row.documents, files: row.files }
    },
  }) satisfies Partial<KnownStore>
