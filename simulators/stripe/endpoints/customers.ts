import type Stripe from 'stripe'
import { invalid, missing } from '../api-error.ts'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { emit } from '../events.ts'
import { changeCustomer, makeCustomer } from '../objects/customer.ts'
import { inRange, pageOf } from '../page-of.ts'
import { expand, fields, metadata, paging, range, text } from '../schema.ts'

const ADDRESS = fields({
  city: text(),
  country: text(2, /^[A-Z]{2}$/),
  line1: text(),
  line2: text(),
  postal_code: text(),
  state: text(),
})

const CREATE = {
  address: ADDRESS,
  description: text(),
  email: text(512, /@/),
  expand,
  metadata,
  name: text(256),
  phone: text(20),
}

const LIST = { ...paging, email: text(), created: range }

function checkEmail(email: string | undefined): void {
  if (email === undefined || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return
  throw invalid(`Invalid email address: ${email}`, 'email', 'email_invalid')
}

export const customers: readonly Endpoint[] = [
  endpoint<Stripe.CustomerCreateParams>('POST', '/v1/customers', CREATE, (world, params) => {
    checkEmail(params.email)
    const customer = makeCustomer(world, params)
    world.customers.set(customer.id, customer)
    emit(world, 'customer.created', customer)
    return customer
  }),
  endpoint<Stripe.CustomerUpdateParams>(
    'POST',
    '/v1/customers/:id',
    CREATE,
    (world, params, id) => {
      const customer = world.customers.get(id)
      if (customer === undefined) throw missing('customer', id, 'id')
      checkEmail(params.email)
      changeCustomer(customer, params)
      emit(world, 'customer.updated', customer)
      return customer
    },
  ),
  endpoint('GET', '/v1/customers/:id', { expand }, (world, _params, id) => {
    const customer = world.customers.get(id)
    if (customer === undefined) throw missing('customer', id, 'id')
    return customer
  }),
  endpoint<Stripe.CustomerListParams>('GET', '/v1/customers', LIST, (world, params) => {
    const matching = [...world.customers.values()].filter(
      (customer) =>
        (params.email === undefined || customer.email === params.email) &&
        inRange(customer.created, params.created),
    )
    return pageOf(matching, params, '/v1/customers')
  }),
]
