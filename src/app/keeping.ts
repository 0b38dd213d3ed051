import { refuse } from '../core/errors.ts'
import { isFinished } from '../core/flow.ts'
import { keptUntil, needKeepDays } from '../core/keeping.ts'
import type { Backup } from '../ports/store/backup.ts'
import type { BackupLife } from '../ports/store/keeping.ts'
import type { AppPorts } from './app-ports.ts'

type Ports = Pick<AppPorts, 'store' | 'facts' | 'clock'>

/** The days that a person chose, or those of the installation. */
export async function keepDaysOf({ store, facts }: Ports, personId: string): Promise<number> {
  const chosen = await store.keeping.keepDays(personId)
  return Math.min(chosen ?? facts.keeping.standardDays, facts.keeping.mostDays)
}

/** When a backup that has ended, or rests, is deleted; null while it works. */
export async function endOfKeeping(
  ports: Ports,
  backup: Backup,
  life: BackupLife | null,
): Promise<number | null> {
  if (life?.keepUntil) return life.keepUntil
  if (!isFinished(backup.state) && backup.state !== 'paused') return null
  const connection = await ports.store.connect.connection(backup.connectionId)
  const days = await keepDaysOf(ports, connection?.personId ?? '')
  return keptUntil(backup.finishedAt ?? ports.clock.now(), days)
}

/** Fixes the date of a backup that ends now; a later one that the customer chose before stays. */
export async function beginKeeping(ports: Ports, backup: Backup): Promise<number> {
  const { store, clock } = ports
  const connection = await store.connect.connection(backup.connectionId)
  const days = await keepDaysOf(ports, connection?.personId ?? '')
  const life = await store.keeping.life(backup.id)
  const keepUntil = Math.max(life?.keepUntil ?? 0, keptUntil(clock.now(), days))
  await store.keeping.changeLife(backup.id, { keepUntil, warnedAt: null, pausedAt: null })
  return keepUntil
}

/** A backup that works again has no end yet. */
export const goOnKeeping = (ports: Pick<Ports, 'store'>, backupId: string): Promise<void> =>
  ports.store.keeping.changeLife(backupId, { keepUntil: null, warnedAt: null, pausedAt: null })

/** The customer's own choice of days, from the end of the backup. */
export async function keepFor(ports: Ports, backup: Backup, days: number): Promise<void> {
  const { store, clock, facts } = ports
  needKeepDays(days, facts.keeping.mostDays)
  const life = await store.keeping.life(backup.id)
  if (life?.deletedAt) throw refuse('It is deleted.', 'Start a new backup.', { reason: 'gone' })
  if (backup.finishedAt === null) {
    throw refuse('This backup has not ended yet.', 'Choose the date when it is ready.', {
      reason: 'conflict',
    })
  }
  const keepUntil = keptUntil(backup.finishedAt, days)
  if (keepUntil <= clock.now()) {
    throw refuse('That day is past.', 'Choose a longer time, or delete the backup.', {
      field: 'days',
    })
  }
  await store.keeping.changeLife(backup.id, { keepUntil, warnedAt: null, cause: null })
  // The sweep looks at once: a date that is near is announced today.
  await store.jobs.add('sweep', 'all', clock.now())
}
