import type { Kysely, Selectable, Transaction } from 'kysely'
import type { RawPage, Scan, ScanResource, ScanStore } from '../../ports/store/scan.ts'
import { scanCounts } from './scan-counts.ts'
import { saveDocuments } from './scan-documents.ts'
import type { Tables } from './tables.ts'

export const scanStore = (db: Kysely<Tables>): ScanStore => ({
  ...scanRecords(db),
  ...scanProgress(db),
  ...scanCounts(db),
})

const scanRecords = (db: Kysely<Tables>) =>
  ({
    addScan: (scan, resources) =>
      db.transaction().execute(async (transaction) => {
        const sizes = { countTaken: null, countRefused: null, countGivenUp: null }
        const row = { ...sizes, ...scan, exact: Number(scan.exact) }
        const added = await transaction
          .insertInto('scans')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (added.numInsertedOrUpdatedRows !== 1n) return false
        if (resources.length === 0) return true
        await transaction.insertInto('scanResources').values(resources.map(toRow)).execute()
        return true
      }),

    async scan(id) {
      const row = await db.selectFrom('scans').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? toScan(row) : null
    },

    async latestScan(connectionId) {
      const row = await db
        .selectFrom('scans')
        .selectAll()
        .where('connectionId', '=', connectionId)
        .where('state', '!=', 'deleted')
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? toScan(row) : null
    },

    async updateScan(id, { exact, ...change }) {
      const kind = change.failure === undefined ? {} : { waitsFor: null }
      const told = exact === undefined ? {} : { exact: Number(exact) }
      await db
        .updateTable('scans')
        .set({ ...kind, ...change, ...told, id })
        .where('id', '=', id)
        .where('state', '!=', 'deleted')
        .execute()
    },
  }) satisfies Partial<ScanStore>

const scanProgress = (db: Kysely<Tables>) =>
  ({
    async resources(scanId) {
      const rows = await db
        .selectFrom('scanResources')
        .selectAll()
        .where('scanId', '=', scanId)
        .orderBy('position')
        .orderBy('resource')
        .execute()
      return rows.map(toResource)
    },

    step: (step) =>
      db.transaction().execute(async (transaction) => {
        // First, because it locks the scan: two steps at once would give out the same seqs.
        await transaction
          .updateTable('scans')
          .set((row) => ({ calls: row('calls', '+', step.calls) }))
          .where('id', '=', step.scanId)
          .execute()
        if (step.anew) await dropPages(transaction, step.resource)
        for (const range of step.instead ?? []) await dropPages(transaction, step.resource, range)
        if (step.page) await savePage(transaction, step.page)
        await saveDocuments(transaction, step.scanId, step.documents)
        await saveResource(transaction, step.resource)
      }),

    async dropRepeated(scanId, resource, of) {
      await db
        .deleteFrom('scanDocuments')
        .where('scanId', '=', scanId)
        .where('resource', '=', resource)
        .where('recordId', 'in', (row) =>
          row
            .selectFrom('scanDocuments as other')
            .select('other.recordId')
            .where('other.scanId', '=', scanId)
            .where('other.resource', '=', of),
        )
        .execute()
    },

    oldestDay: async (scanId) =>
      (
        await db
          .selectFrom('scanDocuments')
          .select((row) => row.fn.min('day').as('oldest'))
          .where('scanId', '=', scanId)
          .executeTakeFirst()
      )?.oldest ?? null,

    async contactsSince(scanId, types, at) {
      if (types.length === 0) return []
      const rows = await db
        .selectFrom('scanDocuments')
        .select('contact')
        .distinct()
        .where('scanId', '=', scanId)
        .where('type', 'in', types)
        .where('updatedAt', '>=', at)
        .orderBy('contact')
        .execute()
      return rows.map((row) => row.contact)
    },

    listLibrary: (scanId) =>
      db.transaction().execute(async (transaction) => {
        const others = transaction
          .selectFrom('scans as other')
          .innerJoin('scans as own', 'own.connectionId', 'other.connectionId')
          .select('other.id')
          .where('own.id', '=', scanId)
          .where('other.state', 'in', ['pending', 'scanning'])
        if (await others.executeTakeFirst()) return false
        const opened = await transaction
          .updateTable('scans')
          .set({ state: 'scanning', finishedAt: null })
          .where('id', '=', scanId)
          .where('state', '=', 'done')
          .executeTakeFirst()
        if (opened.numUpdatedRows !== 1n) return false
        await transaction
          .updateTable('scanResources')
          .set((row) => ({ state: 'pending', rounds: 1, readings: row('readings', '+', 1) }))
          .where('scanId', '=', scanId)
          .where('resource', 'in', ['Files', 'FileLinks'])
          .execute()
        return true
      }),

    pages: (scanId, resource) =>
      db
        .selectFrom('rawPages')
        .selectAll()
        .where('scanId', '=', scanId)
        .where('resource', '=', resource)
        .orderBy('page')
        .execute(),
  }) satisfies Partial<ScanStore>

async function dropPages(
  transaction: Transaction<Tables>,
  { scanId, resource }: ScanResource,
  [from, to]: readonly [number, number] = [0, Number.MAX_SAFE_INTEGER],
): Promise<void> {
  await transaction
    .deleteFrom('rawPages')
    .where('scanId', '=', scanId)
    .where('resource', '=', resource)
    .where('page', '>=', from)
    .where('page', '<=', to)
    .execute()
}

async function savePage(transaction: Transaction<Tables>, page: RawPage): Promise<void> {
  const { storageKey, records, bytes, sha256 } = page
  await transaction
    .insertInto('rawPages')
    .values(page)
    .onConflict((conflict) =>
      conflict
        .columns(['scanId', 'resource', 'page'])
        .doUpdateSet({ storageKey, records, bytes, sha256 }),
    )
    .execute()
}

async function saveResource(
  transaction: Transaction<Tables>,
  resource: ScanResource,
): Promise<void> {
  const { scanId, resource: name, ...progress } = toRow(resource)
  await transaction
    .insertInto('scanResources')
    .values({ scanId, resource: name, ...progress })
    .onConflict((conflict) => conflict.columns(['scanId', 'resource']).doUpdateSet(progress))
    .execute()
}

const toScan = ({
  exact,
  countTaken,
  countRefused,
  countGivenUp,
  ...row
}: Selectable<Tables['scans']>): Scan => ({
  ...row,
  exact: exact === 1,
  ...(countTaken !== null && { countTaken }),
  ...(countRefused !== null && { countRefused }),
  ...(countGivenUp !== null && { countGivenUp }),
})

type Row = Selectable<Tables['scanResources']>

const toRow = (resource: ScanResource): Row => ({
  ...resource,
  rounds: resource.rounds ?? 0,
  sizeBefore: resource.sizeBefore ?? null,
  inPieces: Number(resource.inPieces ?? false),
  readings: resource.readings ?? 0,
})

const toResource = ({ rounds, sizeBefore, inPieces, readings, ...row }: Row): ScanResource => ({
  ...row,
  ...(rounds > 0 && { rounds }),
  ...(sizeBefore !== null && { sizeBefore }),
  ...(inPieces === 1 && { inPieces: true }),
  ...(readings > 0 && { readings }),
})
