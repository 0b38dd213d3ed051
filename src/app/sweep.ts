import type { AppPorts } from './app-ports.ts'
import { keepTime, nextEnd } from './leaving/ends.ts'
import { nextNight } from './order/reconcile.ts'
import { type SliceEnd, waitUntil } from './slice.ts'

const SWEEP_EVERY_MS = 3_600_000
const LEAST_PAUSE_MS = 1_000

/**
 * Hourly, when something ends, and at every start: forgets what expired, does what is due, and gives each
 * unfinished record its job back.
 */
export async function sweepSlice(ports: AppPorts): Promise<SliceEnd> {
  const { store, clock } = ports
  await store.connect.forgetExpired(clock.now())
  await store.operator.forgetExpired(clock.now())
  if (ports.payments) await store.jobs.add('reconcile', 'stripe', nextNight(clock.now()))
  await requeue(ports)
  await store.quote.expireQuotes(clock.now())
  await keepTime(ports)
  const next = (await nextEnd(ports)) ?? Number.POSITIVE_INFINITY
  const soon = clock.now() + LEAST_PAUSE_MS
  return waitUntil(Math.min(clock.now() + SWEEP_EVERY_MS, Math.max(soon, next)))
}

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
  for (const id of open.deletions) await store.jobs.add('delete', id, now)
}
