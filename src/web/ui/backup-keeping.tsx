import type { BackupView } from '../../app/app.ts'
import { isFinished } from '../../core/flow.ts'
import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { EndingSoon, isEnding } from './backup-ending.tsx'
import { TextField } from './fields.tsx'
import type { FormFault } from './form-errors.tsx'
import { Instant } from './instant.tsx'

interface KeepingProps {
  readonly backup: BackupView
  readonly mostDays: number
  readonly now: number
  readonly days?: string | undefined
  readonly fault?: FormFault | null
}

const DAY_MS = 86_400_000

/** How long an ended backup stays here, with the choice of another day, and deleting it now. */
export const BackupKeeping = (props: KeepingProps) => {
  const { backup, now } = props
  if (!isFinished(backup.state)) return null
  if (backup.deletedAt !== null) {
    return (
      <p>
        {T.deletedAt} <Instant at={backup.deletedAt} now={now} />. {T.deletedNext}
      </p>
    )
  }
  return backup.keptUntil === null ? null : <Kept {...props} until={backup.keptUntil} />
}

const Kept = (props: KeepingProps & { readonly until: number }) => {
  const { backup, mostDays, now, until, fault } = props
  const days = Math.round((until - (backup.finishedAt ?? now)) / DAY_MS)
  return (
    <section>
      <h2>{T.keepTitle}</h2>
      {isEnding(backup, now) ? (
        <EndingSoon until={until} now={now} here />
      ) : (
        <p>
          {T.keptUntil} <Instant at={until} now={now} />. {T.keepThen}
        </p>
      )}
      <form
        method="post"
        action={to('keep', { backupId: backup.id })}
        class="inline-form"
        novalidate
      >
        <TextField
          name="days"
          label={T.keepDays}
          hint={T.keepHint(mostDays)}
          type="number"
          inputmode="numeric"
          min={1}
          max={mostDays}
          narrow
          value={props.days ?? String(days)}
          error={fault?.field === 'days' ? fault.text : undefined}
        />
        <button class="button secondary" type="submit">
          {T.keepSave}
        </button>
      </form>
      <p>
        <a href={to('deleteAsk', { backupId: backup.id })}>{T.deleteNow}</a>
      </p>
    </section>
  )
}
