import type { Backup } from '../../ports/store/backup.ts'
import type { Deletion } from '../../ports/store/erasing.ts'
import type { DisconnectChoice, DisconnectView } from '../app-life.ts'
import type { AppPorts } from '../app-ports.ts'
import {
  backupWaiting,
  deletionComing,
  deletionDone,
  disconnected,
  idleComing,
} from '../letters/index.ts'
import { post, postTo } from '../post.ts'
import { receiptOf } from './erase.ts'

/** Confirms what was chosen. Where everything is deleted, the letter goes with it once it is sent. */
export const disconnectedLetter = (
  ports: AppPorts,
  view: DisconnectView,
  choice: DisconnectChoice,
  wasConnected: boolean,
  idle = false,
): Promise<void> =>
  post(
    ports,
    view.connectionId,
    `disconnected ${view.connectionId} ${ports.clock.now()}`,
    ({ site, organisation }) =>
      disconnected({
        site,
        organisation,
        choice,
        wasConnected,
        idle,
        backups: view.backups,
        keptUntil: view.keptUntil,
        paused: view.underWay,
        link: `${site.baseUrl}/status`,
      }),
    choice === 'delete all',
  )

/** The receipt, to the address that was written down when the deletion began. */
export async function receiptLetter(ports: AppPorts, deletion: Deletion): Promise<void> {
  const { email, organisation, personId, connectionId, scope, cause } = deletion
  if (!email) return
  if (cause === 'kept until' && !(await wasTold(ports, deletion))) return
  const site = { baseUrl: ports.facts.baseUrl, operator: ports.facts.operator }
  const passing = scope === 'everything' || scope === 'account'
  const link = scope === 'account' ? `${site.baseUrl}/` : `${site.baseUrl}/receipts/${deletion.id}`
  const letter = deletionDone({ site, organisation, receipt: receiptOf(deletion), link })
  const owner = { personId, connectionId, passing }
  await postTo(ports, email, owner, `deleted ${deletion.id}`, letter)
}

/** What was cancelled long ago is cleared away without a word. */
async function wasTold(ports: AppPorts, { backupId }: Deletion): Promise<boolean> {
  const backup = backupId === null ? null : await ports.store.backup.backup(backupId)
  return backup !== null && backup.state !== 'failed' && isWorthTelling(backup)
}

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

export const waitingLetter = (ports: AppPorts, backup: Backup, since: number): Promise<void> =>
  post(ports, backup.connectionId, `waiting ${backup.id} ${since}`, ({ site, organisation }) =>
    backupWaiting({
      site,
      organisation,
      reason: backup.reason ?? 'A place in the queue.',
      filesDone: backup.filesDone,
      filesTotal: backup.filesTotal,
      link: `${site.baseUrl}/backups/${backup.id}`,
    }),
  )

export const idleLetter = (ports: AppPorts, connectionId: string, until: number): Promise<void> =>
  post(ports, connectionId, `idle ${connectionId} ${until}`, ({ site, organisation }) =>
    idleComing({ site, organisation, until, link: `${site.baseUrl}/status` }),
  )
