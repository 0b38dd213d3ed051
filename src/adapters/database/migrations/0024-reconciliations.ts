import { type Kysely, sql } from 'kysely'

export const name = '0024-reconciliations'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "reconciliations" (
    "at" bigint not null primary key,
    "fromAt" bigint not null,
    "sessions" bigint not null,
    "orders" bigint not null,
    "differenceMinor" bigint not null,
    "findings" text not null
  )`.execute(db)
}
