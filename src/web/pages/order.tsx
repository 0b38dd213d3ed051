import type { OrderView } from '../../app/app.ts'
import type { Money } from '../../core/money.ts'
import { counted, formatMoney } from '../figures.ts'
import { to } from '../routes.ts'
import { ORDER as T } from '../texts/order.ts'
import { orderWords } from '../texts/states.ts'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Instant } from '../ui/instant.tsx'
import { Notice } from '../ui/notice.tsx'
import { OrderPaid } from '../ui/order-paid.tsx'
import { State } from '../ui/state.tsx'

interface OrderProps {
  readonly order: OrderView
  readonly now: number
}

/** Where a person comes back to from Stripe; it tells how the payment stands now. */
export const OrderPage = ({ order, now }: OrderProps) => (
  <>
    <h1>{T.title}</h1>
    <State state={orderWords(order)} now={now} />
    <Standing order={order} now={now} />
    <AddedLater order={order} />
    <dl class="figures">
      <dt>{T.what}</dt>
      <dd>{order.organisation}</dd>
      <dt>{T.scope}</dt>
      <dd>
        {counted(order.files, 'attachment')}. {order.scope}
      </dd>
      <dt>{T.net}</dt>
      <dd class="figure">{formatMoney(order.net)}</dd>
      {order.details && (
        <>
          <Sum title={T.discount} amount={order.discount} />
          <dt>{T.noVat}</dt>
          <dd class="figure">{formatMoney(order.tax)}</dd>
          <dt>{T.total}</dt>
          <dd class="figure">{formatMoney(order.total)}</dd>
          <Sum title={T.refunded} amount={order.refunded} />
        </>
      )}
    </dl>
    {order.invoiceUrl && (
      <p>
        <a href={order.invoiceUrl}>{T.invoice}</a>
      </p>
    )}
    <p class="hint">{T.checking}</p>
  </>
)

/** Shown only where there is something to show. */
const Sum = ({ title, amount }: { readonly title: string; readonly amount: Money }) =>
  amount.minor === 0 ? null : (
    <>
      <dt>{title}</dt>
      <dd class="figure">{formatMoney(amount)}</dd>
    </>
  )

/** What Xero held by the time of the backup that nobody had counted, and the way to it. */
const AddedLater = ({ order }: { readonly order: OrderView }) =>
  order.addedLater === 0 ? null : (
    <>
      <Notice tone="waiting" title={T.addedTitle(order.addedLater)}>
        <p>{T.addedText}</p>
      </Notice>
      <PostButton
        action={to('scan', { connectionId: order.connectionId })}
        text={T.addedAction}
        kind="secondary"
      />
    </>
  )

const Standing = ({ order, now }: OrderProps) => {
  switch (order.state) {
    case 'unpaid':
      return <Unpaid order={order} now={now} />
    case 'paid':
      return <OrderPaid order={order} />
    case 'held':
      return (
        <Notice tone="waiting" title={T.heldTitle}>
          {order.heldBecause && <p>{order.heldBecause}</p>}
          <p>{T.heldText}</p>
        </Notice>
      )
    case 'cancelled':
      return <Ended order={order} title={T.cancelledTitle} text={T.cancelledText} />
    case 'refunded':
      return <Ended order={order} title={T.refundedTitle} text={T.refundedText} />
  }
}

const Unpaid = ({ order, now }: OrderProps) => {
  if (order.awaitingFunds) {
    return (
      <Notice tone="waiting" title={T.fundsTitle}>
        <p>{T.fundsText}</p>
      </Notice>
    )
  }
  if (order.expired) return <Ended order={order} title={T.expiredTitle} text={T.expiredText} />
  return (
    <>
      {order.notArrived && (
        <Notice tone="person" title={T.notArrivedTitle}>
          <p>{T.notArrivedText}</p>
        </Notice>
      )}
      <Notice tone="note" title={T.notCharged}>
        <p>
          {T.unpaidText} {T.until} <Instant at={order.expiresAt} now={now} />.
        </p>
      </Notice>
      <div class="buttons">
        {order.details ? (
          <PostButton action={to('pay', { orderId: order.id })} text={T.proceed} />
        ) : (
          <LinkButton href={to('details', { orderId: order.id })} text={T.proceed} />
        )}
        {order.details && <a href={to('details', { orderId: order.id })}>{T.changeDetails}</a>}
        <a href={to('filters', { scanId: order.scanId })}>{T.toFilters}</a>
      </div>
    </>
  )
}

const Ended = (props: {
  readonly order: OrderView
  readonly title: string
  readonly text: string
}) => (
  <>
    <Notice tone="note" title={props.title}>
      <p>{props.text}</p>
    </Notice>
    <LinkButton href={to('filters', { scanId: props.order.scanId })} text={T.toFilters} />
  </>
)
