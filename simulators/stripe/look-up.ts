import type { World } from './world.ts'

/** Any object of the account by its id, as an expansion finds it. */
export function lookUp(world: World, id: string): object | undefined {
  const prefix = id.slice(0, id.lastIndexOf('_'))
  switch (prefix) {
    case 'cs_test':
      return world.sessions.get(id)?.session
    case 'pi':
      return world.paymentIntents.get(id)
    case 'ch':
      return world.charges.get(id)
    case 're':
      return world.refunds.get(id)
    case 'in':
      return world.invoices.get(id)
    case 'inpay':
      return world.invoicePayments.get(id)
    case 'cn':
      return world.creditNotes.get(id)
    case 'cus':
      return world.customers.get(id)
    case 'txr':
      return world.taxRates.get(id)
    case 'promo':
      return world.promotionCodes.get(id)
    case 'dp':
      return world.disputes.get(id)
    default:
      return world.coupons.get(id)
  }
}
