import { refuse } from '../core/errors.ts'
import type { DownloadStage } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import { readArchive } from './archive-reader.ts'
import { ownBackup } from './ownership.ts'

export function createDownload(ports: AppPorts): DownloadStage {
  const { store } = ports
  return {
    async open(personId, backupId) {
      const { backup } = await ownBackup(store, personId, backupId)
      const archive = await store.archive.archiveOfBackup(backup.id)
      if (archive?.state === 'deleted') {
        throw refuse(
          'This download has expired and its files are deleted.',
          'Start a new backup.',
          {
            reason: 'gone',
          },
        )
      }
      if (!archive || archive.state !== 'ready') {
        throw refuse('The archive is not ready yet.', 'We will email you when it is.', {
          reason: 'conflict',
        })
      }
      return {
        fileName: archive.fileName,
        bytes: archive.bytes,
        etag: archive.etag,
        read: (start, end) => readArchive(ports, archive, start, end),
      }
    },
  }
}
