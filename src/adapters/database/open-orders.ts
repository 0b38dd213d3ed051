import { sql } from 'kysely'

/** Whether an order (with its quote) may still start a backup: an expired quote can't be paid any more. */
export const mayStart = sql<boolean>`("orders"."state" in ('held', 'paid')
  or ("orders"."state" = 'unpaid'
    and ("quotes"."state" <> 'expired' or "orders"."awaitingFunds" = 1)))`
