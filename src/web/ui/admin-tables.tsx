import type { OperatorBackupLine, OperatorOrderLine } from '../../app/operator-views.ts'
import { formatCount, formatMoney } from '../figures.ts'
import { to } from '../routes.ts'
import { BACKUP_STATES, ORDER_STATES, ADMIN as T } from '../texts/admin.ts'
import { Instant } from './instant.tsx'

/** Orders, one a row; cards on a phone. */
export const OrderTable = (props: {
  readonly caption: string
  readonly orders: readonly OperatorOrderLine[]
  readonly now: number
}) => (
  <table class="cards">
    <caption class="unseen">{props.caption}</caption>
    <thead>
      <tr>
        <th scope="col">{T.order}</th>
        <th scope="col">{T.customer}</th>
        <th scope="col">{T.state}</th>
        <th scope="col">{T.total}</th>
        <th scope="col">{T.when}</th>
      </tr>
    </thead>
    <tbody>
      {props.orders.map((order) => (
        <tr>
          <th scope="row">
            <a href={to('adminOrder', { orderId: order.id })}>
              {order.organisation} <span class="unseen">{order.id}</span>
            </a>
          </th>
          <td data-label={T.customer}>{order.email}</td>
          <td data-label={T.state}>{orderState(order)}</td>
          <td data-label={T.total} class="figure">
            {formatMoney(order.total)}
          </td>
          <td data-label={T.when}>
            <Instant at={order.paidAt ?? order.createdAt} now={props.now} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** The state in words, with what a person should know of it. */
export function orderState(order: OperatorOrderLine): string {
  const more = [
    ...(order.awaitingFunds ? [T.awaiting] : []),
    ...(order.disputed ? [T.disputed] : []),
    ...(order.refunded.minor > 0 ? [`${T.refunded} ${formatMoney(order.refunded)}`] : []),
    ...(order.heldBecause ? [order.heldBecause] : []),
  ]
  return [ORDER_STATES[order.state], ...more].join('. ')
}

export const BackupTable = (props: {
  readonly caption: string
  readonly backups: readonly OperatorBackupLine[]
  readonly now: number
}) => (
  <table class="cards">
    <caption class="unseen">{props.caption}</caption>
    <thead>
      <tr>
        <th scope="col">{T.organisation}</th>
        <th scope="col">{T.state}</th>
        <th scope="col">{T.files}</th>
        <th scope="col">{T.when}</th>
      </tr>
    </thead>
    <tbody>
      {props.backups.map((backup) => (
        <tr>
          <th scope="row">{backup.organisation}</th>
          <td data-label={T.state}>
            <BackupState backup={backup} now={props.now} />
          </td>
          <td data-label={T.files} class="figure">
            {formatCount(backup.filesDone)} of {formatCount(backup.filesTotal)}
          </td>
          <td data-label={T.when}>
            <Instant at={backup.createdAt} now={props.now} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

export const BackupState = (props: {
  readonly backup: OperatorBackupLine
  readonly now: number
}) => (
  <>
    {BACKUP_STATES[props.backup.state]}
    {props.backup.reason && `: ${props.backup.reason}`}
    {props.backup.waitingUntil !== null && (
      <>
        {` ${T.until} `}
        <Instant at={props.backup.waitingUntil} now={props.now} />
      </>
    )}
  </>
)
