import type { OrderView, OrganisationView } from '../../app/app.ts'
import { IDLE_WARN_DAYS } from '../../core/keeping.ts'
import { to } from '../routes.ts'
import { orderWords } from '../texts/states.ts'
import { STATUS as T } from '../texts/status.ts'
import { BackupRow } from './backup-row.tsx'
import { PostButton } from './button.tsx'
import { CardActions, isRunning } from './card-actions.tsx'
import { Instant } from './instant.tsx'
import { ScanPart } from './scan-part.tsx'
import { State } from './state.tsx'

export interface CardProps {
  readonly organisation: OrganisationView
  readonly email: string
  readonly paid: boolean
  readonly now: number
}

/** One organisation: what is happening, what happens next, and its backups. Swapped live by its id. */
export const Card = (props: CardProps) => {
  const { organisation } = props
  const titleId = `title-${organisation.connectionId}`
  return (
    <section class="card" aria-labelledby={titleId}>
      <div class="card-head">
        <h2 id={titleId}>{organisation.name}</h2>
        <a class="quiet" href={to('disconnectAsk', { connectionId: organisation.connectionId })}>
          {endWords(organisation)}
          <span class="unseen"> {organisation.name}</span>
        </a>
      </div>
      <div class="card-body">
        <Connection {...props} />
        <Idle {...props} />
        <Stage {...props} />
        <CardActions organisation={organisation} />
      </div>
      <Backups {...props} />
    </section>
  )
}

const keepsAny = ({ backups }: OrganisationView): boolean =>
  backups.some((one) => one.deletedAt === null)

function endWords(organisation: OrganisationView): string {
  if (organisation.state !== 'disconnected') return T.disconnect
  return keepsAny(organisation) ? T.keepOrDelete : T.deleteRest
}

const awayWords = (organisation: OrganisationView): string =>
  keepsAny(organisation) ? T.disconnected : T.disconnectedEmpty

const Connection = ({ organisation }: CardProps) => {
  if (organisation.state === 'active') return null
  const away = organisation.state === 'disconnected'
  return (
    <div class={`notice ${away ? 'note' : 'person'}`}>
      <p>{away ? awayWords(organisation) : T.needsConnecting}</p>
      <PostButton
        action={to('connectForm')}
        text={T.connectAgain}
        kind="secondary"
        about={organisation.name}
      />
    </div>
  )
}

const IDLE_WARN_MS = IDLE_WARN_DAYS * 86_400_000

/** Said in its last days only: a look at this page has just put it off. */
const Idle = ({ organisation, now }: CardProps) =>
  organisation.idleEndAt === null || organisation.idleEndAt - now > IDLE_WARN_MS ? null : (
    <div class="notice waiting">
      <p>
        {T.idle} <Instant at={organisation.idleEndAt} now={now} />. {T.idleStays}
      </p>
    </div>
  )

/** The order that waits, or else the scan; a backup under way speaks for itself below. */
const Stage = ({ organisation, email, paid, now }: CardProps) => {
  const { order, scan } = organisation
  if (order) return <OrderPart order={order} now={now} />
  if (scan?.state === 'done' && isRunning(organisation)) return null
  if (scan) return <ScanPart scan={scan} email={email} now={now} />
  return organisation.state === 'active' ? <p>{T.scanFirst(paid)}</p> : null
}

const OrderPart = ({ order, now }: { readonly order: OrderView; readonly now: number }) => (
  <>
    <State state={orderWords(order)} now={now} />
    <p>{orderText(order)}</p>
  </>
)

function orderText(order: OrderView): string {
  if (order.state === 'held') return T.orderHeld
  return order.awaitingFunds ? T.orderFunds : T.orderOpen
}

/** How many backups stand open on a card; older ones are folded away. */
const OPEN = 3

const Backups = ({ organisation, email, now }: CardProps) => {
  const { backups } = organisation
  if (backups.length === 0) return null
  const rows = backups.map((backup, index) => (
    <BackupRow backup={backup} email={email} now={now} newest={index === 0} />
  ))
  return (
    <div class="card-list">
      <h3>{T.backups}</h3>
      <ul class="rows">{rows.slice(0, OPEN)}</ul>
      {rows.length > OPEN && (
        <details>
          <summary>{T.older(rows.length - OPEN)}</summary>
          <ul class="rows">{rows.slice(OPEN)}</ul>
        </details>
      )}
    </div>
  )
}
