import type { OrderView, OrganisationView, ScanView } from '../../app/app.ts'
import { isComplete, isFinished } from '../../core/flow.ts'
import { to } from '../routes.ts'
import { STATUS as T } from '../texts/status.ts'
import { LinkButton, PostButton } from './button.tsx'

interface ActionsProps {
  readonly organisation: OrganisationView
}

/** What a person can do next on a card: one step forward, and a new scan. */
export const CardActions = ({ organisation }: ActionsProps) => {
  const { order, scan } = organisation
  if (!order && isRunning(organisation)) return null
  const choose = !order && scan?.state === 'done' && organisation.state === 'active'
  return (
    <div class="buttons">
      {order && <OrderLink order={order} />}
      {choose && <ChooseLink organisation={organisation} scan={scan} />}
      {mayScan(organisation) && (
        <PostButton
          action={to('scan', { connectionId: organisation.connectionId })}
          text={T.scan}
          kind={!scan || scan.state === 'failed' ? 'primary' : 'secondary'}
          about={organisation.name}
        />
      )}
    </div>
  )
}

/** Whether a backup of it is under way. */
export const isRunning = (organisation: OrganisationView): boolean =>
  organisation.backups.some((backup) => !isFinished(backup.state))

function mayScan({ scan, state }: OrganisationView): boolean {
  return state === 'active' && scan?.state !== 'pending' && scan?.state !== 'scanning'
}

const OrderLink = ({ order }: { readonly order: OrderView }) => {
  const waits = order.state === 'held' || order.awaitingFunds
  return (
    <LinkButton
      href={to('order', { orderId: order.id })}
      text={waits ? T.orderView : T.orderLink}
      kind={waits ? 'secondary' : 'primary'}
    />
  )
}

/** Steps back behind *Download* when the scan's backup is there already. */
const ChooseLink = ({ organisation, scan }: ActionsProps & { readonly scan: ScanView }) => {
  const newest = organisation.backups[0]
  const done = newest !== undefined && isComplete(newest.state)
  const fresh = !done || scan.createdAt > newest.createdAt
  return (
    <LinkButton
      href={to('filters', { scanId: scan.id })}
      text={T.choose}
      kind={fresh ? 'primary' : 'secondary'}
      about={`of ${organisation.name}`}
    />
  )
}
