import { type Kysely, sql } from 'kysely'
import type { BackupLife, KeepingStore } from '../../ports/store/keeping.ts'
import { inBatches } from './batches.ts'
import { needsScan } from './scan-needs.ts'
import type { Tables } from './tables.ts'

const NEW_LIFE = {
  keepUntil: null,
  warnedAt: null,
  deletedAt: null,
  cause: null,
  pausedAt: null,
  progress: null,
  progressAt: null,
} as const

/** How long backups are kept, and which connections are in use. */
export const keepingStore = (db: Kysely<Tables>): KeepingStore => ({
  ...backupLives(db),
  ...scanLives(db),
  ...connectionLives(db),
})

const backupLives = (db: Kysely<Tables>) =>
  ({
    life: async (backupId) =>
      (await db
        .selectFrom('backupLives')
        .selectAll()
        .where('backupId', '=', backupId)
        .executeTakeFirst()) ?? null,

    async lives(backupIds) {
      const found = new Map<string, BackupLife>()
      await inBatches(backupIds, async (batch) => {
        const rows = await db
          .selectFrom('backupLives')
          .selectAll()
          .where('backupId', 'in', batch)
          .execute()
        for (const row of rows) found.set(row.backupId, row)
      })
      return found
    },

    async changeLife(backupId, change) {
      await db
        .insertInto('backupLives')
        .values({ ...NEW_LIFE, ...change, backupId })
        .onConflict((conflict) => conflict.column('backupId').doUpdateSet({ ...change, backupId }))
        .execute()
    },

    async dateless(limit) {
      const rows = await db
        .selectFrom('backups')
        .leftJoin('backupLives', 'backupLives.backupId', 'backups.id')
        .select('backups.id')
        .where('backups.state', 'in', [
          ...(['complete', 'complete with exceptions', 'failed', 'cancelled', 'paused'] as const),
        ])
        .where('backupLives.keepUntil', 'is', null)
        .where('backupLives.deletedAt', 'is', null)
        .orderBy('backups.createdAt')
        .limit(limit)
        .execute()
      return rows.map(({ id }) => id)
    },

    endingBy: (until, limit) =>
      db
        .selectFrom('backupLives')
        .selectAll()
        .where('deletedAt', 'is', null)
        .where('keepUntil', '<=', until)
        .orderBy('keepUntil')
        .orderBy('backupId')
        .limit(limit)
        .execute(),

    unwarnedBy: (until, limit) =>
      db
        .selectFrom('backupLives')
        .selectAll()
        .where('deletedAt', 'is', null)
        .where('warnedAt', 'is', null)
        .where('keepUntil', '<=', until)
        .orderBy('keepUntil')
        .orderBy('backupId')
        .limit(limit)
        .execute(),

    async nextEnd() {
      const row = await db
        .selectFrom('backupLives')
        .select((life) => life.fn.min('keepUntil').as('at'))
        .where('deletedAt', 'is', null)
        .executeTakeFirst()
      return row?.at ?? null
    },

    underWay: () =>
      db
        .selectFrom('backups')
        .select(['id as backupId', 'connectionId', 'state'])
        .select(
          sql<number>`"documentsDone" + "filesDone" + "exceptions" + "bytesDone"`.as('progress'),
        )
        .where('state', 'in', ['pending', 'running', 'waiting'])
        .orderBy('createdAt')
        .execute(),
  }) satisfies Partial<KeepingStore>

const scanLives = (db: Kysely<Tables>) =>
  ({
    async forgottenScans(before, limit) {
      const rows = await db
        .selectFrom('scans')
        .select('id')
        .where('state', 'in', ['done', 'failed'])
        .where('finishedAt', '<', before)
        .where((row) => row.not(row.exists(needsScan(db, sql`"scans"."id"`))))
        .orderBy('finishedAt')
        .limit(limit)
        .execute()
      return rows.map(({ id }) => id)
    },

    scansUnderWay: () =>
      db
        .selectFrom('scans')
        .leftJoin('scanLives', 'scanLives.scanId', 'scans.id')
        .select(['scans.id as scanId', 'scans.waitsFor', 'scans.calls as progress'])
        .select(['scanLives.progress as lastProgress', 'scanLives.progressAt'])
        .where('scans.state', 'in', ['pending', 'scanning'])
        .orderBy('scans.createdAt')
        .execute(),

    async noteScan(scanId, progress, progressAt) {
      await db
        .insertInto('scanLives')
        .values({ scanId, progress, progressAt })
        .onConflict((row) => row.column('scanId').doUpdateSet({ progress, progressAt }))
        .execute()
    },
  }) satisfies Partial<KeepingStore>

const connectionLives = (db: Kysely<Tables>) =>
  ({
    async use(connectionIds, now, graceMs) {
      const rows = connectionIds.map((connectionId) => ({
        connectionId,
        usedAt: now,
        warnedAt: null,
      }))
      await inBatches(rows, (batch) =>
        db
          .insertInto('connectionLives')
          .values([...batch])
          .onConflict((conflict) =>
            conflict
              .column('connectionId')
              .doUpdateSet({ usedAt: now, warnedAt: null })
              .where('connectionLives.usedAt', '<', now - graceMs),
          )
          .execute(),
      )
    },

    connectionLife: async (connectionId) =>
      (await db
        .selectFrom('connectionLives')
        .selectAll()
        .where('connectionId', '=', connectionId)
        .executeTakeFirst()) ?? null,

    idleSince: (before, limit) =>
      db
        .selectFrom('connections')
        .leftJoin('connectionLives', 'connectionLives.connectionId', 'connections.id')
        .select('connections.id as connectionId')
        .select(usedAt.as('usedAt'))
        .select('connectionLives.warnedAt')
        .where('connections.state', 'in', ['active', 'needs reconnect'])
        .where(usedAt, '<', before)
        .orderBy(usedAt)
        .limit(limit)
        .execute(),

    async warnedIdle({ connectionId, usedAt: since }, warnedAt) {
      await db
        .insertInto('connectionLives')
        .values({ connectionId, usedAt: since, warnedAt })
        .onConflict((conflict) => conflict.column('connectionId').doUpdateSet({ warnedAt }))
        .execute()
    },

    async working() {
      const scans = db
        .selectFrom('scans')
        .select('connectionId')
        .where('state', 'in', ['pending', 'scanning'])
      const backups = db
        .selectFrom('backups')
        .select('connectionId')
        .where('state', 'in', ['pending', 'running', 'waiting', 'packaging'])
      const rows = await scans.union(backups).execute()
      return rows.map((row) => row.connectionId)
    },

    async keepDays(personId) {
      const row = await db
        .selectFrom('personChoices')
        .select('keepDays')
        .where('personId', '=', personId)
        .executeTakeFirst()
      return row?.keepDays ?? null
    },

    async saveKeepDays(personId, keepDays) {
      await db
        .insertInto('personChoices')
        .values({ personId, keepDays })
        .onConflict((conflict) => conflict.column('personId').doUpdateSet({ keepDays }))
        .execute()
    },
  }) satisfies Partial<KeepingStore>

const usedAt = sql<number>`case when "connectionLives"."usedAt" > "connections"."connectedAt"
  then "connectionLives"."usedAt" else "connections"."connectedAt" end`
