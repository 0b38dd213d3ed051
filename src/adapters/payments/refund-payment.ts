import type Stripe from 'stripe'
import { LedgerkeepError } from '../../core/errors.ts'
import { type Billed, creditShare } from '../../core/order-refund.ts'
import type { RefundRequest, RefundResult } from '../../ports/payments.ts'
import { expanded, idOf } from './read-session.ts'
import type { StripeAccess } from './stripe-access.ts'
import { asPaymentError } from './stripe-errors.ts'

const NOTHING: RefundResult = {
  amountMinor: 0,
  state: 'succeeded',
  refundId: null,
  creditNoteId: null,
}

/**
 * Gives money back. Where there is an invoice it is a credit note that does so: a bare refund would
 * leave the invoice standing as it is, and the VAT with it.
 */
export async function refundPayment(
  access: StripeAccess,
  request: RefundRequest,
): Promise<RefundResult> {
  try {
    const expand = ['payment_intent.latest_charge', 'invoice']
    const session = await access.client.checkout.sessions.retrieve(request.sessionId, { expand })
    const charge = expanded(expanded(session.payment_intent)?.latest_charge)
    // Nothing was to be paid, so nothing can be given back.
    if (!charge || session.payment_status !== 'paid') return NOTHING
    const invoice = expanded(session.invoice)
    return invoice
      ? await credit(access, request, invoice, charge)
      : await bareRefund(access, request, charge)
  } catch (error) {
    throw asPaymentError(error)
  }
}

/** How a refund stands now. */
export async function refundState(
  { client }: StripeAccess,
  refundId: string,
): Promise<RefundResult['state']> {
  try {
    return stateOf((await client.refunds.retrieve(refundId)).status)
  } catch (error) {
    throw asPaymentError(error)
  }
}

const keyOf = ({ orderId, number }: RefundRequest) => ({
  idempotencyKey: `rf:${orderId}:${number}`,
})

const metadataOf = ({ orderId, number }: RefundRequest) => ({
  order_id: orderId,
  refund_number: String(number),
})

async function credit(
  access: StripeAccess,
  request: RefundRequest,
  invoice: Stripe.Invoice,
  charge: Stripe.Charge,
): Promise<RefundResult> {
  const line = invoice.lines.data[0]
  if (!line || invoice.lines.data.length > 1) {
    throw new LedgerkeepError('bug', `The invoice ${invoice.id} does not have one line.`)
  }
  const { data } = await access.client.creditNotes.list({ invoice: invoice.id ?? '', limit: 100 })
  const notes = data.filter((note) => note.status !== 'void')
  const mine = notes.find(isOf(request))
  if (mine) return credited(access, mine)
  const wanted = creditOf(request, line, notes)
  // The notes stand when the bank fails a refund, and only the money is still to be given back.
  if (wanted.totalMinor === 0) return request.share ? NOTHING : bareRefund(access, request, charge)
  const note = await access.client.creditNotes.create(
    {
      invoice: invoice.id ?? '',
      lines: [{ type: 'invoice_line_item', invoice_line_item: line.id, amount: wanted.netMinor }],
      refund_amount: wanted.totalMinor,
      reason: request.reason,
      memo: request.memo,
      metadata: metadataOf(request),
    },
    keyOf(request),
  )
  return credited(access, note)
}

async function credited(access: StripeAccess, note: Stripe.CreditNote): Promise<RefundResult> {
  const refundId = idOf(note.refunds[0]?.refund)
  return {
    amountMinor: note.total,
    state: refundId === null ? 'pending' : await refundState(access, refundId),
    refundId,
    creditNoteId: note.id,
  }
}

/** Made at an earlier try whose answer was lost: Stripe forgets the key of a request after a day. */
const isOf =
  ({ orderId, number }: RefundRequest) =>
  ({ metadata }: { readonly metadata: Stripe.Metadata | null }): boolean =>
    metadata?.order_id === orderId && metadata.refund_number === String(number)

/** A share of the invoice, or what earlier credit notes have left of it. */
function creditOf(
  request: RefundRequest,
  line: Stripe.InvoiceLineItem,
  earlier: readonly Stripe.CreditNote[],
) {
  const billed = billedOf(line)
  if (request.share) return creditShare(billed, request.share.part, request.share.whole)
  const sum = (pick: (note: Stripe.CreditNote) => number) =>
    earlier.reduce((total, note) => total + pick(note), 0)
  const total = billed.netMinor - billed.discountMinor + billed.taxMinor
  return {
    netMinor: billed.netMinor - sum((note) => note.subtotal),
    totalMinor: total - sum((note) => note.total),
  }
}

const billedOf = (line: Stripe.InvoiceLineItem): Billed => ({
  netMinor: line.amount,
  discountMinor: (line.discount_amounts ?? []).reduce((sum, one) => sum + one.amount, 0),
  taxMinor: (line.taxes ?? []).reduce((sum, one) => sum + one.amount, 0),
})

async function bareRefund(
  { client }: StripeAccess,
  request: RefundRequest,
  charge: Stripe.Charge,
): Promise<RefundResult> {
  const { data } = await client.refunds.list({ charge: charge.id, limit: 100 })
  const mine = data.find(isOf(request))
  if (mine) return refunded(mine)
  const paid = { netMinor: charge.amount, discountMinor: 0, taxMinor: 0 }
  const { share } = request
  const amount = share
    ? creditShare(paid, share.part, share.whole).totalMinor
    : charge.amount - charge.amount_refunded
  if (amount === 0) return NOTHING
  const refund = await client.refunds.create(
    {
      charge: charge.id,
      amount,
      reason: request.reason === 'duplicate' ? 'duplicate' : 'requested_by_customer',
      metadata: metadataOf(request),
    },
    keyOf(request),
  )
  return refunded(refund)
}

const refunded = (refund: Stripe.Refund): RefundResult => ({
  amountMinor: refund.amount,
  state: stateOf(refund.status),
  refundId: refund.id,
  creditNoteId: null,
})

function stateOf(status: string | null): RefundResult['state'] {
  if (status === 'succeeded') return 'succeeded'
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending'
}
