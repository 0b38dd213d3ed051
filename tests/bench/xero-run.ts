import type { Fault } from '../../simulators/xero/faults.ts'
import { isFinished } from '../../src/core/flow.ts'
import type { Backup } from '../../src/ports/store/backup.ts'
import { backupIn, begin, type Customer, connect, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { booksOf } from '../support/truth.ts'
import { leastCalls, leastTime, type Minimum } from './xero-minimum.ts'
import { untilReset } from './xero-references.ts'

export interface RunOptions {
  readonly world: string
  readonly dayLimit: number
  readonly latencyMs: number
  readonly faults: readonly Fault[]
  /** That of a run without faults; worked out when absent. */
  readonly minimum?: Minimum
  /** The share of the documents with files that changes before a second backup; 0 for no second one. */
  readonly again: number
  /** Real time that the run may take. */
  readonly longestMs: number
}

export interface Run {
  readonly minimum: Minimum
  /** Files that the books hold. */
  readonly held: number
  /** Calls that spent Xero's budget; faulty answers among them. */
  readonly calls: number
  readonly scanCalls: number
  readonly faults: number
  readonly refused: number
  readonly hours: number
  readonly leastHours: number
  readonly mostInAMinute: number
  readonly mostInFlight: number
  /** How often Xero's day ended meanwhile. */
  readonly wakes: number
  /** The latest start after an end of Xero's day, s; null when no day ended. */
  readonly wakeSeconds: number | null
  readonly eta: EtaErrors
  readonly state: string
  readonly files: number
  readonly exceptions: number
  readonly again: Again | null
}

/** A second backup, after some of the books has changed. */
export interface Again {
  readonly changed: number
  readonly calls: number
  /** Files that were fetched. */
  readonly files: number
  /** Files that the backup has, fetched or held, and those that the books hold by then. */
  readonly done: number
  readonly held: number
  readonly exceptions: number
  readonly state: string
}

/** The largest errors of the estimated end, as shares of the whole duration. */
export interface EtaErrors {
  readonly afterTenthOfTime: number
  readonly afterTenthOfCalls: number
  /** Whether an estimate was ever before its own moment. */
  readonly everPast: boolean
}

interface Sample {
  readonly at: number
  readonly calls: number
  readonly end: number
}

const SAMPLE_MS = 300_000
/** Real time; another program may have the machine. */
const PATIENCE_MS = 120_000

/** A scan and a backup of everything on the virtual clock, and what Xero saw of it. */
export async function runXero(options: RunOptions): Promise<Run> {
  const { world, dayLimit, latencyMs, longestMs } = options
  await using bench = await startInstallation({ world, dayLimit, xero: { latencyMs } })
  const books = booksOf(bench)
  const calls = watchCalls(bench)
  const customer = await connect(bench)
  bench.xero.calls.reset()
  for (const fault of options.faults) bench.xero.faults.add(fault)
  const began = bench.clock.now()
  const found = await scan(bench, customer, { longestMs })
  const scanCalls = bench.xero.calls.accepted
  const backupId = await begin(bench, customer, found.id)
  const samples: Sample[] = []
  let sampledAt = 0
  const { store } = bench.installation.ports
  const backup = await bench.clock.until(
    async () => {
      const now = bench.clock.now()
      if (now - sampledAt >= SAMPLE_MS) {
        sampledAt = now
        const view = await bench.app.backup.view(customer.personId, backupId)
        const made = bench.xero.calls.accepted
        if (view.estimatedEndAt !== null && view.state !== 'packaging') {
          samples.push({ at: now, calls: made, end: view.estimatedEndAt })
        }
      }
      // While calls come and go it can't have ended.
      if (now - (calls.at(-1) ?? 0) < 2_000) return null
      const stored = await store.backup.backup(backupId)
      // Packing asks nothing of Xero.
      return stored && (isFinished(stored.state) || stored.state === 'packaging') ? stored : null
    },
    { longestMs, patienceMs: PATIENCE_MS },
  )
  const endedAt = calls.at(-1) ?? began
  const minimum = options.minimum ?? (await leastCalls(bench, books, found.id))
  const [state] = bench.xero.limits.tenants.values()
  const { xero } = bench
  const seen = {
    minimum,
    held: books.fileCount,
    calls: xero.calls.accepted,
    scanCalls,
    faults: sum(xero.calls.faults),
    refused: sum(xero.calls.limited),
    hours: hours(endedAt - began),
    leastHours: hours(leastTime(minimum.calls, dayLimit, untilReset(books.tenantId, began))),
    mostInAMinute: state?.minute.most ?? 0,
    mostInFlight: state?.mostInFlight ?? 0,
    ...wakesOf(calls, books.tenantId, endedAt),
    eta: etaErrors(samples, began, endedAt, xero.calls.accepted),
    state: backup.state,
    files: backup.filesDone,
    exceptions: backup.exceptions,
  }
  const again = options.again > 0 ? await backUpAgain(bench, customer, backupId, options) : null
  return { ...seen, again }
}

/** Changes a share of the books, scans, and backs up once more. */
async function backUpAgain(
  bench: Bench,
  customer: Customer,
  first: string,
  { again: share, longestMs }: RunOptions,
): Promise<Again> {
  const waiting = { longestMs, patienceMs: PATIENCE_MS }
  await ended(bench, customer, first, waiting)
  await bench.clock.pass(3_600_000)
  const [books] = bench.xero.world.organisations
  const deeds = books?.change({ share, at: bench.clock.now(), bumps: true }) ?? new Map()
  bench.xero.calls.reset()
  const found = await scan(bench, customer, waiting)
  const backupId = await begin(bench, customer, found.id)
  const done = (one: Backup): boolean => isFinished(one.state) || one.state === 'packaging'
  const backup = await backupIn(bench, backupId, done, waiting)
  const { byPath } = bench.xero.calls
  const files = Object.entries(byPath).filter(([path]) => CONTENT.test(path))
  return {
    changed: deeds.size,
    calls: bench.xero.calls.accepted,
    files: sum(Object.fromEntries(files)),
    done: backup.filesDone,
    held: books?.fileCount ?? 0,
    exceptions: backup.exceptions,
    state: backup.state,
  }
}

const CONTENT = /\/Attachments\/\{file\}$|\/Content$/

/** The instants at which the simulator let a call through. */
function watchCalls({ xero: { limits } }: Bench): readonly number[] {
  const instants: number[] = []
  const admit = limits.admit.bind(limits)
  limits.admit = (clientId, tenantId, now, connectedAt) => {
    const admission = admit(clientId, tenantId, now, connectedAt)
    if (admission.problem === undefined) instants.push(now)
    return admission
  }
  return instants
}

/** How long after each end of Xero's day the next call came. */
function wakesOf(
  calls: readonly number[],
  tenantId: string,
  ended: number,
): Pick<Run, 'wakes' | 'wakeSeconds'> {
  const late: number[] = []
  const [first = 0] = calls
  let reset = first + untilReset(tenantId, first)
  for (; reset < ended; reset += 86_400_000) {
    const next = calls.find((at) => at >= reset)
    if (next !== undefined) late.push((next - reset) / 1000)
  }
  return { wakes: late.length, wakeSeconds: late.length > 0 ? Math.max(...late) : null }
}

function etaErrors(
  samples: readonly Sample[],
  began: number,
  ended: number,
  calls: number,
): EtaErrors {
  const worst = (some: readonly Sample[]): number =>
    Math.max(0, ...some.map(({ end }) => Math.abs(end - ended) / (ended - began)))
  return {
    afterTenthOfTime: worst(samples.filter(({ at }) => at - began >= (ended - began) / 10)),
    afterTenthOfCalls: worst(samples.filter((one) => one.calls >= calls / 10)),
    everPast: samples.some(({ at, end }) => end < at),
  }
}

const hours = (ms: number): number => ms / 3_600_000

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0)
