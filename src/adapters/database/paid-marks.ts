import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** No organisation: its row holds the last number that was given to any. */
const LAST = ''

/** The number of the latest change of what an organisation has paid for; empty while there is none. */
export async function paidMark(db: Kysely<Tables>, organisation: string): Promise<string> {
  const row = await db
    .selectFrom('paidMarks')
    .select('changes')
    .where('organisation', '=', organisation)
    .executeTakeFirst()
  return row ? String(row.changes) : ''
}

/** Gives these organisations a number that none has had before; in the transaction of the change itself. */
export async function raiseMarks(
  transaction: Transaction<Tables>,
  organisations: Iterable<string>,
): Promise<void> {
  const each = [...new Set(organisations)]
  if (each.length === 0) return
  const { changes } = await transaction
    .insertInto('paidMarks')
    .values({ organisation: LAST, changes: 1 })
    .onConflict((conflict) =>
      conflict.column('organisation').doUpdateSet({ changes: sql`"paidMarks"."changes" + 1` }),
    )
    .returning('changes')
    .executeTakeFirstOrThrow()
  for (const organisation of each) {
    await transaction
      .insertInto('paidMarks')
      .values({ organisation, changes })
      .onConflict((conflict) => conflict.column('organisation').doUpdateSet({ changes }))
      .execute()
  }
}

/** The organisations that these orders have paid something for. */
export async function organisationsPaidBy(
  transaction: Transaction<Tables>,
  orderIds: readonly string[],
): Promise<readonly string[]> {
  if (orderIds.length === 0) return []
  const rows = await transaction
    .selectFrom('paidDocuments')
    .select('organisation')
    .distinct()
    .where('orderId', 'in', orderIds)
    .execute()
  return rows.map((one) => one.organisation)
}

/** Of an organisation that nothing is paid for any more no trace is left. */
export async function dropUnusedMarks(
  transaction: Transaction<Tables>,
  organisations: readonly string[],
): Promise<void> {
  if (organisations.length === 0) return
  await transaction
    .deleteFrom('paidMarks')
    .where('organisation', 'in', organisations)
    .where('organisation', 'not in', (row) =>
      row
        .selectFrom('paidDocuments')
        .select('organisation')
        .distinct()
        .where('organisation', 'in', organisations),
    )
    .execute()
}
