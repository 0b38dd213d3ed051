import { randomBytes, randomUUID } from 'node:crypto'
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { formatId, ID_BYTES } from '../../core/ids.ts'
import type { Job, JobKind, Jobs } from '../../ports/jobs.ts'
import type { Tables } from './tables.ts'

type JobIds = SelectQueryBuilder<Tables, 'jobs', { id: string }>

/** Locks the job that is about to be taken, where the database lets several writers in at once. */
export type LockRows = (jobs: JobIds) => JobIds

/** When a job is due: a leased one when its lease runs out, any other at its time. */
const dueAt = sql<number>`coalesce("leaseUntil", "runAt")`
/** Adds a job, in a transaction of the caller's where there is one. */
export async function addJob(
  db: Kysely<Tables>,
  kind: JobKind,
  subjectId: string,
  runAt: number,
): Promise<void> {
  const id = formatId('job', randomBytes(ID_BYTES))
  const fresh = { attempts: 0, lease: null, leaseUntil: null, wantedAt: null }
  await db
    .insertInto('jobs')
    .values({ id, kind, subjectId, runAt, ...fresh })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'subjectId']).doUpdateSet({
        runAt: sql`case when "jobs"."lease" is null and excluded."runAt" < "jobs"."runAt"
          then excluded."runAt" else "jobs"."runAt" end`,
        wantedAt: sql`case when "jobs"."lease" is null then null
          when "jobs"."wantedAt" <= excluded."runAt" then "jobs"."wantedAt"
          else excluded."runAt" end`,
      }),
    )
    .execute()
}

/**
 * The queue as a table of leases. Every method is one conditional statement (`finish` is two), so that
 * workers of several processes can share it.
 */
export function jobStore(db: Kysely<Tables>, lockRows: LockRows): Jobs {
  const ours = (job: Job) =>
    db.updateTable('jobs').where('id', '=', job.id).where('lease', '=', job.lease)

  return {
    add: (kind, subjectId, runAt) => addJob(db, kind, subjectId, runAt),

    async take(now, leaseMs, without = []) {
      const due = db
        .selectFrom('jobs')
        .select('id')
        .where(dueAt, '<=', now)
        .$if(without.length > 0, (query) => query.where('kind', 'not in', without))
        .orderBy(dueAt)
        .orderBy('id')
        .limit(1)
      const lease = randomUUID()
      const taken = await db
        .updateTable('jobs')
        .set({
          lease,
          leaseUntil: now + leaseMs,
          // A wish that has come due is what this very run answers.
          wantedAt: sql`case when "wantedAt" > ${now} then "wantedAt" end`,
        })
        .where('id', '=', lockRows(due))
        .returning(['id', 'kind', 'subjectId', 'attempts'])
        .executeTakeFirst()
      return taken ? { ...taken, lease } : null
    },

    async renew(job, now, leaseMs) {
      const renewed = await ours(job)
        .set({ leaseUntil: now + leaseMs })
        .executeTakeFirst()
      return renewed.numUpdatedRows === 1n
    },

    async again(job, runAt, failed) {
      await ours(job)
        .set((row) => ({
          ...FREE,
          runAt: sql`case when "wantedAt" < ${runAt} then "wantedAt" else ${runAt} end`,
          attempts: failed ? row('attempts', '+', 1) : 0,
        }))
        .execute()
    },

    finish: (job) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('jobs')
          .where('id', '=', job.id)
          .where('lease', '=', job.lease)
          .where('wantedAt', 'is', null)
          .execute()
        await transaction
          .updateTable('jobs')
          .where('id', '=', job.id)
          .where('lease', '=', job.lease)
          .set({ ...FREE, attempts: 0, runAt: sql`coalesce("wantedAt", "runAt")` })
          .execute()
      }),

    async releaseAll() {
      await db.updateTable('jobs').set(FREE).where('lease', 'is not', null).execute()
    },

    async nextAt(without = []) {
      const row = await db
        .selectFrom('jobs')
        .select(sql<number | null>`min(${dueAt})`.as('at'))
        .$if(without.length > 0, (query) => query.where('kind', 'not in', without))
        .executeTakeFirst()
      return row?.at ?? null
    },
  }
}

const FREE = { lease: null, leaseUntil: null, wantedAt: null } as const
