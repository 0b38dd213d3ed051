import type Stripe from 'stripe'
import { priceLines, type Reduction } from './amounts.ts'
import { newId } from './ids.ts'
import { storedMetadata } from './metadata.ts'
import { makePrice } from './objects/session-line.ts'
import type { SessionLine } from './stored.ts'
import type { StoredSession, World } from './world.ts'

/** Builds the lines of a new session. The parameters have been checked. */
export function makeLines(
  world: World,
  params: Stripe.Checkout.SessionCreateParams,
): SessionLine[] {
  return (params.line_items ?? []).map((item) => {
    const data = item.price_data
    const currency = data?.currency ?? 'gbp'
    return {
      id: newId('li'),
      name: data?.product_data?.name ?? '',
      currency,
      unitAmount: data?.unit_amount ?? 0,
      quantity: item.quantity ?? 1,
      metadata: storedMetadata(item.metadata),
      price: makePrice(world, data ?? { currency }),
      rates: (item.tax_rates ?? []).flatMap((id) => world.taxRates.get(id) ?? []),
      amounts: { subtotal: 0, discount: 0, taxes: [], tax: 0, total: 0 },
    }
  })
}

/** Works out lines and totals again, after a discount or a tax decision. */
export function reprice(stored: StoredSession): void {
  const reduction = reductionOf(stored.discount?.coupon)
  const priced = priceLines(stored.lines, reduction)
  stored.lines = stored.lines.map((line, at) => ({ ...line, amounts: priced[at] ?? line.amounts }))
  const sum = (pick: (line: SessionLine) => number) =>
    stored.lines.reduce((total, line) => total + pick(line), 0)
  const { session } = stored
  session.amount_subtotal = sum((line) => line.amounts.subtotal)
  session.amount_total = sum((line) => line.amounts.total)
  session.total_details = {
    amount_discount: sum((line) => line.amounts.discount),
    amount_shipping: 0,
    amount_tax: sum((line) => line.amounts.tax),
  }
  // A total of zero asks for no card, and says so from the start.
  session.payment_method_collection = session.amount_total === 0 ? 'if_required' : 'always'
}

function reductionOf(coupon: Stripe.Coupon | undefined): Reduction | undefined {
  if (coupon === undefined) return undefined
  if (coupon.amount_off !== null) return { amountOff: coupon.amount_off }
  return { percentOff: coupon.percent_off ?? 0 }
}

/** The session's totals by discount and by tax rate, shown only when asked for. */
export function breakdown(stored: StoredSession): Stripe.Checkout.Session.TotalDetails.Breakdown {
  const { discount } = stored
  const taxes = new Map<string, Stripe.Checkout.Session.TotalDetails.Breakdown.Tax>()
  for (const line of stored.lines) {
    for (const [at, rate] of line.rates.entries()) {
      const before = taxes.get(rate.id)
      const tax = line.amounts.taxes[at]
      taxes.set(rate.id, {
        amount: (before?.amount ?? 0) + (tax?.amount ?? 0),
        rate,
        taxability_reason: null,
        taxable_amount: (before?.taxable_amount ?? 0) + (tax?.taxable ?? 0),
      })
    }
  }
  const off = stored.session.total_details?.amount_discount ?? 0
  return {
    discounts: discount === null ? [] : [{ amount: off, discount: discount.discount }],
    taxes: [...taxes.values()],
  }
}
