import type { OperatorOrderView } from '../../app/operator-views.ts'
import { formatCount, formatMoney } from '../figures.ts'
import { ROUTES, to } from '../routes.ts'
import { ADMIN as T } from '../texts/admin.ts'
import { AdminHistory } from '../ui/admin-history.tsx'
import { BackupState, orderState } from '../ui/admin-tables.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Confirmation } from '../ui/confirmation.tsx'
import { Notice } from '../ui/notice.tsx'

interface AdminOrderProps {
  readonly order: OperatorOrderView
  readonly now: number
}

export const AdminOrderPage = ({ order, now }: AdminOrderProps) => (
  <div class="flow">
    <p>
      <a href={ROUTES.admin.path}>{T.back}</a>
    </p>
    <h1>{order.organisation}</h1>
    <p class="lead">{orderState(order)}</p>
    <Actions order={order} />
    <dl class="figures">
      <dt>{T.order}</dt>
      <dd>
        <LongCode text={order.id} />
      </dd>
      <dt>{T.customer}</dt>
      <dd>{order.email}</dd>
      <dt>{T.files}</dt>
      <dd class="figure">{formatCount(order.files)}</dd>
      <dt>{T.newFiles}</dt>
      <dd class="figure">{formatCount(order.newFiles)}</dd>
      <Amounts order={order} />
      {order.backup && (
        <>
          <dt>{T.backup}</dt>
          <dd>
            <BackupState backup={order.backup} now={now} />
          </dd>
        </>
      )}
      <dt>{T.payment}</dt>
      <dd>
        <LongCode text={order.checkoutId ?? T.none} />
      </dd>
      <dt>{T.hash}</dt>
      <dd>
        <LongCode text={order.quoteHash} />
      </dd>
    </dl>
    {order.invoiceUrl && (
      <p>
        <a href={order.invoiceUrl}>{T.invoice}</a>
      </p>
    )}
    <Evidence order={order} />
    <AdminHistory order={order} now={now} />
  </div>
)

/** A code that may break anywhere: some are wider than a phone. */
const LongCode = ({ text }: { readonly text: string }) => (
  <code>
    {(text.match(/.{1,12}/g) ?? []).map((part) => (
      <>
        {part}
        <wbr />
      </>
    ))}
  </code>
)

const Actions = ({ order }: { readonly order: OperatorOrderView }) => {
  const { orderId } = { orderId: order.id }
  const refund = to('adminRefundAsk', { orderId })
  const isPaid = order.state === 'paid' || order.state === 'held'
  return (
    <>
      {order.state === 'held' && (
        <Notice tone="waiting" title={T.heldTitle}>
          <p>{order.heldBecause}</p>
        </Notice>
      )}
      {order.undelivered && <p>{T.undelivered(order.undelivered.part, order.undelivered.whole)}</p>}
      {isPaid && (
        <div class="buttons">
          {order.state === 'held' && (
            <PostButton action={to('adminRelease', { orderId })} text={T.release} />
          )}
          {order.undelivered && (
            <LinkButton
              href={`${refund}?how=undelivered`}
              text={T.refundShare(order.undelivered.part, order.undelivered.whole)}
              kind="secondary"
            />
          )}
          <LinkButton href={`${refund}?how=all`} text={T.refundAll} kind="secondary" />
        </div>
      )}
    </>
  )
}

const Amounts = ({ order }: { readonly order: OperatorOrderView }) => (
  <>
    {(
      [
        [T.net, order.net],
        [T.discount, order.discount],
        [T.vat, order.vat],
        [T.total, order.total],
        [T.refunded, order.refunded],
      ] as const
    ).map(([title, amount]) => (
      <>
        <dt>{title}</dt>
        <dd class="figure">{formatMoney(amount)}</dd>
      </>
    ))}
  </>
)

const Evidence = ({ order }: { readonly order: OperatorOrderView }) => {
  const { evidence } = order
  if (!evidence) return null
  return (
    <>
      <h2>{T.evidence}</h2>
      <dl class="figures">
        <dt>{T.billing}</dt>
        <dd>{evidence.billing ?? T.unknown}</dd>
        <dt>{T.xero}</dt>
        <dd>{evidence.organisation ?? T.unknown}</dd>
        <dt>{T.card}</dt>
        <dd>{evidence.card ?? T.unknown}</dd>
      </dl>
      <p>{evidence.ukVat ? T.vatCharged : T.vatNotCharged}</p>
    </>
  )
}

/** Asks before money goes back. */
export const AdminRefundPage = (props: {
  readonly order: OperatorOrderView
  readonly how: 'all' | 'undelivered'
}) => {
  const { order, how } = props
  const { part, whole } = order.undelivered ?? { part: 0, whole: 0 }
  const left = { ...order.total, minor: order.total.minor - order.refunded.minor }
  const action = `${to('adminRefund', { orderId: order.id })}?how=${how}`
  return (
    <Confirmation
      title={T.refundTitle}
      heading={`${order.organisation}: ${formatMoney(left)}`}
      points={how === 'all' ? T.refundPoints : [T.undelivered(part, whole), ...T.sharePoints]}
      action={action}
      confirm={how === 'all' ? T.refundAll : T.refundShare(part, whole)}
      back={{ href: to('adminOrder', { orderId: order.id }), text: T.keep }}
    />
  )
}
