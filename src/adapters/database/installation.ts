import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Store } from '../../ports/store/index.ts'
import type { Tables } from './tables.ts'
import { unfinished } from './unfinished.ts'

type InstallationStore = Pick<Store, 'audit' | 'auditOf' | 'unfinished' | 'setting' | 'saveSetting'>

/** What belongs to no stage: the audit trail, what a start-up looks after, and the installation's own facts. */
export const installationStore = (db: Kysely<Tables>): InstallationStore => ({
  async audit(line) {
    await db
      .insertInto('auditLines')
      .values((row) => ({
        ...line,
        id: randomUUID(),
        // Keeps lines of the same millisecond in the order in which they were written.
        seq: row
          .selectFrom('auditLines as earlier')
          .select((count) => count.fn.countAll<number>().as('lines'))
          .where('earlier.subjectId', '=', line.subjectId),
      }))
      .execute()
  },

  auditOf: (subjectId) =>
    db
      .selectFrom('auditLines')
      .select(['at', 'personId', 'what', 'subjectId', 'detail'])
      .where('subjectId', '=', subjectId)
      .orderBy('at')
      .orderBy('seq')
      .orderBy('id')
      .execute(),

  unfinished: () => unfinished(db),

  async setting(name) {
    const row = await db
      .selectFrom('settings')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst()
    return row?.value ?? null
  },

  async saveSetting(name, value) {
    await db
      .insertInto('settings')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  },
})
