import { formatMoney, money } from '../../core/money.ts'
import type { Order, Refund } from '../../ports/store/order.ts'
import type { AppPorts } from '../app-ports.ts'
import {
  paymentAwaited,
  paymentDoubled,
  paymentHeld,
  paymentNotArrived,
  paymentPartRefunded,
  paymentReceived,
  paymentRefunded,
} from '../letters/index.ts'
import { post } from '../post.ts'

/** `about` tells one session of an order from another: each may have its letter. */
const letter =
  (occasion: string, write: typeof paymentReceived) =>
  (ports: AppPorts, order: Order, about = ''): Promise<void> =>
    post(
      ports,
      order.connectionId,
      `${occasion} ${order.id} ${about}`.trim(),
      ({ site, organisation }) =>
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
export const notArrivedLetter = letter('not arrived', paymentNotArrived)
export const doubledLetter = letter('paid twice', paymentDoubled)
/** A share goes back; one letter for each refund. */
export const partRefundedLetter = (ports: AppPorts, order: Order, refund: Refund): Promise<void> =>
  post(
    ports,
    order.connectionId,
    `part refunded ${order.id} ${refund.number}`,
    ({ site, organisation }) =>
      paymentPartRefunded({
        site,
        organisation,
        order: order.id,
        total: formatMoney(money(order.totalMinor, order.currency)),
        back: formatMoney(money(refund.amountMinor, order.currency)),
        because: refund.because,
        link: `${site.baseUrl}/orders/${order.id}`,
      }),
  )

export const refundedLetter = letter('refunded', paymentRefunded)
