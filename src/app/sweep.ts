import type { AppPorts } from './app-ports.ts'
import { type SliceEnd, waitUntil } from './slice.ts'

const SWEEP_EVERY_MS = 3_600_000

/** Hourly, and at every start: forgets what expired, and gives each unfinished record its job back. */
export async function sweepSlice(ports: AppPorts): Promise<SliceEnd> {
  const { store, clock } = ports
  await store.connect.forgetExpired(clock.now())
  await store.operator.forgetExpired(clock.now())
  if (ports.payments) await store.jobs.add('reconcile', 'stripe', nextNight(clock.now()))
  await requeue(ports)
  return waitUntil(clock.now() + SWEEP_EVERY_MS)
}

const DAY_MS = 24 * 3_600_000
/** Three in the morning, UTC: after Stripe's own day has closed. */
const NIGHT_MS = 3 * 3_600_000

/** The next time that our books are compared with Stripe's. */
export const nextNight = (now: number): number =>
  Math.floor((now - NIGHT_MS) / DAY_MS + 1) * DAY_MS + NIGHT_MS

/** A crash between a record and its job loses no work: the job is added again, which is harmless. */
export async function requeue(ports: AppPorts): Promise<void> {
  const { store, clock } = ports
  const open = await store.unfinished()
  const now = clock.now()
  for (const id of open.scans) await store.jobs.add('scan', id, now)
  for (const id of open.backups) await store.jobs.add('backup', id, now)
  for (const id of open.packaging) await store.jobs.add('archive', id, now)
  for (const id of open.orders) await store.jobs.add('payment', id, now)
  for (const id of open.mails) await store.jobs.add('mail', id, now)
}
