import { rm } from 'node:fs/promises'
import { openSqlite } from '../../src/adapters/database/index.ts'
import type { AppPorts } from '../../src/app/app-ports.ts'
import { compose } from '../../src/compose.ts'
import { parseConfig } from '../../src/config.ts'
import type { CheckoutStatus, Payments } from '../../src/ports/payments.ts'
import type { Order } from '../../src/ports/store/order.ts'
import {
  CONNECTION,
  NOW,
  ORDER,
  ORGANISATION,
  PERSON,
  QUOTE,
  RESOURCE,
  SCAN,
} from '../contract/store/records.ts'
import { quickFolder } from './quick-folder.ts'

/** The use cases on a real store, a clock moved by hand, and a Stripe that says what it is told to. */
export interface SmallShop extends AsyncDisposable {
  readonly ports: AppPorts
  readonly clock: { at: number }
  /** What Stripe says of a session now. */
  readonly sessions: Map<string, CheckoutStatus>
  /** An order of an organisation of its own, with these sessions. */
  order(name: string, sessions: readonly string[]): Promise<Order>
  /** How many letters stand in the queue whose subject fits. */
  letters(about: RegExp): number
}

const TAX = { taxMinor: 980, totalMinor: 5_880 }

export async function openSmallShop(): Promise<SmallShop> {
  const folder = quickFolder('ledgerkeep-small-')
  const at = { at: NOW }
  const clock = { now: () => at.at, sleep: async () => {} }
  const nowhere = 'http://127.0.0.1:9'
  const around = {
    clock,
    toleranceSeconds: 30,
    xero: { addresses: { issuer: nowhere, api: nowhere }, clientId: 'a', clientSecret: null },
    stripe: null,
  }
  const config = parseConfig({ LEDGERKEEP_DATA: folder, LEDGERKEEP_LOG: 'silent' })
  const installation = await compose(config, around, 'http://localhost:9')
  const sessions = new Map<string, CheckoutStatus>()
  const store = await openSqlite(':memory:')
  const ports: AppPorts = { ...installation.ports, store, payments: sayingOnly(sessions) }
  const subjects: string[] = []
  const { mail } = ports.store
  const queue = mail.queueMail
  mail.queueMail = async (letter, owner) => {
    const queued = await queue(letter, owner)
    if (queued) subjects.push(letter.subject)
    return queued
  }
  await ports.store.connect.savePerson(PERSON)
  return {
    ports,
    clock: at,
    sessions,
    order: (name, ids) => addOrder(ports, name, ids),
    letters: (about) => subjects.filter((one) => about.test(one)).length,
    async [Symbol.asyncDispose]() {
      await store.close()
      await installation.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function addOrder(ports: AppPorts, name: string, ids: readonly string[]): Promise<Order> {
  const { store, secrets } = ports
  const id = (kind: string) => `${kind}_${name}`
  const organisation = { ...ORGANISATION, id: id('org'), tenantId: name, country: 'GB' }
  await store.connect.saveOrganisation(organisation)
  const connection = { ...CONNECTION, id: id('con'), organisationId: organisation.id }
  await store.connect.saveConnection({ ...connection, xeroConnectionId: name })
  await store.scan.addScan({ ...SCAN, id: id('scn'), connectionId: connection.id }, [
    { ...RESOURCE, scanId: id('scn') },
  ])
  const content = JSON.stringify({ name })
  const hash = secrets.fingerprint(content)
  const quote = { ...QUOTE, id: id('quo'), connectionId: connection.id, scanId: id('scn') }
  await store.quote.addQuote({ ...quote, content, hash })
  const details = { ...NOBODY, country: 'GB' }
  const order: Order = { ...ORDER, ...TAX, id: id('ord'), details, connectionId: connection.id }
  const checkoutId = ids.at(-1) ?? null
  await store.order.addOrder({ ...order, quoteId: quote.id, checkoutId })
  for (const session of ids) {
    const open = { orderId: order.id, state: 'open', paymentIntentId: null } as const
    await store.order.addCheckout({ ...open, id: session, openedAt: NOW })
  }
  return { ...order, quoteId: quote.id, checkoutId }
}

const NOBODY = {
  name: 'Ann',
  addressLine1: '1 Quay Street',
  addressLine2: '',
  city: 'Bristol',
  postalCode: '',
  email: 'ann@example.com',
  vatNumber: '',
}

/** A session that is paid in full and as it was quoted. */
export async function paidStatus(
  { ports }: SmallShop,
  order: Order,
  sessionId: string,
): Promise<CheckoutStatus> {
  const quote = await ports.store.quote.quote(order.quoteId)
  return {
    sessionId,
    status: 'complete',
    url: null,
    paid: 'paid',
    money: 'arrived',
    mode: 'payment',
    livemode: false,
    currency: 'GBP',
    subtotalMinor: order.netMinor,
    discountMinor: 0,
    ...TAX,
    orderId: order.id,
    quoteHash: quote?.hash ?? null,
    paymentIntentId: `pi_${sessionId}`,
    customerId: null,
    invoiceUrl: null,
    refundedMinor: 0,
    disputed: false,
    billingCountry: 'GB',
    cardCountry: 'GB',
  }
}

function sayingOnly(sessions: ReadonlyMap<string, CheckoutStatus>): Payments {
  const never = () => Promise.reject(new Error('nothing of the kind is asked here'))
  return {
    open: never,
    refund: never,
    refundState: never,
    ledger: never,
    expire: async () => {},
    event: () => {
      throw new Error('no webhook arrives here')
    },
    status: async (id) => {
      const found = sessions.get(id)
      if (!found) throw new Error(`Nobody said how ${id} stands.`)
      return found
    },
  }
}
