import type { BackupView } from '../../app/app.ts'
import { isComplete } from '../../core/flow.ts'
import { formatBytes } from '../figures.ts'
import { PART_SIZES } from '../part-sizes.ts'
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
        <PartSizes backup={backup} bytes={backup.archive.bytes} />
      </div>
      <LinkButton href={to('download', { backupId: backup.id })} text={T.download} />
    </div>
  )
}

/** Sizes to cut the archive into, where it is longer than they are. */
const PartSizes = ({ backup, bytes }: { readonly backup: BackupView; readonly bytes: number }) => {
  const sizes = PART_SIZES.filter((size) => size.bytes < bytes)
  if (sizes.length === 0) return null
  return (
    <p class="hint">
      {T.inParts}
      {sizes.map(({ name }) => (
        <>
          {' '}
          <a href={to('parts', { backupId: backup.id, size: name })}>{name}</a>
        </>
      ))}
    </p>
  )
}
