import type Stripe from 'stripe'
import { refuse } from '../../core/errors.ts'
import { creditShare } from '../../core/order-refund.ts'
import type { RefundRequest, RefundResult } from '../../ports/payments.ts'
import { bareRefund, refundsOf } from './bare-refund.ts'
import { addNote, type Invoiced, isOf, linkRefunds, readInvoiced, shareOf } from './credit-notes.ts'
import { expanded, idOf } from './read-session.ts'
import { refundProblem } from './refund-problem.ts'
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
    if (!invoice) return withoutInvoice(access, request, charge)
    const invoiced = await readInvoiced(access, invoice)
    const mine = invoiced.notes.find(isOf(request))
    if (mine) return await credited(access, mine)
    return request.share
      ? await creditPart(access, request, invoiced, charge)
      : await creditRest(access, request, invoiced, charge)
  } catch (error) {
    throw await refundProblem(access, request, error)
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

const leftOn = (charge: Stripe.Charge): number => charge.amount - charge.amount_refunded

/** A share of the invoice; or the money of a share whose note stands because its bank refused the refund. */
async function creditPart(
  access: StripeAccess,
  request: RefundRequest,
  invoiced: Invoiced,
  charge: Stripe.Charge,
): Promise<RefundResult> {
  const { part, whole } = request.share ?? { part: 0, whole: 1 }
  const begun = (await refundsOf(access, charge)).find(isOf(request))
  if (begun) return refunded(begun)
  const wanted = shareOf(invoiced, part, whole)
  if (wanted.totalMinor === 0) return NOTHING
  const owed = Math.min(leftOn(charge) - invoiced.left.totalMinor, wanted.totalMinor)
  if (owed > 0) return refunded(await bareRefund(access, request, charge, owed))
  if (wanted.totalMinor > leftOn(charge)) throw tooMuch()
  const note = await addNote(access, request, invoiced, wanted, {
    refund_amount: wanted.totalMinor,
  })
  return credited(access, note)
}

/**
 * All that is left, of the money and of the invoice. The two differ after a refund that failed at the bank
 * (its note stands) and after one that was made in Stripe itself (it may have no note): then the money goes
 * first, and one note names all refunds that it is for.
 */
async function creditRest(
  access: StripeAccess,
  request: RefundRequest,
  invoiced: Invoiced,
  charge: Stripe.Charge,
): Promise<RefundResult> {
  const { left } = invoiced
  const refunds = await refundsOf(access, charge)
  const begun = refunds.find(isOf(request))
  if (!begun && left.totalMinor > 0 && left.totalMinor === leftOn(charge)) {
    const money = { refund_amount: left.totalMinor }
    return credited(access, await addNote(access, request, invoiced, left, money))
  }
  const amount = leftOn(charge)
  const made = begun ?? (amount > 0 ? await bareRefund(access, request, charge, amount) : null)
  if (left.totalMinor === 0) return made ? refunded(made) : NOTHING
  const known = made && !begun ? [made, ...refunds] : refunds
  const linked = linkRefunds(left.totalMinor, made, known, invoiced.notes)
  const note = await addNote(access, request, invoiced, left, { refunds: linked })
  return made ? { ...refunded(made), creditNoteId: note.id } : { ...NOTHING, creditNoteId: note.id }
}

async function credited(access: StripeAccess, note: Stripe.CreditNote): Promise<RefundResult> {
  const refundId = idOf(note.refunds[0]?.refund)
  const creditNoteId = note.id
  if (refundId === null) {
    return { amountMinor: note.total, state: 'pending', refundId, creditNoteId }
  }
  const refund = await access.client.refunds.retrieve(refundId)
  return { ...refunded(refund), creditNoteId }
}

/** What was paid has no invoice: an older session, or none was to be had. */
async function withoutInvoice(
  access: StripeAccess,
  request: RefundRequest,
  charge: Stripe.Charge,
): Promise<RefundResult> {
  const mine = (await refundsOf(access, charge)).find(isOf(request))
  if (mine) return refunded(mine)
  const paid = { netMinor: charge.amount, discountMinor: 0, taxMinor: 0 }
  const { share } = request
  const amount = share
    ? creditShare(paid, share.part, share.whole).totalMinor
    : charge.amount - charge.amount_refunded
  if (amount === 0) return NOTHING
  if (amount > leftOn(charge)) throw tooMuch()
  return refunded(await bareRefund(access, request, charge, amount))
}

const refunded = (refund: Stripe.Refund): RefundResult => ({
  amountMinor: refund.amount,
  state: stateOf(refund.status),
  refundId: refund.id,
  creditNoteId: null,
})

const tooMuch = () =>
  refuse('Less than that is left of this payment.', 'Pay all that is left back instead.', {
    reason: 'conflict',
  })

function stateOf(status: string | null): RefundResult['state'] {
  if (status === 'succeeded') return 'succeeded'
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending'
}
