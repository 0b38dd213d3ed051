import { refuse } from '../../core/errors.ts'
import { isFinished } from '../../core/flow.ts'
import type { BackupStage } from '../app.ts'
import type { AppPorts } from '../app-ports.ts'
import { ownBackup } from '../ownership.ts'
import { beginErasing } from './erase.ts'

/** Deleting one backup before its time. */
export const createDelete = (ports: AppPorts): Pick<BackupStage, 'delete'> => ({
  async delete(personId, backupId) {
    const { backup } = await ownBackup(ports.store, personId, backupId)
    if (!isFinished(backup.state)) {
      throw refuse('This backup has not ended yet.', 'Cancel it first.', { reason: 'conflict' })
    }
    if ((await ports.store.keeping.life(backupId))?.deletedAt) {
      throw refuse('This backup is deleted already.', 'Its receipt is on the Account page.', {
        reason: 'gone',
      })
    }
    return beginErasing(ports, {
      scope: 'backup',
      cause: 'asked',
      personId,
      connectionId: backup.connectionId,
      backupId,
    })
  },
})
