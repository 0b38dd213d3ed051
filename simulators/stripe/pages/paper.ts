import type Stripe from 'stripe'
import { showMoney } from '../money.ts'
import type { World } from '../world.ts'

/** The lines of text of an invoice, as its page and its PDF show them. */
export function invoiceText(world: World, invoice: Stripe.Invoice): string[] {
  return [
    `Invoice ${invoice.number}`,
    `Date: ${day(invoice.created)}`,
    `From: ${invoice.account_name}`,
    ...(invoice.account_tax_ids ?? []).map((id) => `Seller's tax ID: ${String(id)}`),
    `To: ${invoice.customer_name ?? ''}, ${invoice.customer_email ?? ''}`,
    addressLine(invoice.customer_address),
    ...(invoice.customer_tax_ids ?? []).map(
      (id) => `Buyer's tax ID: ${id.value ?? ''} (${id.type})`,
    ),
    ...(invoice.custom_fields ?? []).map((each) => `${each.name}: ${each.value}`),
    invoice.description ?? '',
    ...invoice.lines.data.map(
      (line) => `${line.description ?? ''}: ${showMoney(line.amount, line.currency)}`,
    ),
    ...discountLine(invoice),
    `Net: ${showMoney(invoice.total_excluding_tax ?? invoice.total, invoice.currency)}`,
    ...(invoice.total_taxes ?? []).map((tax) => taxLine(world, tax, invoice.currency)),
    `Total: ${showMoney(invoice.total, invoice.currency)}`,
    `Paid: ${showMoney(invoice.amount_paid, invoice.currency)}`,
    invoice.footer ?? '',
  ].filter((line) => line !== '')
}

/** The lines of text of a credit note. */
export function creditNoteText(world: World, note: Stripe.CreditNote): string[] {
  return [
    `Credit note ${note.number}`,
    `Date: ${day(note.created)}`,
    `For invoice: ${world.invoices.get(String(note.invoice))?.number ?? ''}`,
    ...note.lines.data.map(
      (line) => `${line.description ?? ''}: ${showMoney(line.amount, note.currency)}`,
    ),
    `Net: ${showMoney(note.total_excluding_tax ?? note.total, note.currency)}`,
    ...(note.total_taxes ?? []).map((tax) => taxLine(world, tax, note.currency)),
    `Total credited: ${showMoney(note.total, note.currency)}`,
    note.memo ?? '',
  ].filter((line) => line !== '')
}

function day(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 10)
}

function addressLine(address: Stripe.Address | null): string {
  const parts = [address?.line1, address?.city, address?.postal_code, address?.country]
  return parts.filter((part) => part).join(', ')
}

function discountLine(invoice: Stripe.Invoice): string[] {
  const off = (invoice.total_discount_amounts ?? []).reduce((sum, each) => sum + each.amount, 0)
  return off === 0 ? [] : [`Discount: -${showMoney(off, invoice.currency)}`]
}

function taxLine(world: World, tax: Stripe.Invoice.TotalTax, currency: string): string {
  const rate = world.taxRates.get(tax.tax_rate_details?.tax_rate ?? '')
  return `${rate?.display_name ?? 'Tax'} ${rate?.percentage ?? ''}%: ${showMoney(tax.amount, currency)}`
}
