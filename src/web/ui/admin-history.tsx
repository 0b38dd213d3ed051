import type { OperatorOrderView } from '../../app/operator-views.ts'
import { formatMoney } from '../figures.ts'
import { ADMIN as T } from '../texts/admin.ts'
import { Instant } from './instant.tsx'

interface HistoryProps {
  readonly order: OperatorOrderView
  readonly now: number
}

/** Whom the invoice is for, what went back, and who did what. */
export const AdminHistory = ({ order, now }: HistoryProps) => (
  <>
    {order.details && (
      <>
        <h2>{T.details}</h2>
        <p>
          {[
            order.details.name,
            order.details.addressLine1,
            order.details.addressLine2,
            order.details.city,
            order.details.postalCode,
            order.details.country,
            order.details.vatNumber,
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
      </>
    )}
    {order.refunds.length > 0 && (
      <>
        <h2>{T.refunds}</h2>
        <ul>
          {order.refunds.map((refund) => (
            <li>
              {formatMoney(refund.amount)}, {refund.state}: {refund.because} ({refund.by},{' '}
              <Instant at={refund.createdAt} now={now} />)
            </li>
          ))}
        </ul>
      </>
    )}
    <h2>{T.audit}</h2>
    <ul>
      {order.audit.map((line) => (
        <li>
          <Instant at={line.at} now={now} />: {line.what}. {line.detail}
        </li>
      ))}
    </ul>
  </>
)
