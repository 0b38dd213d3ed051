import { createAgenda } from './agenda.ts'
import { type Clock, seconds } from './clock.ts'
import { makeAccount } from './objects/account.ts'
import type { World } from './world.ts'

/** An empty Stripe account. */
export function createWorld(clock: Clock, debitSeconds: number): World {
  return {
    clock,
    agenda: createAgenda(clock),
    debitSeconds,
    publicUrl: '',
    account: makeAccount(seconds(clock)),
    taxRates: new Map(),
    coupons: new Map(),
    promotionCodes: new Map(),
    customers: new Map(),
    sessions: new Map(),
    paymentIntents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    invoices: new Map(),
    invoicePayments: new Map(),
    creditNotes: new Map(),
    disputes: new Map(),
    events: new Map(),
    mails: [],
    request: { id: null, idempotency_key: null },
    deliver: () => {},
  }
}
