import type { BackupView } from '../../app/app.ts'
import { counted, formatBytes } from '../figures.ts'
import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { BackupPanel, type BackupProps } from '../ui/backup-panel.tsx'
import { Confirmation } from '../ui/confirmation.tsx'
import { FormErrors } from '../ui/form-errors.tsx'
import { Announcer, Live } from '../ui/live.tsx'

export const BackupPage = (props: BackupProps) => (
  <div class="flow" data-events={to('backupEvents', { backupId: props.backup.id })}>
    <p>
      <a href={to('status')}>{T.toStatus}</a>
    </p>
    <h1>{T.title(props.backup.organisation)}</h1>
    <FormErrors fault={props.fault ?? null} />
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

export const DeletePage = ({ backup }: { readonly backup: BackupView }) => (
  <Confirmation
    title={T.deleteTitle}
    heading={T.deleteHappens}
    points={T.deletePoints(
      counted(backup.filesDone, 'file'),
      formatBytes(backup.archive?.bytes ?? backup.bytesDone),
    )}
    action={to('deleteBackup', { backupId: backup.id })}
    confirm={T.deleteTitle}
    back={{ href: to('backupPage', { backupId: backup.id }), text: T.deleteBack }}
  />
)
