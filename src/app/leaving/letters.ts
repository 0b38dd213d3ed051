import type { Backup } from '../../ports/store/backup.ts'
import type { Deletion } from '../../ports/store/erasing.ts'
import type { Scan } from '../../ports/store/scan.ts'
import type { DisconnectChoice, DisconnectView } from '../app-life.ts'
import type { AppPorts } from '../app-ports.ts'
import { isWorthTelling } from '../ending-letter.ts'
import {
  backupWaiting,
  deletionDone,
  disconnected,
  idleComing,
  scanWaiting,
} from '../letters/index.ts'
import { post, postTo, siteOf } from '../post.ts'
import { receiptOf } from './erase.ts'

interface Disconnected {
  readonly choice: DisconnectChoice
  readonly wasConnected: boolean
  /** What tells this time from others. */
  readonly occasion: string
  readonly idle?: boolean
}

/** Confirms what was chosen. Where everything is deleted, the letter goes with it once it is sent. */
export const disconnectedLetter = (
  ports: AppPorts,
  view: DisconnectView,
  { choice, wasConnected, occasion, idle = false }: Disconnected,
): Promise<void> =>
  post(
    ports,
    view.connectionId,
    `disconnected ${view.connectionId} ${occasion}`,
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
  const site = siteOf(ports)
  const passing = scope === 'everything' || scope === 'account'
  const link = scope === 'account' ? `${site.baseUrl}/` : `${site.baseUrl}/receipts/${deletion.id}`
  const letter = deletionDone({ site, organisation, receipt: receiptOf(deletion), link })
  const owner = { personId, connectionId, passing }
  await postTo(ports, email, owner, `deleted ${deletion.id}`, letter)
}

/** What failed or was cancelled long ago is cleared away without a word. */
async function wasTold({ store }: AppPorts, { backupId }: Deletion): Promise<boolean> {
  const backup = backupId === null ? null : await store.backup.backup(backupId)
  if (!backup) return false
  if (isWorthTelling(backup)) return true
  // One that rested was told of, and the deletion itself has cancelled it.
  const life = await store.keeping.life(backup.id)
  return backup.state === 'cancelled' && backup.finishedAt === life?.deletedAt
}

/** A sweep may look just when another try is under way, which has no reason yet. */
const unnamed = (state: string): string =>
  state === 'pending' ? 'A place in the queue.' : 'It is being tried again at this moment.'

export const waitingLetter = (ports: AppPorts, backup: Backup, since: number): Promise<void> =>
  post(ports, backup.connectionId, `waiting ${backup.id} ${since}`, ({ site, organisation }) =>
    backupWaiting({
      site,
      organisation,
      reason: backup.reason ?? unnamed(backup.state),
      waitsFor: backup.waitsFor,
      filesDone: backup.filesDone,
      filesTotal: backup.filesTotal,
      link: `${site.baseUrl}/backups/${backup.id}`,
    }),
  )

export const scanWaitingLetter = (ports: AppPorts, scan: Scan, since: number): Promise<void> =>
  post(ports, scan.connectionId, `waiting ${scan.id} ${since}`, ({ site, organisation }) =>
    scanWaiting({
      site,
      organisation,
      reason: scan.failure ?? unnamed(scan.state),
      waitsFor: scan.waitsFor,
      link: `${site.baseUrl}/status`,
    }),
  )

export const idleLetter = (ports: AppPorts, connectionId: string, until: number): Promise<void> =>
  post(ports, connectionId, `idle ${connectionId} ${until}`, ({ site, organisation }) =>
    idleComing({ site, organisation, until, link: `${site.baseUrl}/status` }),
  )
