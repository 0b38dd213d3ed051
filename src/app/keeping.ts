import { refuse } from '../core/errors.ts'
import { isFinished } from '../core/flow.ts'
import { keptUntil, needKeepDays, UNUSED_DAYS, WARN_DAYS } from '../core/keeping.ts'
import type { Backup } from '../ports/store/backup.ts'
import type { BackupLife } from '../ports/store/keeping.ts'
import type { AppPorts } from './app-ports.ts'
import { endingLetter, isWorthTelling } from './ending-letter.ts'
import { needKeptPayment } from './kept-payment.ts'

const DAY_MS = 86_400_000

type Ports = Pick<AppPorts, 'store' | 'facts' | 'clock'>

/** The days that a person chose, or those of the installation. */
export async function keepDaysOf({ store, facts }: Ports, personId: string): Promise<number> {
  const chosen = await store.keeping.keepDays(personId)
  return Math.min(chosen ?? facts.keeping.standardDays, facts.keeping.mostDays)
}

async function daysFor(ports: Ports, backup: Backup): Promise<number> {
  const connection = await ports.store.connect.connection(backup.connectionId)
  const days = await keepDaysOf(ports, connection?.personId ?? '')
  return backup.state === 'cancelled' ? Math.min(days, UNUSED_DAYS) : days
}

/** When a backup that has ended, or rests, is deleted; null while it works. */
export async function endOfKeeping(
  ports: Ports,
  backup: Backup,
  life: BackupLife | null,
): Promise<number | null> {
  if (life?.keepUntil) return life.keepUntil
  if (!isFinished(backup.state) && backup.state !== 'paused') return null
  const days = await daysFor(ports, backup)
  return keptUntil(backup.finishedAt ?? ports.clock.now(), days)
}

/** The date of a backup that ends, or comes to rest, now; a later one that was chosen before stays. */
export async function keepingFromNow(
  ports: Ports,
  backup: Backup,
  life: BackupLife | null,
): Promise<number> {
  const days = await daysFor(ports, backup)
  return Math.max(life?.keepUntil ?? 0, keptUntil(ports.clock.now(), days))
}

/** Fixes that date. */
export async function beginKeeping(ports: Ports, backup: Backup): Promise<number> {
  const { store } = ports
  const keepUntil = await keepingFromNow(ports, backup, await store.keeping.life(backup.id))
  await store.keeping.changeLife(backup.id, { keepUntil, warnedAt: null, pausedAt: null })
  return keepUntil
}

/** A backup that works again has no end yet, and has not been waiting. */
export const goOnKeeping = (ports: Pick<Ports, 'store'>, backupId: string): Promise<void> =>
  ports.store.keeping.changeLife(backupId, {
    keepUntil: null,
    warnedAt: null,
    pausedAt: null,
    progressAt: null,
  })

/** The customer's own choice of days, from the end of the backup. */
export async function keepFor(ports: AppPorts, backup: Backup, days: number): Promise<void> {
  const { store, clock, facts } = ports
  needKeepDays(days, facts.keeping.mostDays)
  await needKeptPayment(store, backup)
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
  // A date that is near is announced at once: it is the customer's own choice, and no late warning.
  if (keepUntil - clock.now() < WARN_DAYS * DAY_MS) {
    if (isWorthTelling(backup)) await endingLetter(ports, backup, keepUntil)
    await store.keeping.changeLife(backup.id, { warnedAt: clock.now() })
  }
  await store.jobs.add('sweep', 'all', clock.now())
}
