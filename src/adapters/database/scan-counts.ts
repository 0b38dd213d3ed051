import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely'
import type { Filter } from '../../core/filter.ts'
import type { FileCount, ScanDocument, ScanStore } from '../../ports/store/scan.ts'
import { inBatches } from './batches.ts'
import type { Tables } from './tables.ts'

/** Files of a document: as counted; until then, a flag means at least one. */
export const filesKnown = sql<number>`coalesce("files", "flagged", 0)`

/** Documents of the range; those without a day always pass. */
export const inRange =
  ({ from, to }: Pick<Filter, 'from' | 'to'>) =>
  (row: ExpressionBuilder<Tables, 'scanDocuments'>) => {
    const bounds = [
      ...(from === null ? [] : [row('day', '>=', from)]),
      ...(to === null ? [] : [row('day', '<=', to)]),
    ]
    return row.or([row('day', 'is', null), row.and(bounds)])
  }

export const scanCounts = (db: Kysely<Tables>) =>
  ({
    async uncounted(scanId, limit) {
      const rows = await db
        .selectFrom('scanDocuments')
        .selectAll()
        .where('scanId', '=', scanId)
        .where('files', 'is', null)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(toDocument)
    },

    count: (scanId, counts, calls) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('scans')
          .set((row) => ({ calls: row('calls', '+', calls) }))
          .where('id', '=', scanId)
          .execute()
        await inBatches(counts, (batch) => setFiles(scanId, batch).execute(transaction))
      }),

    documentCount: (scanId) =>
      db
        .selectFrom('scanDocuments')
        .select((row) => [
          row.fn.countAll<number>().as('all'),
          row.fn.count<number>('files').as('counted'),
        ])
        .where('scanId', '=', scanId)
        .executeTakeFirstOrThrow(),

    countsByType: (scanId, range) =>
      db
        .selectFrom('scanDocuments')
        .select((row) => [
          'type',
          row.fn.countAll<number>().as('documents'),
          row.fn.sum<number>(filesKnown).as('files'),
        ])
        .where('scanId', '=', scanId)
        .where(filesKnown, '>', 0)
        .where(inRange(range))
        .groupBy('type')
        .orderBy('type')
        .execute(),

    async documentsByType(scanId, range, resources) {
      if (resources.length === 0) return []
      return db
        .selectFrom('scanDocuments')
        .select((row) => ['type', row.fn.countAll<number>().as('documents')])
        .where('scanId', '=', scanId)
        .where('resource', 'in', resources)
        .where(inRange(range))
        .groupBy('type')
        .orderBy('type')
        .execute()
    },

    async unread(scanId, resource, filter, resources, limit, backupId) {
      if (resources.length === 0 || filter.types.length === 0) return []
      const rows = await unread(db, { scanId, resource, filter, resources, backupId })
        .selectAll()
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(toDocument)
    },

    async unreadCount(scanId, resource, filter, resources, backupId) {
      if (resources.length === 0 || filter.types.length === 0) return 0
      const found = await unread(db, { scanId, resource, filter, resources, backupId })
        .select((row) => row.fn.countAll<number>().as('left'))
        .executeTakeFirstOrThrow()
      return found.left
    },

    async countsByMonth(scanId) {
      const month = sql<string | null>`substr("day", 1, 7)`
      const rows = await db
        .selectFrom('scanDocuments')
        .select((row) => [
          'type',
          month.as('month'),
          row.fn.countAll<number>().as('documents'),
          row.fn.sum<number>(filesKnown).as('files'),
          row.fn.sum<number>('guessed').as('guessed'),
          sql<number>`coalesce(sum(case when "bytes" is null then 0 else ${filesKnown} end), 0)`.as(
            'sizedFiles',
          ),
          sql<number>`coalesce(sum("bytes"), 0)`.as('bytes'),
        ])
        .where('scanId', '=', scanId)
        .where(filesKnown, '>', 0)
        .groupBy(['type', month])
        .orderBy(sql`case when ${month} is null then 1 else 0 end`)
        .orderBy(month, 'desc')
        .orderBy('type')
        .execute()
      return rows.map(({ guessed, ...row }) => ({ ...row, exact: guessed === 0 }))
    },

    async isCounted(scanId, resource, recordId) {
      const found = await documentOf(db, scanId, resource, recordId)
        .select('guessed')
        .where('files', 'is not', null)
        .executeTakeFirst()
      return found?.guessed === 0
    },

    async hasGuesses(scanId) {
      // Written out, as the index of guesses has them.
      const found = await db
        .selectFrom('scanDocuments')
        .select('seq')
        .where('scanId', '=', scanId)
        .where(sql<boolean>`"guessed" = 1 and "files" > 0`)
        .limit(1)
        .executeTakeFirst()
      return found !== undefined
    },

    async seqOf(scanId, resource, recordId) {
      const found = await documentOf(db, scanId, resource, recordId)
        .select('seq')
        .executeTakeFirst()
      return found?.seq ?? null
    },
  }) satisfies Partial<ScanStore>

const documentOf = (db: Kysely<Tables>, scanId: string, resource: string, recordId: string) =>
  db
    .selectFrom('scanDocuments')
    .where('scanId', '=', scanId)
    .where('resource', '=', resource)
    .where('recordId', '=', recordId)

interface Unread {
  readonly scanId: string
  readonly resource: string
  readonly filter: Filter
  readonly resources: readonly string[]
  readonly backupId: string | undefined
}

/** Documents of the filter that have no page of their own in the resource, and no exception. */
const unread = (
  db: Kysely<Tables>,
  { scanId, resource, filter, resources, backupId = '' }: Unread,
) =>
  db
    .selectFrom('scanDocuments')
    .where('scanId', '=', scanId)
    .where('resource', 'in', resources)
    .where('type', 'in', filter.types)
    .where(inRange(filter))
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('rawPages')
            .select('page')
            .where('rawPages.scanId', '=', scanId)
            .where('rawPages.resource', '=', resource)
            .whereRef('rawPages.page', '=', 'scanDocuments.seq'),
        ),
      ),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('backupExceptions')
            .select('about')
            .where('backupId', '=', backupId)
            .where(
              'about',
              '=',
              sql<string>`${`record ${resource}/`} || "scanDocuments"."recordId" || '/'`,
            ),
        ),
      ),
    )

const toDocument = ({
  guessed,
  bytes,
  ...row
}: Selectable<Tables['scanDocuments']>): ScanDocument => ({
  ...row,
  flagged: row.flagged === null ? null : row.flagged === 1,
  ...(guessed === 1 && { guessed: true }),
  ...(bytes !== null && { bytes }),
})

function setFiles(scanId: string, counts: readonly FileCount[]) {
  // PostgreSQL takes a bare parameter of a VALUES list for text.
  const values = counts.map(
    ({ seq, files, guessed = false }) =>
      sql`(cast(${seq} as bigint), cast(${files} as bigint), cast(${Number(guessed)} as bigint))`,
  )
  const seqs = counts.map(({ seq }) => seq)
  // The bounds keep PostgreSQL from reading the whole scan for the join.
  return sql`with "counts" ("seq", "files", "guessed") as (values ${sql.join(values)})
    update "scanDocuments" set "files" = "counts"."files", "guessed" = "counts"."guessed" from "counts"
    where "scanDocuments"."scanId" = ${scanId} and "scanDocuments"."seq" = "counts"."seq"
    and "scanDocuments"."seq" between ${Math.min(...seqs)} and ${Math.max(...seqs)}`
}
