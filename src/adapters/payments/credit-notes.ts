import Stripe from 'stripe'
import { LedgerkeepError } from '../../core/errors.ts'
import { type Billed, type Credit, creditShare } from '../../core/order-refund.ts'
import type { RefundRequest } from '../../ports/payments.ts'
import { askOnce } from './ask-once.ts'
import { idOf } from './read-session.ts'
import type { StripeAccess } from './stripe-access.ts'

/** An invoice with one line, and what was credited of it so far. */
export interface Invoiced {
  readonly id: string
  readonly line: Stripe.InvoiceLineItem
  /** Without those that were voided. */
  readonly notes: readonly Stripe.CreditNote[]
  /** What no note has credited yet. */
  readonly left: Credit
}

/** Reads the credit notes of an invoice of ours. Throws `bug` when it has not just one line. */
export async function readInvoiced(
  { client }: StripeAccess,
  invoice: Stripe.Invoice,
): Promise<Invoiced> {
  const id = invoice.id ?? ''
  const line = invoice.lines.data[0]
  if (!line || invoice.lines.data.length > 1) {
    throw new LedgerkeepError('bug', `The invoice ${id} does not have one line.`)
  }
  const notes = await notesOf(client, id)
  return { id, line, notes, left: leftOf(billedOf(line), notes) }
}

async function notesOf(client: Stripe, invoice: string): Promise<readonly Stripe.CreditNote[]> {
  const { data } = await client.creditNotes.list({ invoice, limit: 100 })
  return data.filter((note) => note.status !== 'void')
}

/** What a share of the invoice comes to. */
export const shareOf = ({ line }: Invoiced, part: number, whole: number): Credit =>
  creditShare(billedOf(line), part, whole)

const billedOf = (line: Stripe.InvoiceLineItem): Billed => ({
  netMinor: line.amount,
  discountMinor: (line.discount_amounts ?? []).reduce((sum, one) => sum + one.amount, 0),
  taxMinor: (line.taxes ?? []).reduce((sum, one) => sum + one.amount, 0),
})

function leftOf(billed: Billed, notes: readonly Stripe.CreditNote[]): Credit {
  const sum = (pick: (note: Stripe.CreditNote) => number) =>
    notes.reduce((total, note) => total + pick(note), 0)
  const total = billed.netMinor - billed.discountMinor + billed.taxMinor
  return {
    netMinor: billed.netMinor - sum((note) => note.subtotal),
    totalMinor: total - sum((note) => note.total),
  }
}

/** Where the money of a credit note comes from: a refund that it makes, or refunds that were made. */
export type NoteMoney = Pick<Stripe.CreditNoteCreateParams, 'refund_amount' | 'refunds'>

/**
 * Issues the credit note of a request; idempotent under keys of its own. Stripe says that a line's amount is
 * without tax where Stripe Tax is on, and does not say it for tax rates of ours: a note that does not come
 * to its money is refused whole, and is then asked for with the amount that has the tax in it.
 */
export async function addNote(
  access: StripeAccess,
  request: RefundRequest,
  invoiced: Invoiced,
  credit: Credit,
  money: NoteMoney,
): Promise<Stripe.CreditNote> {
  const { client } = access
  const issue = (amount: number) =>
    askOnce(access, request, {
      what: 'cn',
      amountMinor: amount,
      money,
      create: (idempotencyKey) =>
        client.creditNotes.create(noteParams(request, invoiced, amount, money), { idempotencyKey }),
      find: async () => (await notesOf(client, invoiced.id)).find(isOf(request)),
    })
  try {
    return await issue(credit.netMinor)
  } catch (error) {
    if (credit.totalMinor === credit.netMinor || !isRefused(error)) throw error
    return issue(credit.totalMinor).catch((again) =>
      Promise.reject(isRefused(again) ? error : again),
    )
  }
}

/** Without a code: those tell another reason than the amounts. */
const isRefused = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && !error.code

const noteParams = (
  request: RefundRequest,
  { id, line }: Invoiced,
  amount: number,
  money: NoteMoney,
): Stripe.CreditNoteCreateParams => ({
  invoice: id,
  lines: [{ type: 'invoice_line_item', invoice_line_item: line.id, amount }],
  ...money,
  reason: request.reason,
  memo: request.memo,
  metadata: metadataOf(request),
})

/** Those whose money has not come back. */
export const standing = (refunds: readonly Stripe.Refund[]): readonly Stripe.Refund[] =>
  refunds.filter((one) => one.status !== 'failed' && one.status !== 'canceled')

/**
 * Refunds that no credit note names make up so much, `first` before the others: what a person gave back in
 * Stripe itself has no note yet.
 */
export function linkRefunds(
  wantedMinor: number,
  first: Stripe.Refund | null,
  refunds: readonly Stripe.Refund[],
  notes: readonly Stripe.CreditNote[],
): NonNullable<NoteMoney['refunds']> {
  const kept = standing(refunds)
  const ordered = [
    ...kept.filter((one) => one.id === first?.id),
    ...kept.filter((one) => one.id !== first?.id),
  ]
  const linked: NonNullable<NoteMoney['refunds']> = []
  let missing = wantedMinor
  for (const refund of ordered) {
    const amount = Math.min(missing, refund.amount - namedBy(notes, refund.id))
    if (amount <= 0) continue
    linked.push({ type: 'refund', refund: refund.id, amount_refunded: amount })
    missing -= amount
  }
  return linked
}

const namedBy = (notes: readonly Stripe.CreditNote[], refundId: string): number =>
  notes
    .flatMap((note) => note.refunds)
    .filter((one) => idOf(one.refund) === refundId)
    .reduce((sum, one) => sum + one.amount_refunded, 0)

/** What tells the note or refund of a request from others. */
export const metadataOf = ({ orderId, number }: RefundRequest) => ({
  order_id: orderId,
  refund_number: String(number),
})

/** Made at an earlier try whose answer was lost: Stripe forgets the key of a request after a day. */
export const isOf =
  ({ orderId, number }: RefundRequest) =>
  ({ metadata }: { readonly metadata: Stripe.Metadata | null }): boolean =>
    metadata?.order_id === orderId && metadata.refund_number === String(number)
