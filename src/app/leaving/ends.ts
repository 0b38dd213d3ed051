import { LedgerkeepError } from '../../core/errors.ts'
import { isFinished } from '../../core/flow.ts'
import { IDLE_WARN_DAYS, idleAt, idleEndAt, UNUSED_DAYS, WARN_DAYS } from '../../core/keeping.ts'
import type { Backup } from '../../ports/store/backup.ts'
import type { ConnectionLife } from '../../ports/store/keeping.ts'
import type { AppPorts } from '../app-ports.ts'
import { endingLetter, isWorthTelling } from '../ending-letter.ts'
import { endOfKeeping, goOnKeeping, keepDaysOf } from '../keeping.ts'
import { leaveXero } from '../leave-xero.ts'
import { disconnectView } from './disconnect.ts'
import { beginErasing } from './erase.ts'
import { disconnectedLetter, idleLetter } from './letters.ts'
import { tellWaiting } from './waiting.ts'

const DAY_MS = 86_400_000
/** Records taken from the database at a time. */
const SOME = 200
/** Idle connections that one sweep looks at. */
const MOST_IDLE = 5_000
const LETTERS_KEPT_MS = 90 * DAY_MS

/** What time alone brings about: dates, warnings, deletions, idle connections. Safe to run twice. */
export async function keepTime(ports: AppPorts): Promise<void> {
  await fixDates(ports)
  await warn(ports)
  await deleteDue(ports)
  await forgetScans(ports)
  await tellWaiting(ports)
  await endIdle(ports)
  await ports.store.mail.forgetSent(ports.clock.now() - LETTERS_KEPT_MS)
}

/** When something is due next, so that no deletion is late; null when nothing is. */
export const nextEnd = (ports: AppPorts): Promise<number | null> => ports.store.keeping.nextEnd()

/** Takes records in batches until none is left; each must leave the set that `find` looks at. */
async function each<T>(
  find: () => Promise<readonly T[]>,
  act: (one: T) => Promise<void>,
): Promise<void> {
  for (;;) {
    const some = await find()
    for (const one of some) await act(one)
    if (some.length < SOME) return
  }
}

/** One that ended without a date still has the time of a warning before it. */
async function fixDates(ports: AppPorts): Promise<void> {
  const { store, clock } = ports
  const soonest = clock.now() + WARN_DAYS * DAY_MS
  await each(
    () => store.keeping.dateless(SOME),
    async (id) => {
      const backup = await store.backup.backup(id)
      const end = backup && (await endOfKeeping(ports, backup, null))
      await store.keeping.changeLife(id, { keepUntil: Math.max(end ?? 0, soonest) })
    },
  )
}

async function warn(ports: AppPorts): Promise<void> {
  const { store, clock } = ports
  const now = clock.now()
  await each(
    () => store.keeping.unwarnedBy(now + WARN_DAYS * DAY_MS, SOME),
    async (life) => {
      const backup = await store.backup.backup(life.backupId)
      if (backup && isWorthTelling(backup) && life.cause === null) {
        const until = await fairEnd(ports, backup, life.keepUntil ?? now)
        if (until !== life.keepUntil) {
          await store.keeping.changeLife(backup.id, { keepUntil: until })
        }
        await endingLetter(ports, backup, until)
      }
      await store.keeping.changeLife(life.backupId, { warnedAt: now })
    },
  )
}

/** The agreed end, unless its warning is late because nothing ran at the time: then a week from now. */
async function fairEnd(ports: AppPorts, backup: Backup, until: number): Promise<number> {
  const now = ports.clock.now()
  const agreed =
    backup.finishedAt === null ? await restDays(ports, backup) : until - backup.finishedAt
  const warnAt = until - Math.min(WARN_DAYS * DAY_MS, agreed)
  const isLate = until <= now || now - warnAt > DAY_MS
  return isLate ? now + WARN_DAYS * DAY_MS : until
}

/** How long what rests is kept. */
async function restDays(ports: AppPorts, backup: Backup): Promise<number> {
  const connection = await ports.store.connect.connection(backup.connectionId)
  return (await keepDaysOf(ports, connection?.personId ?? '')) * DAY_MS
}

async function deleteDue(ports: AppPorts): Promise<void> {
  const { store, clock } = ports
  const now = clock.now()
  await each(
    () => store.keeping.endingBy(now, SOME),
    async (life) => {
      const backup = await store.backup.backup(life.backupId)
      if (!backup) throw new LedgerkeepError('bug', `${life.backupId} has a date and is not there.`)
      if (!isFinished(backup.state) && backup.state !== 'paused') {
        return goOnKeeping(ports, backup.id)
      }
      const connection = await store.connect.connection(backup.connectionId)
      await beginErasing(ports, {
        scope: 'backup',
        cause: life.cause ?? 'kept until',
        personId: connection?.personId ?? '',
        connectionId: backup.connectionId,
        backupId: backup.id,
      })
    },
  )
}

/** What was counted and never backed up is no backup: its stored answers go after a month at most. */
async function forgetScans(ports: AppPorts): Promise<void> {
  const { store, clock, facts } = ports
  const before = clock.now() - Math.min(facts.keeping.standardDays, UNUSED_DAYS) * DAY_MS
  for (const scanId of await store.keeping.forgottenScans(before, SOME)) {
    await store.jobs.add('delete', scanId, clock.now())
  }
}

async function endIdle(ports: AppPorts): Promise<void> {
  const { store, clock, facts } = ports
  const { idleDays } = facts.keeping
  await store.keeping.use(await store.keeping.working(), clock.now(), 0)
  if (idleDays === 0) return
  const since = clock.now() - Math.max(0, idleDays - IDLE_WARN_DAYS) * DAY_MS
  for (const life of await store.keeping.idleSince(since, MOST_IDLE)) {
    if (life.warnedAt === null) await warnIdle(ports, life, idleDays)
    else if (clock.now() >= idleEndAt(life, idleDays)) await endOne(ports, life)
  }
}

async function warnIdle(ports: AppPorts, life: ConnectionLife, idleDays: number): Promise<void> {
  const warnedAt = ports.clock.now()
  const until = Math.max(idleAt(life.usedAt, idleDays), idleEndAt({ ...life, warnedAt }, idleDays))
  await idleLetter(ports, life.connectionId, until)
  await ports.store.keeping.warnedIdle(life, warnedAt)
}

/** Where Xero does not answer, the next sweep tries again. */
async function endOne(ports: AppPorts, { connectionId }: ConnectionLife): Promise<void> {
  const { store, clock, log } = ports
  const connection = await store.connect.connection(connectionId)
  if (!connection) return
  try {
    await leaveXero(ports, connection)
  } catch (error) {
    log.warn('an idle connection could not be ended yet', { connectionId, error: String(error) })
    return
  }
  const view = await disconnectView(ports, connectionId)
  const left = { choice: 'keep', wasConnected: true, idle: true } as const
  await disconnectedLetter(ports, view, { ...left, occasion: `${clock.now()}` })
  await store.audit({
    at: clock.now(),
    personId: null,
    what: 'disconnected',
    subjectId: connectionId,
    detail: 'idle',
  })
}
