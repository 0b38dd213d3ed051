import type { Backup } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'
import { keptSize } from './kept-size.ts'
import { deletionComing } from './letters/index.ts'
import { post } from './post.ts'

/** What can be downloaded, or can go on. */
export const isWorthTelling = ({ state }: Pick<Backup, 'state'>): boolean =>
  state === 'complete' || state === 'complete with exceptions' || state === 'paused'

export async function endingLetter(ports: AppPorts, backup: Backup, until: number): Promise<void> {
  const bytes = await keptSize(ports, backup)
  const rests = await restsFor(ports, backup)
  await post(
    ports,
    backup.connectionId,
    `deletion coming ${backup.id} ${until}`,
    ({ site, organisation }) =>
      deletionComing({
        site,
        organisation,
        until,
        files: backup.filesDone,
        bytes,
        rests,
        link: `${site.baseUrl}/backups/${backup.id}`,
      }),
  )
}

async function restsFor({ store }: AppPorts, { id, state }: Backup) {
  if (state !== 'paused') return null
  const life = await store.keeping.life(id)
  return life?.pausedAt ? 'by hand' : 'connection'
}
