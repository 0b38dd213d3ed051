import type { BackupView } from '../../app/app.ts'
import { isComplete, isFinished } from '../../core/flow.ts'
import { formatBytes, formatCount } from '../figures.ts'
import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { backupWords } from '../texts/states.ts'
import { ArchivePart } from './archive-part.tsx'
import { LinkButton, PostButton } from './button.tsx'
import { Instant, Time } from './instant.tsx'
import { Notice } from './notice.tsx'
import { DoneOf, Progress } from './progress.tsx'
import { State } from './state.tsx'

export interface BackupProps {
  readonly backup: BackupView
  readonly email: string
  readonly now: number
}

/** How a backup stands, in full. Replaced live. */
export const BackupPanel = (props: BackupProps) => (
  <>
    <State state={backupWords(props.backup)} now={props.now} />
    <Now {...props} />
    <Filled {...props} />
    <ArchivePart {...props} />
    <Exceptions backup={props.backup} />
    <Facts {...props} />
    <Types backup={props.backup} />
    {!isFinished(props.backup.state) && (
      <p>
        <LinkButton
          href={to('cancelAsk', { backupId: props.backup.id })}
          text={T.cancel}
          kind="secondary"
        />
      </p>
    )}
  </>
)

/** One remark about what it waits for, or why it stopped. */
const Now = ({ backup, email, now }: BackupProps) => {
  const mail = `We will email you at ${email}. You can close this page.`
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
          <p>{backup.reason ? `${T.waiting} ${mail}` : mail}</p>
        </Notice>
      )
    case 'paused':
      return (
        <Notice tone="person" title={T.paused}>
          <LinkButton href={to('status')} text={T.pausedLink} kind="secondary" />
        </Notice>
      )
    case 'packaging':
      return <p>{`${T.packaging} ${mail}`}</p>
    case 'failed':
      return (
        <Notice tone="person" title={backup.reason ?? T.failed}>
          {backup.reason && <p>{T.failed}</p>}
        </Notice>
      )
    case 'cancelled':
      return <p>{T.cancelled}</p>
    case 'complete':
    case 'complete with exceptions':
      return null
  }
}

const Filled = ({ backup, now }: BackupProps) =>
  !isComplete(backup.state) && (
    <div class="filled">
      <Progress title={T.progress} done={backup.filesDone} total={backup.filesTotal} />
      <p class="filled-words">
        <span>
          <strong>
            <DoneOf done={backup.filesDone} total={backup.filesTotal} />
          </strong>{' '}
          {T.files}, <span class="figure">{formatBytes(backup.bytesDone)}</span>
        </span>
        {backup.estimatedEndAt !== null && (
          <span>
            {T.estimate} <Instant at={backup.estimatedEndAt} now={now} />
          </span>
        )}
      </p>
      {backup.state === 'paused' && <p class="quiet">{T.noEstimate}</p>}
    </div>
  )

const Exceptions = ({ backup }: { readonly backup: BackupView }) =>
  backup.exceptions > 0 && (
    <Notice tone="waiting" title={T.exceptionsTitle(formatCount(backup.exceptions))}>
      <p>{T.exceptionsText}</p>
      {backup.state === 'complete with exceptions' && (
        <>
          <p>{T.retryHint}</p>
          <PostButton
            action={to('retry', { backupId: backup.id })}
            text={T.retry}
            kind="secondary"
          />
        </>
      )}
    </Notice>
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
  </dl>
)

const Types = ({ backup }: { readonly backup: BackupView }) =>
  backup.types.length > 0 && (
    <section>
      <h2>{T.types}</h2>
      <ul class="type-bars">
        {backup.types.map((type) => (
          <li>
            <span>{type.title}</span>
            <DoneOf done={type.done} total={type.files} />
            <Progress title={type.title} done={type.done} total={type.files} thin />
          </li>
        ))}
      </ul>
    </section>
  )
