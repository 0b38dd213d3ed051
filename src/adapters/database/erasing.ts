import { type Kysely, sql } from 'kysely'
import type { Deletion, ErasingStore } from '../../ports/store/erasing.ts'
import { anonymising } from './anonymising.ts'
import { erasingFiles } from './erasing-files.ts'
import { erasingRows } from './erasing-rows.ts'
import { needsScan } from './scan-needs.ts'
import type { Tables } from './tables.ts'

/** Deleting, step by step, and the receipts of it. */
export const erasingStore = (db: Kysely<Tables>, settle: () => Promise<void>): ErasingStore => ({
  ...deletions(db),
  ...closing(db),
  ...erasingFiles(db),
  ...erasingRows(db),
  ...anonymising(db),
  settle,
})

const deletions = (db: Kysely<Tables>) =>
  ({
    async addDeletion(deletion: Deletion) {
      await db.insertInto('deletions').values(deletion).execute()
    },

    deletion: async (id) =>
      (await db.selectFrom('deletions').selectAll().where('id', '=', id).executeTakeFirst()) ??
      null,

    deletionsOf: (personId) =>
      db
        .selectFrom('deletions')
        .selectAll()
        .where('personId', '=', personId)
        .orderBy('askedAt', 'desc')
        .orderBy('id')
        .execute(),

    async finishDeletion(id, finishedAt) {
      await db
        .updateTable('deletions')
        .set({ finishedAt, email: '', organisation: '' })
        .where('id', '=', id)
        .execute()
    },
  }) satisfies Partial<ErasingStore>

const closing = (db: Kysely<Tables>) =>
  ({
    closeBackups: (backupIds, at) =>
      db.transaction().execute(async (transaction) => {
        for (const backupId of backupIds) {
          await transaction
            .insertInto('backupLives')
            .values({ backupId, deletedAt: at, keepUntil: at })
            .onConflict((conflict) => conflict.column('backupId').doUpdateSet({ deletedAt: at }))
            .execute()
          await transaction
            .updateTable('backups')
            .set({
              state: 'cancelled',
              reason: null,
              waitsFor: null,
              waitingUntil: null,
              finishedAt: at,
            })
            .where('id', '=', backupId)
            .where('state', 'in', ['pending', 'running', 'waiting', 'paused', 'packaging'])
            .execute()
          await transaction
            .updateTable('archives')
            .set({ state: 'deleted' })
            .where('backupId', '=', backupId)
            .execute()
        }
      }),

    async closeScans(scanIds) {
      if (scanIds.length === 0) return
      await db
        .updateTable('scans')
        .set({ state: 'deleted', failure: null, waitsFor: null, waitingUntil: null })
        .where('id', 'in', scanIds)
        .execute()
    },

    async scansOf(connectionId, until) {
      const rows = await db
        .selectFrom('scans')
        .select('id')
        .where('connectionId', '=', connectionId)
        .where('createdAt', '<=', until)
        .orderBy('createdAt')
        .execute()
      return rows.map(({ id }) => id)
    },

    async isNeeded(scanId) {
      const one = await needsScan(db, sql`${scanId}`).executeTakeFirst()
      return one !== undefined
    },

    async isWorkedOn(subjectIds) {
      if (subjectIds.length === 0) return false
      const row = await db
        .selectFrom('jobs')
        .select('id')
        .where('subjectId', 'in', subjectIds)
        .where('lease', 'is not', null)
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },

    async archivesOf(backupId) {
      const rows = await db
        .selectFrom('archives')
        .select('id')
        .where('backupId', '=', backupId)
        .orderBy('version')
        .execute()
      return rows.map(({ id }) => id)
    },

    async count(deletionId, { backups = 0, bytes = 0 }) {
      await db
        .updateTable('deletions')
        .set({ backups: sql`"backups" + ${backups}`, bytes: sql`"bytes" + ${bytes}` })
        .where('id', '=', deletionId)
        .execute()
    },
  }) satisfies Partial<ErasingStore>
