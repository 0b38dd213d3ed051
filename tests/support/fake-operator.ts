import type {
  OperatorOrderLine,
  OperatorOrderView,
  OperatorOverview,
  OperatorStage,
} from '../../src/app/operator-views.ts'
import { notFound, refuse } from '../../src/core/errors.ts'
import { money } from '../../src/core/money.ts'
import type { FakeState } from './fake-state.ts'
import { FAKE_NOW } from './fake-views.ts'

/** The secret of the operator's session cookie, and the token of the link by mail. */
export const OPERATOR_SESSION = 'operator-session'
export const OPERATOR_TOKEN = 'operator-token'

const gbp = (minor: number) => money(minor, 'GBP')
const DAY = 86_400_000

const LINE: OperatorOrderLine = {
  id: 'ord_1',
  organisation: 'Demo Company (UK)',
  email: 'ann@example.com',
  state: 'held',
  awaitingFunds: false,
  heldBecause: 'UK VAT was charged, but the billing address is in US.',
  disputed: false,
  total: gbp(5_722),
  refunded: gbp(0),
  createdAt: FAKE_NOW - DAY,
  paidAt: FAKE_NOW - DAY,
}

const BACKUP = {
  id: 'bak_1',
  organisation: 'Demo Company (UK)',
  state: 'running' as const,
  reason: null,
  waitingUntil: null,
  filesDone: 700,
  filesTotal: 1_512,
  createdAt: FAKE_NOW - DAY,
}

const OVERVIEW: OperatorOverview = {
  held: [LINE],
  recent: [{ ...LINE, id: 'ord_2', state: 'paid', heldBecause: null }],
  running: [BACKUP],
  waiting: [{ ...BACKUP, state: 'waiting', waitingUntil: FAKE_NOW + DAY }],
  failing: [{ ...BACKUP, state: 'failed', reason: 'The disk is full.' }],
  takings: [
    {
      month: '2026-11',
      orders: 2,
      net: gbp(9_536),
      vat: gbp(954),
      total: gbp(10_490),
      refunded: gbp(1_440),
    },
  ],
  reconciliation: {
    at: FAKE_NOW - DAY / 2,
    sessions: 2,
    differenceMinor: 120,
    findings: ['cs_1: Stripe has 120 GBP, the order ord_1 has 0.'],
  },
}

const VIEW: OperatorOrderView = {
  ...LINE,
  files: 1_512,
  newFiles: 1_500,
  net: gbp(4_768),
  discount: gbp(0),
  vat: gbp(954),
  details: {
    name: 'Ann Ltd',
    addressLine1: '1 Quay Street',
    addressLine2: '',
    city: 'Bristol',
    postalCode: 'BS1 4QA',
    country: 'GB',
    email: 'ann@example.com',
    vatNumber: '',
  },
  evidence: { billing: 'US', organisation: 'GB', card: null, ukVat: true },
  invoiceUrl: 'http://stripe.test/i/in_1',
  checkoutId: 'cs_1',
  quoteHash: 'a'.repeat(64),
  backup: BACKUP,
  undelivered: { part: 3, whole: 1_500, amount: gbp(12) },
  refunds: [
    {
      number: 1,
      amount: gbp(1_440),
      state: 'succeeded',
      because: '3 of 1,500 files could not be delivered.',
      by: 'operator@example.com',
      createdAt: FAKE_NOW - DAY,
    },
  ],
  audit: [{ at: FAKE_NOW - DAY, what: 'ordered', detail: '1512 files' }],
}

/** The operator's part of a fake app; one order, held. */
export function fakeOperator(state: FakeState): OperatorStage {
  const known = (orderId: string): void => {
    if (orderId !== LINE.id) throw notFound('order')
  }
  return {
    async askLink(email) {
      state.calls.push(`operator.askLink ${email}`)
    },
    async enter(token) {
      if (token !== OPERATOR_TOKEN) {
        throw refuse('This link is used up or too old.', 'Ask for a new one.', { reason: 'gone' })
      }
      return { session: OPERATOR_SESSION }
    },
    operator: async (session) => (session === OPERATOR_SESSION ? 'operator@example.com' : null),
    async leave(session) {
      state.calls.push(`operator.leave ${session}`)
    },
    overview: async () => OVERVIEW,
    async orders(_operator, { search, state: wanted }) {
      state.calls.push(`operator.orders ${search} ${wanted ?? ''}`)
      return search === 'nobody' ? [] : [LINE]
    },
    async order(_operator, orderId) {
      known(orderId)
      return VIEW
    },
    async release(operator, orderId) {
      known(orderId)
      state.calls.push(`operator.release ${operator} ${orderId}`)
    },
    async refund(operator, orderId, how) {
      known(orderId)
      state.calls.push(`operator.refund ${operator} ${orderId} ${how}`)
    },
  }
}
