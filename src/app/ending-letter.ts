import type { Backup } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'
import { deletionComing } from './letters/index.ts'
import { post } from './post.ts'

/** What can be downloaded, or can go on. */
export const isWorthTelling = ({ state }: Pick<Backup, 'state'>): boolean =>
  state === 'complete' || state === 'complete with exceptions' || state === 'paused'

export const endingLetter = (ports: AppPorts, backup: Backup, until: number): Promise<void> =>
  post(
    ports,
    backup.connectionId,
    `deletion coming ${backup.id} ${until}`,
    ({ site, organisation }) =>
      deletionComing({
        site,
        organisation,
        until,
        files: backup.filesDone,
        bytes: backup.bytesDone,
        complete: backup.state !== 'paused',
        link: `${site.baseUrl}/backups/${backup.id}`,
      }),
  )
