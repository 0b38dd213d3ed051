import { listOf } from './objects/list.ts'
import { showLine } from './objects/session-line.ts'
import { breakdown } from './reprice.ts'
import type { World } from './world.ts'

/**
 * Parts that Stripe leaves out of an object until `expand` names them; undefined for any other.
 * `part` is the path below the object that has the id, such as `total_details.breakdown`.
 */
export function includable(
  world: World,
  kind: string,
  id: string,
  part: string,
): object | undefined {
  switch (`${kind} ${part}`) {
    case 'checkout.session line_items':
      return lineItemsOf(world, id)
    case 'checkout.session total_details.breakdown':
      return breakdownOf(world, id)
    case 'charge refunds':
      return listOf(
        [...world.refunds.values()].filter((refund) => refund.charge === id).reverse(),
        `/v1/charges/${id}/refunds`,
      )
    case 'invoice payments':
      return listOf(
        [...world.invoicePayments.values()].filter((payment) => payment.invoice === id),
        '/v1/invoice_payments',
      )
    default:
      return undefined
  }
}

function lineItemsOf(world: World, id: string): object | undefined {
  const stored = world.sessions.get(id)
  if (stored === undefined) return undefined
  const lines = stored.lines.map((line) => showLine(line, stored.discount?.discount ?? null))
  return listOf(lines, `/v1/checkout/sessions/${id}/line_items`)
}

function breakdownOf(world: World, id: string): object | undefined {
  const stored = world.sessions.get(id)
  return stored === undefined ? undefined : breakdown(stored)
}
