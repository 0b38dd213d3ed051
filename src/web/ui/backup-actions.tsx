import type { BackupView } from '../../app/app.ts'
import { isFinished } from '../../core/flow.ts'
import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { readyArchive } from './archive-part.tsx'
import { PostButton } from './button.tsx'

interface ActionsProps {
  readonly backup: BackupView
  readonly children?: unknown
}

/** Pause, and the way to cancelling; nothing once it has ended. */
export const BackupActions = ({ backup, children }: ActionsProps) => {
  if (isFinished(backup.state)) return null
  const mayPause = backup.state !== 'paused' && backup.state !== 'packaging'
  return (
    <div class="buttons">
      {mayPause && (
        <PostButton
          action={to('pause', { backupId: backup.id })}
          text={T.pause}
          kind="secondary"
          about={backup.organisation}
        />
      )}
      {children}
      <a href={to('cancelAsk', { backupId: backup.id })}>
        {readyArchive(backup) ? T.cancelRetry : T.cancel}
        <span class="unseen"> {backup.organisation}</span>
      </a>
    </div>
  )
}
