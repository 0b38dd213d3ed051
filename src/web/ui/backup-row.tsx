import type { BackupView } from '../../app/app.ts'
import { isFinished } from '../../core/flow.ts'
import { counted, formatBytes } from '../figures.ts'
import { to } from '../routes.ts'
import { BACKUP } from '../texts/backup.ts'
import { backupWords } from '../texts/states.ts'
import { STATUS as T } from '../texts/status.ts'
import { readyArchive } from './archive-part.tsx'
import { BackupActions } from './backup-actions.tsx'
import { EndingSoon, isEnding, RestsUntil } from './backup-ending.tsx'
import { BackupProgress, BackupTypes } from './backup-progress.tsx'
import { BackupRemark } from './backup-remark.tsx'
import { LinkButton } from './button.tsx'
import { Instant } from './instant.tsx'
import { State } from './state.tsx'

interface RowProps {
  readonly backup: BackupView
  readonly email: string
  readonly now: number
  /** Its download is the card's main button. */
  readonly newest: boolean
}

/** A backup on its organisation's card: one under way in full, one that has ended as a line. */
export const BackupRow = (props: RowProps) => (
  <li class="backup-row">
    <State state={backupWords(props.backup)} now={props.now} />
    {isFinished(props.backup.state) ? <Ended {...props} /> : <UnderWay {...props} />}
  </li>
)

/** The card says it at its head, with the button that helps. */
const isDisconnected = ({ state, pausedByCustomer }: BackupView): boolean =>
  state === 'paused' && !pausedByCustomer

const UnderWay = (props: RowProps) => (
  <>
    <BackupProgress {...props} />
    {!isDisconnected(props.backup) && <BackupRemark {...props} />}
    <RestsUntil {...props} />
    {props.backup.types.length > 0 && (
      <details>
        <summary>{BACKUP.types}</summary>
        <BackupTypes backup={props.backup} />
      </details>
    )}
    <BackupActions backup={props.backup}>
      <DownloadLink {...props} newest={false} />
      <SeeBackup {...props} text={T.backupLink} />
    </BackupActions>
  </>
)

const Ended = (props: RowProps) => {
  const { backup, now } = props
  return (
    <>
      <p class="quiet">
        {counted(backup.filesDone, 'file')}
        {backup.archive && `, ${formatBytes(backup.archive.bytes)}`}
        {backup.finishedAt !== null && (
          <>
            {', '}
            <Instant at={backup.finishedAt} now={now} />
          </>
        )}
        . {backup.scope}.
      </p>
      {backup.state === 'failed' && <BackupRemark {...props} />}
      <Keeping {...props} />
      <div class="buttons">
        <DownloadLink {...props} />
        <SeeBackup {...props} text={T.details} />
      </div>
    </>
  )
}

const DownloadLink = ({ backup, newest }: RowProps) => {
  const archive = readyArchive(backup)
  return (
    archive && (
      <LinkButton
        href={to('download', { backupId: backup.id })}
        text={T.download}
        kind={newest ? 'primary' : 'secondary'}
        about={archive.fileName}
      />
    )
  )
}

const Keeping = ({ backup, now }: RowProps) => {
  if (backup.deletedAt !== null) {
    return (
      <p class="quiet">
        {BACKUP.deletedAt} <Instant at={backup.deletedAt} now={now} />.
      </p>
    )
  }
  if (backup.keptUntil === null) return null
  if (isEnding(backup, now)) return <EndingSoon until={backup.keptUntil} now={now} />
  return (
    <p class="quiet">
      {BACKUP.keptUntil} <Instant at={backup.keptUntil} now={now} />.
    </p>
  )
}

const SeeBackup = ({ backup, text }: RowProps & { readonly text: string }) => (
  <a href={to('backupPage', { backupId: backup.id })}>
    {text}
    <span class="unseen"> {backup.scope}</span>
  </a>
)
