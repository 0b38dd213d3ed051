import type { Endpoint } from '../endpoint.ts'
import { account } from './account.ts'
import { checkoutSessions } from './checkout-sessions.ts'
import { coupons } from './coupons.ts'
import { creditNotes } from './credit-notes.ts'
import { customers } from './customers.ts'
import { invoices } from './invoices.ts'
import { payments } from './payments.ts'
import { promotionCodes } from './promotion-codes.ts'
import { refunds } from './refunds.ts'
import { taxRates } from './tax-rates.ts'

/** Every method and path of the API that is served. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...account,
  ...checkoutSessions,
  ...coupons,
  ...creditNotes,
  ...customers,
  ...invoices,
  ...payments,
  ...promotionCodes,
  ...refunds,
  ...taxRates,
]
