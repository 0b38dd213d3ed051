import type { BackupView } from '../../app/app.ts'
import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { LinkButton, PostButton, RetryButton } from './button.tsx'
import { Time } from './instant.tsx'
import { Notice } from './notice.tsx'

interface RemarkProps {
  readonly backup: BackupView
  readonly email: string
  readonly now: number
}

/** What happens next: what it waits for and until when, or why it stopped and what to do. */
export const BackupRemark = ({ backup, email, now }: RemarkProps) => {
  const mail = T.willEmail(email)
  switch (backup.state) {
    case 'pending':
      return <p>{`${T.pending} ${mail}`}</p>
    case 'running':
      return <p>{mail}</p>
    case 'waiting':
      return (
        <Notice tone="waiting" title={backup.reason ?? T.waiting}>
          {backup.waitingUntil !== null && (
            <p>
              {T.continues} <Time at={backup.waitingUntil} now={now} />.
            </p>
          )}
          <p>{`${backup.waitsFor === 'limit' ? `${T.limit} ` : ''}${T.goesOn} ${mail}`}</p>
        </Notice>
      )
    case 'paused':
      return backup.pausedByCustomer ? <PausedByYou backup={backup} /> : <Disconnected />
    case 'packaging':
      return <p>{`${T.packaging} ${mail}`}</p>
    case 'failed':
      return <Failed backup={backup} />
    case 'cancelled':
      return <p>{T.cancelled}</p>
    case 'complete':
    case 'complete with exceptions':
      return null
  }
}

const Failed = ({ backup }: { readonly backup: BackupView }) => {
  const told = backup.operatorTold ? T.failedTold : T.failedUntold
  const next = backup.retryObstacle ? T.retryObstacles[backup.retryObstacle] : T.failedRetry
  return (
    <Notice tone="person" title={backup.reason ?? T.failed}>
      {backup.deletedAt === null && <p>{`${told} ${next}`}</p>}
      {backup.mayRetry && <RetryButton backup={backup} text={T.retryFailed} />}
    </Notice>
  )
}

const PausedByYou = ({ backup }: { readonly backup: BackupView }) => (
  <Notice tone="waiting" title={T.pausedByYou}>
    <PostButton action={to('resume', { backupId: backup.id })} text={T.resume} />
  </Notice>
)

const Disconnected = () => (
  <Notice tone="person" title={T.paused}>
    <LinkButton href={to('status')} text={T.pausedLink} kind="secondary" />
  </Notice>
)
