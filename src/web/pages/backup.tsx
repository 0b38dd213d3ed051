import type { BackupView } from '../../app/app.ts'
import { counted, formatBytes } from '../figures.ts'
import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { readyArchive } from '../ui/archive-part.tsx'
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

/** With an archive that is ready it is a retry that is cancelled: nothing is lost by that. */
export const CancelPage = ({ backup }: { readonly backup: BackupView }) => {
  const retried = readyArchive(backup) !== null
  return (
    <Confirmation
      title={retried ? T.cancelRetryTitle : T.cancelTitle}
      heading={T.cancelHappens}
      points={retried ? T.cancelRetryPoints : T.cancelPoints(backup.orderId !== null)}
      action={to('cancel', { backupId: backup.id })}
      confirm={retried ? T.cancelRetry : T.cancel}
      back={{ href: to('backupPage', { backupId: backup.id }), text: T.cancelBack }}
    />
  )
}

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
