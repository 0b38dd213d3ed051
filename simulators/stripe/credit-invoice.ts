import type Stripe from 'stripe'
import { portion } from './amounts.ts'
import { invalid, missing, refused } from './api-error.ts'
import { emit } from './events.ts'
import { idOf } from './ids.ts'
import { storedMetadata } from './metadata.ts'
import { type CreditedLine, makeCreditNote, makeCreditNoteLines } from './objects/credit-note.ts'
import { refundCharge } from './refund-charge.ts'
import type { World } from './world.ts'

type Params = Stripe.CreditNoteCreateParams

/**
 * Credits a paid invoice in whole or in part. The total must be accounted for exactly by
 * `refund_amount`, `refunds`, `credit_amount` and `out_of_band_amount` together, else a 400.
 */
export function creditInvoice(
  world: World,
  invoice: Stripe.Invoice,
  params: Params,
): Stripe.CreditNote {
  const note = makeCreditNote(
    world,
    invoice,
    params,
    makeCreditNoteLines(world, creditedLines(invoice, params)),
  )
  note.metadata = storedMetadata(params.metadata)
  checkRoom(invoice, note.total)
  const linked = linkedRefunds(world, params)
  checkAccounted(note, params, linked)
  if (params.refund_amount !== undefined && params.refund_amount > 0) {
    linked.push(newRefund(world, invoice, params.refund_amount))
  }
  note.refunds = linked
  world.creditNotes.set(note.id, note)
  invoice.post_payment_credit_notes_amount += note.total
  emit(world, 'credit_note.created', note)
  emit(world, 'invoice.updated', invoice)
  return note
}

function creditedLines(invoice: Stripe.Invoice, params: Params): CreditedLine[] {
  if ((params.lines === undefined) === (params.amount === undefined)) {
    throw invalid('Pass exactly one of amount and lines.', 'lines')
  }
  if (params.lines === undefined) return spread(invoice, params.amount ?? 0)
  return params.lines.map((wanted, at) => {
    const name = `lines[${at}]`
    if (wanted.type !== 'invoice_line_item')
      throw invalid('Only lines of the invoice can be credited here.', name)
    const line = invoice.lines.data.find((each) => each.id === wanted.invoice_line_item)
    if (line === undefined) {
      throw missing(
        'invoice line item',
        wanted.invoice_line_item ?? '',
        `${name}[invoice_line_item]`,
        400,
      )
    }
    const quantity = wanted.amount === undefined ? (wanted.quantity ?? line.quantity ?? 1) : null
    const amount = wanted.amount ?? portion(line.amount, quantity ?? 0, line.quantity ?? 1)
    if (amount > line.amount)
      throw refused('The line cannot be credited with more than its amount.', name)
    return { line, amount, quantity }
  })
}

/** A bare amount includes tax: each line gives its share, so the note carries the invoice's tax in proportion. */
function spread(invoice: Stripe.Invoice, gross: number): CreditedLine[] {
  return invoice.lines.data.map((line) => ({
    line,
    amount: portion(line.amount, gross, invoice.total),
    quantity: null,
  }))
}

function checkRoom(invoice: Stripe.Invoice, total: number): void {
  const room = invoice.amount_paid - invoice.post_payment_credit_notes_amount
  if (total <= room) return
  throw refused(`The credit of ${total} is more than the ${room} left on the invoice.`, 'amount')
}

function linkedRefunds(world: World, params: Params): Stripe.CreditNote.Refund[] {
  return (params.refunds ?? []).map((given, at) => {
    const refund = world.refunds.get(given.refund ?? '')
    if (refund === undefined)
      throw missing('refund', given.refund ?? '', `refunds[${at}][refund]`, 400)
    const amount = given.amount_refunded ?? refund.amount
    if (refund.status === 'failed' || refund.status === 'canceled')
      throw refused('A refund that failed cannot be linked.', `refunds[${at}]`)
    if (amount > refund.amount - namedOf(world, refund.id))
      throw refused('More is linked than the refund gave back.', `refunds[${at}]`)
    return {
      amount_refunded: amount,
      payment_record_refund: null,
      refund: refund.id,
      type: 'refund',
    }
  })
}

/** How much of a refund other notes name already. */
const namedOf = (world: World, refundId: string): number =>
  [...world.creditNotes.values()]
    .flatMap((note) => note.refunds)
    .filter((each) => idOf(each.refund) === refundId)
    .reduce((sum, each) => sum + each.amount_refunded, 0)

function checkAccounted(
  note: Stripe.CreditNote,
  params: Params,
  linked: readonly Stripe.CreditNote.Refund[],
): void {
  const { refund_amount = 0, credit_amount = 0, out_of_band_amount = 0 } = params
  const back = linked.reduce((sum, each) => sum + each.amount_refunded, 0)
  const accounted = refund_amount + credit_amount + out_of_band_amount + back
  if (accounted === note.total) return
  throw refused(
    `The amounts given back (${accounted}) must equal the total of the credit note (${note.total}).`,
    'refund_amount',
  )
}

function newRefund(
  world: World,
  invoice: Stripe.Invoice,
  amount: number,
): Stripe.CreditNote.Refund {
  const payment = [...world.invoicePayments.values()].find((each) => each.invoice === invoice.id)
  const intent = world.paymentIntents.get(idOf(payment?.payment.payment_intent))
  const charge = world.charges.get(idOf(intent?.latest_charge))
  if (charge === undefined) throw refused('The invoice has no payment to refund.', 'refund_amount')
  const refund = refundCharge(world, charge, { amount, reason: null, metadata: {} })
  return { amount_refunded: amount, payment_record_refund: null, refund: refund.id, type: 'refund' }
}
