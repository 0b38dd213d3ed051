import type { BackupView } from '../../app/app.ts'
import { isComplete } from '../../core/flow.ts'
import { formatBytes } from '../figures.ts'
import { PART_SIZES } from '../part-sizes.ts'
import { to } from '../routes.ts'
import { BACKUP as T } from '../texts/backup.ts'
import { LinkButton } from './button.tsx'

/** The archive that can be downloaded now; it stays while a retry runs, and when that ends badly. */
export const readyArchive = ({ archive, deletedAt }: BackupView): BackupView['archive'] =>
  archive?.state === 'ready' && deletedAt === null ? archive : null

/** The finished archive with its *Download* button, or why there is none. */
export const ArchivePart = ({ backup }: { readonly backup: BackupView }) => {
  const archive = readyArchive(backup)
  if (!archive) return <NoArchive backup={backup} />
  return (
    <div class="archive">
      <div>
        <h2>{T.archiveTitle}</h2>
        <p class="file-name">
          {archive.fileName}
          <span class="quiet">, {formatBytes(archive.bytes)}</span>
        </p>
        <p class="hint">{T.downloadHint}</p>
        <PartSizes backup={backup} bytes={archive.bytes} />
      </div>
      <LinkButton href={to('download', { backupId: backup.id })} text={T.download} />
    </div>
  )
}

const NoArchive = ({ backup }: { readonly backup: BackupView }) => {
  if (!isComplete(backup.state)) return null
  const isBuilding = !backup.archive || backup.archive.state === 'building'
  return <p>{isBuilding ? T.building : T.deleted}</p>
}

/** Sizes to cut the archive into, where it is longer than they are. */
const PartSizes = ({ backup, bytes }: { readonly backup: BackupView; readonly bytes: number }) => {
  const sizes = PART_SIZES.filter((size) => size.bytes < bytes)
  if (sizes.length === 0) return null
  return (
    <p class="hint">
      {T.inParts}
      {sizes.map(({ name, bytes: size }) => (
        <>
          {' '}
          <a href={to('parts', { backupId: backup.id, size: name })}>{formatBytes(size)}</a>
        </>
      ))}
    </p>
  )
}
