import type Stripe from 'stripe'
import { seconds } from '../clock.ts'
import { newId } from '../ids.ts'
import type { StoredSession, World } from '../world.ts'
import { makeInvoiceLine, totalTaxes } from './invoice-lines.ts'
import { listOf } from './list.ts'

/** The invoice of a paid session: finalised and paid at once, with its number and pages. */
export function makeInvoice(
  world: World,
  stored: StoredSession,
  customer: Stripe.Customer,
): Stripe.Invoice {
  const id = newId('in')
  const now = seconds(world.clock)
  const discount = stored.discount?.discount.id ?? null
  const lines = stored.lines.map((line) => makeInvoiceLine(id, line, discount, now))
  return {
    id,
    object: 'invoice',
    created: now,
    period_start: now,
    period_end: now,
    effective_at: now,
    status: 'paid',
    status_transitions: {
      finalized_at: now,
      marked_uncollectible_at: null,
      paid_at: now,
      voided_at: null,
    },
    number: takeNumber(customer),
    hosted_invoice_url: `${world.publicUrl}/i/${id}`,
    invoice_pdf: `${world.publicUrl}/i/${id}/pdf`,
    lines: listOf(lines, `/v1/invoices/${id}/lines`),
    ...amounts(stored, lines),
    ...parties(world, stored, customer),
    ...wording(stored),
    ...unusedHere(),
  }
}

function takeNumber(customer: Stripe.Customer): string {
  const sequence = customer.next_invoice_sequence ?? 1
  customer.next_invoice_sequence = sequence + 1
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`
}

function amounts(stored: StoredSession, lines: readonly Stripe.InvoiceLineItem[]) {
  const { session, discount } = stored
  const total = session.amount_total ?? 0
  const subtotal = session.amount_subtotal ?? 0
  const tax = session.total_details?.amount_tax ?? 0
  const off = session.total_details?.amount_discount ?? 0
  const included = lines
    .flatMap((line) => line.taxes ?? [])
    .filter((each) => each.tax_behavior === 'inclusive')
  const includedTax = included.reduce((sum, each) => sum + each.amount, 0)
  return {
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: total,
    amount_remaining: 0,
    amount_shipping: 0,
    currency: session.currency ?? 'gbp',
    discounts: discount === null ? [] : [discount.discount.id],
    subtotal,
    subtotal_excluding_tax: subtotal - includedTax,
    total,
    total_discount_amounts:
      discount === null ? [] : [{ amount: off, discount: discount.discount.id }],
    total_excluding_tax: total - tax,
    total_pretax_credit_amounts: [],
    total_taxes: totalTaxes(lines.flatMap((line) => line.taxes ?? [])),
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
  } satisfies Partial<Stripe.Invoice>
}

function parties(world: World, stored: StoredSession, customer: Stripe.Customer) {
  const details = stored.session.customer_details
  return {
    account_country: world.account.country ?? null,
    account_name: 'Ledgerkeep (test)',
    account_tax_ids: stored.session.invoice_creation?.invoice_data.account_tax_ids ?? null,
    customer: customer.id,
    customer_account: null,
    customer_address: details?.address ?? null,
    customer_email: details?.email ?? null,
    customer_name: details?.name ?? null,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: details?.tax_ids ?? [],
    issuer: { type: 'self' },
  } satisfies Partial<Stripe.Invoice>
}

function wording(stored: StoredSession) {
  const data = stored.session.invoice_creation?.invoice_data
  return {
    custom_fields: data?.custom_fields ?? null,
    description: data?.description ?? null,
    footer: data?.footer ?? null,
    metadata: { ...data?.metadata },
  } satisfies Partial<Stripe.Invoice>
}

function unusedHere() {
  return {
    application: null,
    attempt_count: 0,
    attempted: true,
    auto_advance: false,
    automatic_tax: {
      disabled_reason: null,
      enabled: false,
      liability: null,
      provider: null,
      status: null,
    },
    automatically_finalizes_at: null,
    billing_reason: 'manual',
    collection_method: 'charge_automatically',
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    due_date: null,
    ending_balance: 0,
    from_invoice: null,
    last_finalization_error: null,
    latest_revision: null,
    livemode: false,
    next_payment_attempt: null,
    on_behalf_of: null,
    parent: null,
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    test_clock: null,
    webhooks_delivered_at: null,
  } satisfies Partial<Stripe.Invoice>
}
