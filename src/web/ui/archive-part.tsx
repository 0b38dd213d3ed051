import type { BackupView } from '../../app/app.ts'
import { isComplete } from '../../core/flow.ts'
import { formatBytes } from '../figures.ts'
import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { LinkButton } from './button.tsx'

/** The finished archive with its *Download* button, or why there is none. */
export const ArchivePart = ({ backup }: { readonly backup: BackupView }) => {
  if (!isComplete(backup.state)) return null
  if (!backup.archive || backup.archive.state === 'building') return <p>{T.building}</p>
  if (backup.archive.state === 'deleted') return <p>{T.deleted}</p>
  return (
    <div class="archive">
      <div>
        <h2>{T.archiveTitle}</h2>
        <p class="file-name">
          {backup.archive.fileName} <span class="quiet">{formatBytes(backup.archive.bytes)}</span>
        </p>
        <p class="hint">{T.downloadHint}</p>
      </div>
      <LinkButton href={to('download', { backupId: backup.id })} text={T.download} />
    </div>
  )
}
