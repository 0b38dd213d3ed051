import type { OrderView } from '../../app/app.ts'
import { isComplete, isFinished } from '../../core/flow.ts'
import { to } from '../routes.ts'
import { ORDER as T } from '../texts/order.ts'
import { LinkButton } from './button.tsx'
import { Notice } from './notice.tsx'

interface Course {
  readonly tone: 'kept' | 'waiting' | 'person'
  readonly title: string
  readonly text: string
}

/** An order that is paid: how the backup that it brought stands. */
export const OrderPaid = ({ order }: { readonly order: OrderView }) => {
  const { tone, title, text } = courseOf(order)
  return (
    <>
      {order.disputed && (
        <Notice tone="person" title={T.disputedTitle}>
          <p>{T.disputedText}</p>
        </Notice>
      )}
      <Notice tone={tone} title={title}>
        <p>{text}</p>
      </Notice>
      {order.backupId && (
        <LinkButton href={to('backupPage', { backupId: order.backupId })} text={T.toBackup} />
      )}
    </>
  )
}

function courseOf({ backupState: state, connected }: OrderView): Course {
  if (state === null) return { tone: 'kept', title: T.paidSoon, text: T.paidThanks }
  if (isComplete(state)) return { tone: 'kept', title: T.paidReady, text: T.paidReadyNext }
  if (isFinished(state)) {
    return { tone: 'person', title: T.paidStopped, text: T.paidStoppedNext }
  }
  if (!connected) return { tone: 'person', title: T.paidAway, text: T.paidAwayNext }
  if (state === 'paused') return { tone: 'waiting', title: T.paidPaused, text: T.paidPausedNext }
  return { tone: 'kept', title: T.paidStarted, text: T.paidThanks }
}
