import type Stripe from 'stripe'
import { newId } from '../ids.ts'
import type { SessionLine } from '../stored.ts'

/** A session's line as it stands on the invoice: amount before discount, taxes beside it. */
export function makeInvoiceLine(
  invoice: string,
  line: SessionLine,
  discount: string | null,
  at: number,
): Stripe.InvoiceLineItem {
  const off = line.amounts.discount
  return {
    id: newId('il'),
    object: 'line_item',
    amount: line.amounts.subtotal,
    currency: line.currency,
    description: line.name,
    discount_amounts: discount === null || off === 0 ? [] : [{ amount: off, discount }],
    discountable: true,
    discounts: discount === null ? [] : [discount],
    invoice,
    livemode: false,
    metadata: { ...line.metadata },
    parent: null,
    period: { start: at, end: at },
    pretax_credit_amounts: [],
    pricing: {
      type: 'price_details',
      price_details: { price: line.price.id, product: String(line.price.product) },
      unit_amount_decimal: null,
    },
    quantity: line.quantity,
    quantity_decimal: null,
    subscription: null,
    subtotal: line.amounts.subtotal,
    taxes: line.rates.map((rate, index) => taxOf(rate, line, index)),
  }
}

function taxOf(rate: Stripe.TaxRate, line: SessionLine, index: number): Stripe.InvoiceLineItem.Tax {
  return {
    amount: line.amounts.taxes[index]?.amount ?? 0,
    tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: rate.id },
    taxability_reason: 'not_available',
    taxable_amount: line.amounts.taxes[index]?.taxable ?? null,
    type: 'tax_rate_details',
  }
}

/** One entry per tax rate over all lines. */
export function totalTaxes<T extends Stripe.InvoiceLineItem.Tax>(taxes: readonly T[]): T[] {
  const byRate = new Map<string, T>()
  for (const tax of taxes) {
    const rate = tax.tax_rate_details?.tax_rate ?? ''
    const sum = byRate.get(rate)
    const merged = sum === undefined ? tax : add(sum, tax)
    byRate.set(rate, merged)
  }
  return [...byRate.values()]
}

function add<T extends Stripe.InvoiceLineItem.Tax>(sum: T, tax: T): T {
  return {
    ...sum,
    amount: sum.amount + tax.amount,
    taxable_amount: (sum.taxable_amount ?? 0) + (tax.taxable_amount ?? 0),
  }
}
