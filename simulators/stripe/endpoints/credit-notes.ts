import type Stripe from 'stripe'
import { missing } from '../api-error.ts'
import { creditInvoice } from '../credit-invoice.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { fits, inRange, pageOf } from '../page-of.ts'
import {
  choice,
  expand,
  fields,
  integer,
  list,
  metadata,
  paging,
  range,
  text,
  unsupported,
} from '../schema.ts'

const CREATE = {
  'invoice!': text(),
  amount: integer(1),
  credit_amount: integer(0),
  effective_at: integer(),
  email_type: choice('credit_note', 'none'),
  expand,
  lines: list(
    fields({
      'type!': choice('custom_line_item', 'invoice_line_item'),
      amount: integer(0),
      description: text(),
      invoice_line_item: text(),
      metadata,
      quantity: integer(1),
      tax_amounts: unsupported,
      tax_rates: unsupported,
      unit_amount: unsupported,
      unit_amount_decimal: unsupported,
    }),
  ),
  memo: text(),
  metadata,
  out_of_band_amount: integer(0),
  reason: choice('duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'),
  refund_amount: integer(0),
  refunds: list(
    fields({
      amount_refunded: integer(1),
      payment_record_refund: unsupported,
      refund: text(),
      type: choice('payment_record_refund', 'refund'),
    }),
  ),
  shipping_cost: unsupported,
}

const LIST = {
  ...paging,
  created: range,
  customer: text(),
  customer_account: unsupported,
  invoice: text(),
}

export const creditNotes: readonly Endpoint[] = [
  endpoint<Stripe.CreditNoteCreateParams>('POST', '/v1/credit_notes', CREATE, (world, params) => {
    const invoice = world.invoices.get(params.invoice)
    if (invoice === undefined) throw missing('invoice', params.invoice, 'invoice', 400)
    return creditInvoice(world, invoice, params)
  }),
  endpoint('GET', '/v1/credit_notes/:id', { expand }, (world, _params, id) => {
    const note = world.creditNotes.get(id)
    if (note === undefined) throw missing('credit note', id, 'id')
    return note
  }),
  endpoint<Stripe.CreditNoteListParams>('GET', '/v1/credit_notes', LIST, (world, params) => {
    const matching = [...world.creditNotes.values()].filter(
      (note) =>
        fits(note.invoice, params.invoice) &&
        fits(note.customer, params.customer) &&
        inRange(note.created, params.created),
    )
    return pageOf(matching, params, '/v1/credit_notes')
  }),
]
