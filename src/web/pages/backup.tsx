import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { BackupPanel, type BackupProps } from '../ui/backup-panel.tsx'
import { Confirmation } from '../ui/confirmation.tsx'
import { Announcer, Live } from '../ui/live.tsx'

export const BackupPage = (props: BackupProps) => (
  <div class="flow" data-events={to('backupEvents', { backupId: props.backup.id })}>
    <p>
      <a href={to('status')}>{T.toStatus}</a>
    </p>
    <h1>{T.title(props.backup.organisation)}</h1>
    <Announcer />
    <Live id={props.backup.id}>
      <BackupPanel {...props} />
    </Live>
  </div>
)

export const CancelPage = (props: { readonly backupId: string; readonly paid: boolean }) => (
  <Confirmation
    title={T.cancelTitle}
    heading={T.cancelHappens}
    points={T.cancelPoints(props.paid)}
    action={to('cancel', { backupId: props.backupId })}
    confirm={T.cancel}
    back={{ href: to('backupPage', { backupId: props.backupId }), text: T.cancelBack }}
  />
)
