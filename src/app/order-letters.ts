import { formatMoney, money } from '../core/money.ts'
import type { Order } from '../ports/store/order.ts'
import type { AppPorts } from './app-ports.ts'
import { paymentAwaited, paymentHeld, paymentReceived } from './letters/index.ts'
import { post } from './post.ts'

const letter =
  (occasion: string, write: typeof paymentReceived) =>
  (ports: AppPorts, order: Order): Promise<void> =>
    post(ports, order.connectionId, `${occasion} ${order.id}`, ({ site, organisation }) =>
      write({
        site,
        organisation,
        order: order.id,
        total: formatMoney(money(order.totalMinor, order.currency)),
        link: `${site.baseUrl}/orders/${order.id}`,
      }),
    )

export const paidLetter = letter('paid', paymentReceived)
export const awaitingFundsLetter = letter('awaiting funds', paymentAwaited)
export const heldLetter = letter('held', paymentHeld)
