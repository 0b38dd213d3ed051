import type Stripe from 'stripe'
import { portion } from '../amounts.ts'
import { seconds } from '../clock.ts'
import { newId } from '../ids.ts'
import type { World } from '../world.ts'
import { totalTaxes } from './invoice-lines.ts'
import { listOf } from './list.ts'

/** A line of the invoice and how much of it is credited, before exclusive tax. */
export interface CreditedLine {
  readonly line: Stripe.InvoiceLineItem
  readonly amount: number
  readonly quantity: number | null
}

/** The lines of a note, each with its share of the invoice line's discount and taxes. */
export function makeCreditNoteLines(
  world: World,
  credited: readonly CreditedLine[],
): Stripe.CreditNoteLineItem[] {
  return credited.map(({ line, amount, quantity }) => {
    const share = (part: number): number => portion(part, amount, line.amount)
    const taxes = (line.taxes ?? []).map((tax) => ({
      ...tax,
      amount: share(tax.amount),
      taxable_amount: share(tax.taxable_amount ?? 0),
    }))
    const discounts = (line.discount_amounts ?? []).map((each) => ({
      ...each,
      amount: share(each.amount),
    }))
    return {
      id: newId('cnli'),
      object: 'credit_note_line_item',
      amount,
      description: line.description,
      discount_amount: discounts.reduce((sum, each) => sum + each.amount, 0),
      discount_amounts: discounts,
      invoice_line_item: line.id,
      livemode: false,
      metadata: {},
      pretax_credit_amounts: [],
      quantity,
      tax_rates: taxes.flatMap(
        (tax) => world.taxRates.get(tax.tax_rate_details?.tax_rate ?? '') ?? [],
      ),
      taxes,
      type: 'invoice_line_item',
      unit_amount: null,
      unit_amount_decimal: null,
    }
  })
}

/** Amounts of a note in minor units. `total` includes tax. */
interface CreditTotals {
  readonly subtotal: number
  readonly discount: number
  readonly tax: number
  readonly total: number
}

function totalsOf(lines: readonly Stripe.CreditNoteLineItem[]): CreditTotals {
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0)
  const discount = lines.reduce((sum, line) => sum + line.discount_amount, 0)
  const taxes = lines.flatMap((line) => line.taxes ?? [])
  const tax = taxes.reduce((sum, each) => sum + each.amount, 0)
  const added = taxes.reduce(
    (sum, each) => sum + (each.tax_behavior === 'exclusive' ? each.amount : 0),
    0,
  )
  return { subtotal, discount, tax, total: subtotal - discount + added }
}

export function makeCreditNote(
  world: World,
  invoice: Stripe.Invoice,
  params: Stripe.CreditNoteCreateParams,
  lines: Stripe.CreditNoteLineItem[],
): Stripe.CreditNote {
  const id = newId('cn')
  const created = seconds(world.clock)
  const { subtotal, discount, tax, total } = totalsOf(lines)
  const earlier = [...world.creditNotes.values()].filter(
    (note) => note.invoice === invoice.id,
  ).length
  return {
    id,
    object: 'credit_note',
    amount: total,
    amount_shipping: 0,
    created,
    currency: invoice.currency,
    customer: invoice.customer ?? '',
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: discount,
    discount_amounts: [],
    effective_at: params.effective_at ?? created,
    invoice: invoice.id,
    lines: listOf(lines, `/v1/credit_notes/${id}/lines`),
    livemode: false,
    memo: params.memo ?? null,
    metadata: {},
    number: `${invoice.number}-CN-${String(earlier + 1).padStart(2, '0')}`,
    out_of_band_amount: params.out_of_band_amount ?? null,
    pdf: `${world.publicUrl}/credit_notes/${id}/pdf`,
    post_payment_amount: total,
    pre_payment_amount: 0,
    pretax_credit_amounts: [],
    reason: params.reason ?? null,
    refunds: [],
    shipping_cost: null,
    status: 'issued',
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_excluding_tax: total - tax,
    total_taxes: totalTaxes(lines.flatMap((line) => line.taxes ?? [])),
    type: 'post_payment',
    voided_at: null,
  }
}
