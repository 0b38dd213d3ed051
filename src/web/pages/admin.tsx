import type {
  MonthlyTakings,
  OperatorBackupLine,
  OperatorOverview,
} from '../../app/operator-views.ts'
import { formatCount, formatMoney } from '../figures.ts'
import { ROUTES } from '../routes.ts'
import { ADMIN as T } from '../texts/admin.ts'
import { BackupTable, OrderTable } from '../ui/admin-tables.tsx'
import { LinkButton, PostButton } from '../ui/button.tsx'
import { Instant } from '../ui/instant.tsx'
import { Notice } from '../ui/notice.tsx'

interface AdminProps {
  readonly overview: OperatorOverview
  readonly operator: string
  readonly now: number
}

/** What needs a person first, then what goes on, then what came in. */
export const AdminPage = ({ overview, operator, now }: AdminProps) => (
  <div class="flow">
    <h1>{T.title}</h1>
    <p class="lead">{T.signedInAs(operator)}</p>
    <h2>{T.attention}</h2>
    {overview.held.length === 0 ? (
      <p>{T.noneHeld}</p>
    ) : (
      <OrderTable caption={T.attention} orders={overview.held} now={now} />
    )}
    <h2>{T.reconciliation}</h2>
    <Reconciliation overview={overview} now={now} />
    <Backups title={T.failing} backups={overview.failing} now={now} />
    <Backups title={T.waiting} backups={overview.waiting} now={now} />
    <Backups title={T.running} backups={overview.running} now={now} />
    <h2>{T.recent}</h2>
    {overview.recent.length === 0 ? (
      <p>{T.none}</p>
    ) : (
      <OrderTable caption={T.recent} orders={overview.recent} now={now} />
    )}
    <LinkButton href={ROUTES.adminOrders.path} text={T.find} />
    <h2>{T.takings}</h2>
    {overview.takings.length === 0 ? <p>{T.none}</p> : <Months takings={overview.takings} />}
    <PostButton action={ROUTES.adminLeave.path} text={T.leave} kind="secondary" />
  </div>
)

const Reconciliation = ({ overview, now }: Omit<AdminProps, 'operator'>) => {
  const { reconciliation } = overview
  if (!reconciliation) return <p>{T.notYet}</p>
  const at = <Instant at={reconciliation.at} now={now} />
  if (reconciliation.findings.length === 0) {
    return (
      <p>
        {T.agrees(reconciliation.sessions)} {at}.
      </p>
    )
  }
  return (
    <Notice tone="person" title={T.differs}>
      <p>{at}</p>
      <ul>
        {reconciliation.findings.map((finding) => (
          <li>{finding}</li>
        ))}
      </ul>
    </Notice>
  )
}

const Backups = (props: {
  readonly title: string
  readonly backups: readonly OperatorBackupLine[]
  readonly now: number
}) => (
  <>
    <h2>{props.title}</h2>
    {props.backups.length === 0 ? (
      <p>{T.none}</p>
    ) : (
      <BackupTable caption={props.title} backups={props.backups} now={props.now} />
    )}
  </>
)

const Months = ({ takings }: { readonly takings: readonly MonthlyTakings[] }) => (
  <table class="cards">
    <caption class="unseen">{T.takings}</caption>
    <thead>
      <tr>
        {[T.month, T.orders, T.net, T.vat, T.total, T.refunded].map((title) => (
          <th scope="col">{title}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {takings.map((month) => (
        <tr>
          <th scope="row">{month.month}</th>
          <td data-label={T.orders} class="figure">
            {formatCount(month.orders)}
          </td>
          <td data-label={T.net} class="figure">
            {formatMoney(month.net)}
          </td>
          <td data-label={T.vat} class="figure">
            {formatMoney(month.vat)}
          </td>
          <td data-label={T.total} class="figure">
            {formatMoney(month.total)}
          </td>
          <td data-label={T.refunded} class="figure">
            {formatMoney(month.refunded)}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
