import type { BackupView } from '../../app/app.ts'
import { isComplete } from '../../core/flow.ts'
import { formatCount } from '../figures.ts'
import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { backupWords } from '../texts/states.ts'
import { ArchivePart } from './archive-part.tsx'
import { BackupActions } from './backup-actions.tsx'
import { RestsUntil } from './backup-ending.tsx'
import { BackupKeeping } from './backup-keeping.tsx'
import { BackupProgress, BackupTypes } from './backup-progress.tsx'
import { BackupRemark } from './backup-remark.tsx'
import { RetryButton } from './button.tsx'
import type { FormFault } from './form-errors.tsx'
import { Instant } from './instant.tsx'
import { Notice } from './notice.tsx'
import { DoneOf } from './progress.tsx'
import { State } from './state.tsx'

export interface BackupProps {
  readonly backup: BackupView
  readonly email: string
  readonly mostDays: number
  readonly now: number
  /** As typed, when it was wrong. */
  readonly days?: string | undefined
  readonly fault?: FormFault | null
}

/** How a backup stands, in full. Replaced live. */
export const BackupPanel = (props: BackupProps) => {
  const { backup, now } = props
  return (
    <>
      <State state={backupWords(backup)} now={now} />
      <BackupRemark {...props} />
      {!isComplete(backup.state) && <BackupProgress backup={backup} now={now} />}
      <RestsUntil backup={backup} now={now} />
      <BackupActions backup={backup} />
      <ArchivePart {...props} />
      <Exceptions backup={backup} />
      <Facts {...props} />
      {backup.types.length > 0 && (
        <section>
          <h2>{T.types}</h2>
          <BackupTypes backup={backup} />
        </section>
      )}
      <BackupKeeping {...props} />
    </>
  )
}

const Exceptions = ({ backup }: { readonly backup: BackupView }) =>
  backup.exceptions > 0 && (
    <Notice tone="waiting" title={T.exceptionsTitle(formatCount(backup.exceptions))}>
      <p>{T.exceptionsText}</p>
      {backup.state === 'complete with exceptions' && backup.deletedAt === null && (
        <Remedies backup={backup} />
      )}
    </Notice>
  )

const Remedies = ({ backup }: { readonly backup: BackupView }) =>
  backup.mayRetry ? (
    <>
      <p>{T.retryHint}</p>
      <RetryButton backup={backup} text={T.retry} />
    </>
  ) : (
    <p>{T.retryObstacles[backup.retryObstacle ?? 'nothing to fetch']}</p>
  )

const Facts = ({ backup, now }: BackupProps) => (
  <dl class="figures">
    <dt>{T.scope}</dt>
    <dd>{backup.scope}</dd>
    <dt>{T.documents}</dt>
    <dd>
      <DoneOf done={backup.documentsDone} total={backup.documentsTotal} />
    </dd>
    <dt>{T.started}</dt>
    <dd>
      <Instant at={backup.createdAt} now={now} />
    </dd>
    {backup.finishedAt !== null && (
      <>
        <dt>{T.finished}</dt>
        <dd>
          <Instant at={backup.finishedAt} now={now} />
        </dd>
      </>
    )}
    {backup.orderId && (
      <>
        <dt>{T.order}</dt>
        <dd>
          <a href={to('order', { orderId: backup.orderId })}>{T.orderLink}</a>
        </dd>
      </>
    )}
  </dl>
)
