import type { BackupView } from '../../app/app.ts'
import { isComplete } from '../../core/flow.ts'
import { WARN_DAYS } from '../../core/keeping.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { Instant } from './instant.tsx'

const WARN_MS = WARN_DAYS * 86_400_000

interface EndingProps {
  readonly until: number
  readonly now: number
  /** Whether another day can be chosen on this very page. */
  readonly here?: boolean
}

/** Whether the day of what can be downloaded, or resumed, is near: the page says so as the letter does. */
export const isEnding = ({ state, keptUntil, deletedAt }: BackupView, now: number): boolean =>
  (isComplete(state) || state === 'paused') &&
  keptUntil !== null &&
  deletedAt === null &&
  keptUntil - now <= WARN_MS

export const EndingSoon = ({ until, now, here = false }: EndingProps) => (
  <div class="notice waiting">
    <p>
      {T.endsSoon} <Instant at={until} now={now} />. {here ? T.endsSoonHere : T.endsSoonNext}
    </p>
  </div>
)

/** The day of a backup that rests, and what has to be done before; nothing for any other. */
export const RestsUntil = ({
  backup,
  now,
}: {
  readonly backup: BackupView
  readonly now: number
}) => {
  if (backup.state !== 'paused' || backup.keptUntil === null) return null
  return (
    <div class={isEnding(backup, now) ? 'notice waiting' : 'quiet'}>
      <p>
        {T.keptUntil} <Instant at={backup.keptUntil} now={now} />.{' '}
        {backup.pausedByCustomer ? T.restsByYou : T.restsAway}
      </p>
    </div>
  )
}
