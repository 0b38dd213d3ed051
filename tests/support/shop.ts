import { request } from 'node:http'
import type { RecordedRequest } from '../../simulators/stripe/recorded-requests.ts'
import type { OrderView } from '../../src/app/app.ts'
import { EVERYTHING, type Filter } from '../../src/core/filter.ts'
import type { InvoiceDetails, Order } from '../../src/ports/store/order.ts'
import { buy, orderIn, payPage } from './buyer.ts'
import { type Customer, connect, INVOICE, scan } from './customer.ts'
import { type Bench, type InstallationOptions, startInstallation } from './installation.ts'
import { stripeWitness, type Witness } from './stripe-witness.ts'

/** What the Stripe simulator tells of its books. */
export interface StripeBooks {
  readonly sessions: readonly {
    readonly id: string
    readonly status: string
    readonly url: string | null
    readonly payment_intent: string | null
    readonly client_reference_id: string
    readonly amount_total: number
  }[]
  readonly charges: readonly {
    readonly id: string
    readonly amount: number
    readonly amount_refunded: number
    readonly status: string
  }[]
  readonly refunds: readonly { readonly id: string }[]
  readonly credit_notes: readonly {
    readonly total: number
    readonly subtotal: number
    readonly reason: string
  }[]
  readonly invoices: readonly { readonly footer: string | null; readonly total: number }[]
  readonly disputes: readonly { readonly id: string }[]
  readonly customers: readonly { readonly id: string; readonly name: string }[]
  readonly events: readonly { readonly id: string; readonly type: string }[]
  readonly deliveries: readonly { readonly type: string; readonly status: number }[]
}

/** An installation that sells, with one customer and a finished scan. */
export interface Shop extends AsyncDisposable {
  readonly bench: Bench
  readonly customer: Customer
  readonly scanId: string
  /** Presses *Buy* and sends the invoice details; gives the order and the payment page. */
  order(choice?: {
    readonly filter?: Filter
    readonly details?: Partial<InvoiceDetails>
  }): Promise<{ readonly orderId: string; readonly url: string }>
  /** Orders and pays, and waits until the order is settled. */
  sell(choice?: {
    readonly filter?: Filter
    readonly details?: Partial<InvoiceDetails>
    readonly page?: Readonly<Record<string, string>>
  }): Promise<OrderView>
  settled(orderId: string, withinMs?: number): Promise<OrderView>
  stored(orderId: string): Promise<Order>
  backups(): Promise<number>
  books(): Promise<StripeBooks>
  tell(what: string, body: object): Promise<void>
}

export async function openShop(options: InstallationOptions = {}): Promise<Shop> {
  const bench = await startInstallation({ payments: true, ...options })
  const customer = await connect(bench)
  const scanId = (await scan(bench, customer)).id
  const control = bench.stripe?.control ?? ''
  const shop: Shop = {
    bench,
    customer,
    scanId,
    async order({ filter = EVERYTHING, details = {} } = {}) {
      const orderId = await buy(bench, customer, scanId, filter)
      const form = { ...INVOICE, ...details }
      const { url } = await bench.app.order.pay(customer.personId, orderId, form)
      return { orderId, url }
    },
    async sell(choice = {}) {
      const { orderId, url } = await shop.order(choice)
      const country = choice.details?.country ?? INVOICE.country
      await payPage(bench, { url }, { country, ...choice.page })
      return shop.settled(orderId)
    },
    settled: (orderId, withinMs = 90_000) =>
      orderIn(bench, customer, orderId, (one) => one.state !== 'unpaid', withinMs),
    async stored(orderId) {
      const order = await bench.installation.ports.store.order.order(orderId)
      if (!order) throw new Error(`There is no order ${orderId}.`)
      return order
    },
    async backups() {
      const { store } = bench.installation.ports
      return (await store.backup.backupsOf(customer.connectionId)).length
    },
    books: async () => JSON.parse(await ask(`${control}/state`)) as StripeBooks,
    tell: async (what, body) => void (await ask(`${control}/${what}`, body)),
    async [Symbol.asyncDispose]() {
      try {
        witnessRequests(bench.stripe?.requests ?? [])
      } finally {
        await bench[Symbol.asyncDispose]()
      }
    },
  }
  return shop
}

/** The payment page that another tab gets by other details, while the first one stays open as well. */
export async function pageOfSecondTab(
  { bench, customer }: Shop,
  orderId: string,
): Promise<{ readonly url: string }> {
  const { payments } = bench.installation.ports
  if (!payments) throw new Error('The shop takes no payments.')
  const expire = payments.expire.bind(payments)
  payments.expire = async () => {}
  const details = { ...INVOICE, name: 'Second Tab Ltd' }
  const page = await bench.app.order.pay(customer.personId, orderId, details)
  payments.expire = expire
  return page
}

/** Gives money of the first charge back as a person does in Stripe itself, without any credit note. */
export async function refundAtStripe(shop: Shop, amount: number): Promise<void> {
  const [charge] = (await shop.books()).charges
  const answer = await fetch(`${shop.bench.stripe?.url}/v1/refunds`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_demo' },
    body: new URLSearchParams({ charge: charge?.id ?? '', amount: String(amount) }),
  })
  const told = await answer.text()
  if (!answer.ok) throw new Error(`The Stripe simulator refused a refund: ${told}`)
}

let witness: Witness | null = null

/** Whatever was asked of Stripe must satisfy its own descriptions, in every test. */
function witnessRequests(asked: readonly RecordedRequest[]): void {
  witness ??= stripeWitness()
  const own = asked.filter((one) => !one.path.includes('coupon') && !one.path.includes('promotion'))
  const faults = own.flatMap((one) => witness?.faults(one) ?? [])
  if (faults.length > 0) throw new Error(`Stripe would refuse: ${faults.join('\n')}`)
}

/** Asks the control of the simulator on a connection of its own: one kept open may just be closing. */
function ask(url: string, body?: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const method = body ? 'POST' : 'GET'
    const sent = request(url, { agent: false, method }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (answer.statusCode === 200) resolve(text)
        else reject(new Error(`The Stripe simulator refused ${url}: ${text}`))
      })
    })
    sent.on('error', reject)
    sent.end(body ? JSON.stringify(body) : '')
  })
}
