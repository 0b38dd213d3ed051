import type Stripe from 'stripe'
import { missing } from '../api-error.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { fits, inRange, pageOf } from '../page-of.ts'
import { choice, expand, paging, range, text } from '../schema.ts'
import type { World } from '../world.ts'

const LIST = {
  ...paging,
  created: range,
  customer: text(),
  status: choice('draft', 'open', 'paid', 'uncollectible', 'void'),
}

export const invoices: readonly Endpoint[] = [
  endpoint('GET', '/v1/invoices/:id', { expand }, (world, _params, id) => find(world, id)),
  endpoint<Stripe.InvoiceListParams>('GET', '/v1/invoices', LIST, (world, params) => {
    const matching = [...world.invoices.values()].filter(
      (invoice) =>
        fits(invoice.customer, params.customer) &&
        (params.status === undefined || invoice.status === params.status) &&
        inRange(invoice.created, params.created),
    )
    return pageOf(matching, params, '/v1/invoices')
  }),
  endpoint<Stripe.InvoiceListLineItemsParams>(
    'GET',
    '/v1/invoices/:id/lines',
    paging,
    (world, params, id) =>
      pageOf([...find(world, id).lines.data].reverse(), params, `/v1/invoices/${id}/lines`),
  ),
]

function find(world: World, id: string): Stripe.Invoice {
  const invoice = world.invoices.get(id)
  if (invoice === undefined) throw missing('invoice', id, 'invoice')
  return invoice
}
