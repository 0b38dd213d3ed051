import type { SliceEnd } from '../app/slice.ts'
import type { Clock } from '../ports/clock.ts'
import type { Job, JobKind, Jobs } from '../ports/jobs.ts'
import type { Log } from '../ports/log.ts'

export interface LoopPorts {
  readonly jobs: Jobs
  readonly work: (job: Job, signal: AbortSignal) => Promise<SliceEnd>
  readonly clock: Clock
  readonly log: Log
  /** Jobs under way together. */
  readonly slots: number
  /** Of some kinds fewer: those that compute instead of waiting. */
  readonly slotsOf?: Partial<Readonly<Record<JobKind, number>>>
  /** A worker that dies loses its jobs after this long. */
  readonly leaseMs: number
  /** Looks for work at least this often, for jobs that other processes add. */
  readonly lookEveryMs: number
}

export interface Loop {
  /** Looks for work at once. */
  wake(): void
  /** Lets what runs come to its next checkpoint, then resolves. */
  stop(): Promise<void>
}

const FAULT_PAUSE_MS = 30_000

/** Takes due jobs and runs one slice of each at a time. Knows nothing of what a job contains. */
export function startLoop(ports: LoopPorts): Loop {
  const stopping = new AbortController()
  const running = new Map<Promise<void>, JobKind>()
  let nudge = Promise.withResolvers<void>()

  const wake = (): void => nudge.resolve()

  const start = (job: Job): void => {
    const run = runJob(ports, job, stopping.signal).finally(() => {
      running.delete(run)
      wake()
    })
    running.set(run, job.kind)
  }

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      nudge = Promise.withResolvers<void>()
      const without = fullKinds(ports, [...running.values()])
      const job = running.size < ports.slots ? await take(ports, without) : null
      if (job) start(job)
      else await idle(ports, without, nudge.promise, stopping.signal)
    }
    await Promise.all(running.keys())
  }

  const ended = loop()
  return {
    wake,
    stop: () => {
      stopping.abort(new Error('The worker is stopping.'))
      wake()
      return ended
    },
  }
}

/** Kinds of which as many are under way as may be. */
const fullKinds = ({ slotsOf = {} }: LoopPorts, running: readonly JobKind[]): JobKind[] =>
  (Object.keys(slotsOf) as JobKind[]).filter(
    (kind) => running.filter((one) => one === kind).length >= (slotsOf[kind] ?? Infinity),
  )

async function take(ports: LoopPorts, without: readonly JobKind[]): Promise<Job | null> {
  try {
    return await ports.jobs.take(ports.clock.now(), ports.leaseMs, without)
  } catch (error) {
    ports.log.error('the job queue cannot be reached', { error: String(error) })
    return null
  }
}

/** Until the next job is due, something was added, or the next look is due. */
async function idle(
  ports: LoopPorts,
  without: readonly JobKind[],
  nudge: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const rest = new AbortController()
  const either = AbortSignal.any([rest.signal, signal])
  const due = await ports.jobs.nextAt(without).catch(() => null)
  const untilDue = (due ?? Number.POSITIVE_INFINITY) - ports.clock.now()
  const pause = Math.min(ports.lookEveryMs, Math.max(5, untilDue))
  await Promise.race([nudge, ports.clock.sleep(pause, either).catch(() => undefined)])
  rest.abort()
}

async function runJob(ports: LoopPorts, job: Job, signal: AbortSignal): Promise<void> {
  const renewal = keepLease(ports, job)
  try {
    await settle(ports, job, await slice(ports, job, renewal.lost, signal))
  } catch (error) {
    ports.log.error('a job could not be put back', { job: job.id, error: String(error) })
  } finally {
    renewal.stop()
  }
}

async function slice(
  ports: LoopPorts,
  job: Job,
  lost: AbortSignal,
  signal: AbortSignal,
): Promise<SliceEnd> {
  try {
    return await ports.work(job, AbortSignal.any([signal, lost]))
  } catch (error) {
    if (signal.aborted || lost.aborted) return { kind: 'more' }
    ports.log.error('a job failed', {
      kind: job.kind,
      subject: job.subjectId,
      error: faultText(error),
    })
    const pause = Math.min(3_600_000, FAULT_PAUSE_MS * 2 ** job.attempts)
    return { kind: 'failed', at: ports.clock.now() + pause }
  }
}

function settle(ports: LoopPorts, job: Job, end: SliceEnd): Promise<void> {
  switch (end.kind) {
    case 'finished':
      return ports.jobs.finish(job)
    case 'more':
      return ports.jobs.again(job, ports.clock.now(), false)
    case 'wait':
      return ports.jobs.again(job, end.at, false)
    case 'failed':
      return ports.jobs.again(job, end.at, true)
  }
}

/** Renews the lease at a third of its life; a worker whose lease is lost stops writing. */
function keepLease(ports: LoopPorts, job: Job): { readonly lost: AbortSignal; stop(): void } {
  const lost = new AbortController()
  const done = new AbortController()
  const renew = async (): Promise<void> => {
    while (!done.signal.aborted) {
      await ports.clock.sleep(ports.leaseMs / 3, done.signal)
      const ours = await ports.jobs.renew(job, ports.clock.now(), ports.leaseMs)
      if (!ours) return lost.abort(new Error('The lease of this job was lost.'))
    }
  }
  renew().catch(() => undefined)
  return { lost: lost.signal, stop: () => done.abort() }
}

const faultText = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
