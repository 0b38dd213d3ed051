import type { BackupView } from '../../app/app.ts'
import { isComplete, isFinished } from '../../core/flow.ts'
import { counted, formatBytes } from '../figures.ts'
import { to } from '../routes.ts'
import { BACKUP } from '../texts/backup.ts'
import { backupWords } from '../texts/states.ts'
import { STATUS as T } from '../texts/status.ts'
import { LinkButton } from './button.tsx'
import { Instant } from './instant.tsx'
import { DoneOf, Progress } from './progress.tsx'
import { State } from './state.tsx'

interface RowProps {
  readonly backup: BackupView
  readonly email: string
  readonly now: number
}

/** A backup as a line of its organisation's card. */
export const BackupRow = (props: RowProps) => (
  <li class="backup-row">
    <State state={backupWords(props.backup)} now={props.now} />
    {isFinished(props.backup.state) ? <Ended {...props} /> : <UnderWay {...props} />}
    <div class="buttons">
      {isComplete(props.backup.state) && props.backup.archive?.state === 'ready' && (
        <LinkButton
          href={to('download', { backupId: props.backup.id })}
          text={T.download}
          about={props.backup.archive.fileName}
        />
      )}
      <a href={to('backupPage', { backupId: props.backup.id })}>
        {isFinished(props.backup.state) ? T.details : T.backupLink}
        <span class="unseen"> {props.backup.scope}</span>
      </a>
    </div>
  </li>
)

const Ended = ({ backup, now }: RowProps) => (
  <p class="quiet">
    {counted(backup.filesDone, 'file')}
    {backup.archive && `, ${formatBytes(backup.archive.bytes)}`}
    {backup.finishedAt !== null && (
      <>
        {', '}
        <Instant at={backup.finishedAt} now={now} />
      </>
    )}
  </p>
)

const UnderWay = ({ backup, email, now }: RowProps) => (
  <>
    <Progress title={BACKUP.progress} done={backup.filesDone} total={backup.filesTotal} />
    <p>
      <DoneOf done={backup.filesDone} total={backup.filesTotal} /> files,{' '}
      <span class="figure">{formatBytes(backup.bytesDone)}</span>
      {backup.estimatedEndAt !== null && (
        <>
          {`. ${BACKUP.estimate} `}
          <Instant at={backup.estimatedEndAt} now={now} />
        </>
      )}
    </p>
    {backup.state !== 'paused' && <p class="quiet">{T.willEmail(email)}</p>}
  </>
)
