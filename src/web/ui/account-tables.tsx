import type { AccountView } from '../../app/app-life.ts'
import { counted, formatBytes, formatMoney } from '../figures.ts'
import { to } from '../routes.ts'
import { RECEIPT, ACCOUNT as T } from '../texts/account.ts'
import { Instant } from './instant.tsx'

interface TablesProps {
  readonly view: AccountView
  readonly now: number
}

export const AccountOrganisations = ({ view }: TablesProps) => (
  <section>
    <h2>{T.organisations}</h2>
    {view.organisations.length === 0 && <p class="quiet">{T.noOrganisations}</p>}
    {view.organisations.length > 0 && (
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{T.organisation}</th>
            <th scope="col">{T.state}</th>
            <th scope="col">{T.kept}</th>
            <th scope="col">
              <span class="unseen">{T.chooseTitle}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {view.organisations.map((one) => (
            <tr>
              <th scope="row">{one.name}</th>
              <td data-label={T.state}>{T.states[one.state]}</td>
              <td data-label={T.kept}>
                {counted(one.backups, 'backup')}, {formatBytes(one.bytes)}
              </td>
              <td>
                <a href={to('disconnectAsk', { connectionId: one.connectionId })}>
                  {chooseWords(one)}
                  <span class="unseen"> {one.name}</span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)

type Organisation = AccountView['organisations'][number]

function chooseWords({ state, backups }: Organisation): string {
  if (state !== 'disconnected') return T.choose
  return backups > 0 ? T.chooseGone : T.chooseLeft
}

export const AccountOrders = ({ view, now }: TablesProps) => (
  <section>
    <h2>{T.orders}</h2>
    {view.orders.length === 0 && <p class="quiet">{T.noOrders}</p>}
    {view.orders.length > 0 && (
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{T.order}</th>
            <th scope="col">{T.state}</th>
            <th scope="col">{T.total}</th>
            <th scope="col">{T.invoice}</th>
          </tr>
        </thead>
        <tbody>
          {view.orders.map((order) => (
            <tr>
              <th scope="row">
                <a href={to('order', { orderId: order.id })}>
                  {order.organisation || T.erasedName}
                </a>{' '}
                <span class="quiet">
                  <Instant at={order.createdAt} now={now} />
                </span>
              </th>
              <td data-label={T.state}>{T.orderStates[order.state]}</td>
              <td data-label={T.total} class="figure">
                {formatMoney(order.total)}
              </td>
              <td data-label={T.invoice}>
                {order.invoiceUrl ? <a href={order.invoiceUrl}>{T.openInvoice}</a> : T.noInvoice}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)

export const AccountReceipts = ({ view, now }: TablesProps) =>
  view.receipts.length === 0 ? null : (
    <section>
      <h2>{T.receipts}</h2>
      <p>{T.receiptsText}</p>
      <ul class="rows">
        {view.receipts.map((receipt) => (
          <li>
            <a href={to('receipt', { receiptId: receipt.id })}>{RECEIPT.scope(receipt.scope)}</a>
            <p class="quiet">
              {receipt.finishedAt === null
                ? RECEIPT.goingShort
                : `${counted(receipt.files, 'file')}, ${formatBytes(receipt.bytes)}`}
              {', '}
              <Instant at={receipt.askedAt} now={now} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
