import { refuse } from '../../core/errors.ts'
import type { BackupState } from '../../core/flow.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { BackupStage } from '../app.ts'
import type { AppPorts } from '../app-ports.ts'
import { beginKeeping, goOnKeeping, keepFor } from '../keeping.ts'
import { pausedByYou } from '../letters/index.ts'
import { ownBackup } from '../ownership.ts'
import { post } from '../post.ts'

const UNDER_WAY: readonly BackupState[] = ['pending', 'running', 'waiting']

/** What a customer may do with a backup beside looking at it. */
export function createRest(
  ports: AppPorts,
): Pick<BackupStage, 'pause' | 'resume' | 'cancel' | 'keepFor'> {
  const { store, clock } = ports
  const audit = (personId: string, what: string, subjectId: string, detail: string) =>
    store.audit({ at: clock.now(), personId, what, subjectId, detail })

  return {
    async pause(personId, backupId) {
      const { backup } = await ownBackup(store, personId, backupId)
      const paused = await store.backup.changeBackup(backup.id, UNDER_WAY, {
        state: 'paused',
        reason: 'You paused it',
        waitingUntil: null,
      })
      if (!paused) throw cannotRest(backup)
      const keepUntil = await beginKeeping(ports, backup)
      await store.keeping.changeLife(backup.id, { pausedAt: clock.now() })
      await audit(personId, 'paused a backup', backup.id, progress(backup))
      await pausedLetter(ports, backup, keepUntil)
    },

    async resume(personId, backupId) {
      const { backup, connection } = await ownBackup(store, personId, backupId)
      if (backup.state !== 'paused') {
        throw refuse('This backup is not paused.', 'Open it from the Status page.', {
          reason: 'conflict',
        })
      }
      if (connection.state !== 'active') {
        throw refuse('Xero is not connected.', 'Connect the organisation again: it then goes on.', {
          reason: 'conflict',
        })
      }
      const state = backup.startedAt === null ? 'pending' : 'running'
      const change = { state, reason: null, waitingUntil: null } as const
      if (!(await store.backup.changeBackup(backup.id, ['paused'], change))) return
      await goOnKeeping(ports, backup.id)
      await store.jobs.add('backup', backup.id, clock.now())
      await audit(personId, 'resumed a backup', backup.id, progress(backup))
    },

    async cancel(personId, backupId) {
      const { backup } = await ownBackup(store, personId, backupId)
      const outcome = await store.backup.cancelBackup(backup.id, clock.now())
      if (outcome === 'packed') {
        throw refuse('This backup has just been packed.', 'Download it, or delete it.', {
          reason: 'conflict',
        })
      }
      if (outcome === 'ended') {
        throw refuse('This backup has ended already.', 'Open it from the Status page.', {
          reason: 'conflict',
        })
      }
      const now = await store.backup.backup(backup.id)
      await beginKeeping(ports, now ?? backup)
      await audit(personId, 'cancelled a backup', backup.id, progress(backup))
    },

    async keepFor(personId, backupId, days) {
      const { backup } = await ownBackup(store, personId, backupId)
      await keepFor(ports, backup, days)
      await audit(personId, 'chose how long a backup is kept', backup.id, `${days} days`)
    },
  }
}

const progress = ({ filesDone, filesTotal }: Backup): string =>
  `${filesDone} of ${filesTotal} files`

const cannotRest = ({ state }: Backup) =>
  state === 'packaging'
    ? refuse('This backup is being packed, which takes minutes.', 'Wait until it is done.', {
        reason: 'conflict',
      })
    : refuse(`This backup is ${state}.`, 'Open it from the Status page.', { reason: 'conflict' })

const pausedLetter = (ports: AppPorts, backup: Backup, keptUntil: number): Promise<void> =>
  post(
    ports,
    backup.connectionId,
    `paused by hand ${backup.id} ${ports.clock.now()}`,
    ({ site, organisation }) =>
      pausedByYou({
        site,
        organisation,
        filesDone: backup.filesDone,
        filesTotal: backup.filesTotal,
        keptUntil,
        link: `${site.baseUrl}/backups/${backup.id}`,
      }),
  )
