import type { BackupView } from '../../app/app.ts'
import { isComplete } from '../../core/flow.ts'
import { WARN_DAYS } from '../../core/keeping.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { Instant } from './instant.tsx'

const WARN_MS = WARN_DAYS * 86_400_000

/** Whether the day of a backup that can be downloaded is near: the page says so as the letter does. */
export const isEnding = ({ state, keptUntil, deletedAt }: BackupView, now: number): boolean =>
  isComplete(state) && keptUntil !== null && deletedAt === null && keptUntil - now <= WARN_MS

export const EndingSoon = ({ until, now }: { readonly until: number; readonly now: number }) => (
  <div class="notice waiting">
    <p>
      {T.endsSoon} <Instant at={until} now={now} />. {T.endsSoonNext}
    </p>
  </div>
)
