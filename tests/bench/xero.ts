import { namedWorld } from '../../simulators/xero/worlds/generated-world.ts'
import { BENCH_START } from '../support/bench-clock.ts'
import { atLeast, atMost, type BenchResult, figure } from './figures.ts'
import { measureProcess, type Needs } from './xero-process.ts'
import { type Reference, references } from './xero-references.ts'
import { type Again, type Run, runXero } from './xero-run.ts'

export interface XeroBenchOptions {
  readonly world: string
  /** Of the clock while processor and memory are measured; 0 for one that suits the world. */
  readonly speed: number
  /** Leaves out one half, for worlds whose two halves take long; anything else means both. */
  readonly only: string
}

const DAY_LIMIT = 5_000
const LATENCY_MS = 400
/** Real time that one run may take. */
const LONGEST_MS = 1_500_000
/** The share of the documents with files that changes between two backups. */
const CHANGED = 0.01
const ONE_PERCENT = [
  { kind: 'status', status: 503, probability: 0.005 },
  { kind: 'reset', probability: 0.005 },
] as const

/**
 * Scan and backup of a world on a virtual clock, clean and with faults, beside two simpler programs;
 * then once more with the product as a process of its own, whose memory and processor time are its alone.
 */
export async function xeroBench({ world, speed, only }: XeroBenchOptions): Promise<BenchResult> {
  const [books] = namedWorld(world, BENCH_START).organisations
  if (!books) throw new Error(`The world ${world} has no books.`)
  const pace = speed || (world === 'large' ? 600 : 300)
  const clock = only === 'process' ? null : await onTheClock(world, books.tenantId)
  const needs =
    only === 'clock' ? null : await measureProcess(world, books.fileCount, pace, LONGEST_MS)
  return {
    bench: 'xero',
    options: { world, speed: pace, ...(only && { only }) },
    figures: [...(clock?.figures ?? []), ...(needs ? processFigures(needs) : [])],
    notes: clock?.notes ?? [],
  }
}

async function onTheClock(world: string, tenantId: string) {
  const base = { world, dayLimit: DAY_LIMIT, latencyMs: LATENCY_MS, longestMs: LONGEST_MS }
  const isLarge = world === 'large'
  const clean = await runXero({ ...base, faults: [], again: isLarge ? 0 : CHANGED })
  const { calls, formula } = clean.minimum
  const faulty = isLarge
    ? null
    : await runXero({ ...base, faults: ONE_PERCENT, again: 0, minimum: clean.minimum })
  const others = references({ tenantId, calls, dayLimit: DAY_LIMIT, latencyMs: LATENCY_MS })
  return {
    figures: [
      ...callFigures(clean, faulty, world),
      ...againFigures(clean),
      ...timeFigures(clean, others),
    ],
    notes: [
      `least calls = ${formula}`,
      `least time: 60 calls a minute, ${DAY_LIMIT} a day, from the phase of the organisation's day`,
      `the day of the organisation ended ${clean.wakes} times`,
      'when that day ends Xero only tells by refusing a call: until then no estimate of several days can be right',
    ],
  }
}

function callFigures(clean: Run, faulty: Run | null, world: string) {
  const { minimum } = clean
  const scans = world === 'large' ? 1_000 : 200
  return [
    figure('least calls possible', minimum.calls, 'calls'),
    figure('calls', clean.calls, 'calls'),
    atMost('calls / least', clean.calls / minimum.calls, 'ratio', 1.01),
    // Fewer than the least: something was not asked for.
    atLeast('calls / least, at the least', clean.calls / minimum.calls, 'ratio', 1),
    ...wholeFigures('first backup', { ...clean, done: clean.files }),
    ...(faulty ? withFaults(faulty) : []),
    atMost('calls of the scan', clean.scanCalls, 'calls', scans),
    atMost('refused (429) / calls', clean.refused / clean.calls, 'ratio', 0.002),
    atMost('most in a minute', clean.mostInAMinute, 'calls', 60),
    atMost('most in flight', clean.mostInFlight, 'calls', 5),
  ]
}

const againFigures = ({ again }: Run) =>
  again === null
    ? []
    : [
        figure('changed before the second backup', again.changed, 'documents'),
        atMost('calls of the second backup', again.calls, 'calls', 400),
        figure('files of the second backup', again.files, 'files'),
        ...wholeFigures('second backup', again),
      ]

type Ended = Pick<Again, 'done' | 'held' | 'exceptions' | 'state'>

/** That the backup has what the books hold, whatever it cost. */
const wholeFigures = (which: string, { done, held, exceptions, state }: Ended) => [
  atMost(`${which}: files missing or too many`, Math.abs(held - done), 'files', 0),
  atMost(`${which}: exceptions`, exceptions, 'files', 0),
  atMost(`${which}: ended badly`, Number(!GOOD_ENDS.includes(state)), '', 0),
]

/** Packing asks nothing of Xero: it is not waited for. */
const GOOD_ENDS: readonly string[] = ['packaging', 'complete']

const withFaults = (faulty: Run) => [
  figure('faults met', faulty.faults, 'calls'),
  atMost('calls / least with faults', faulty.calls / faulty.minimum.calls, 'ratio', 1.03),
  atLeast(
    'calls / least with faults, at the least',
    faulty.calls / faulty.minimum.calls,
    'ratio',
    1,
  ),
  ...wholeFigures('backup with faults', { ...faulty, done: faulty.files }),
]

function timeFigures(clean: Run, others: readonly Reference[]) {
  const limit = clean.minimum.calls <= DAY_LIMIT ? 1.02 : 1.005
  return [
    figure('least time possible', clean.leastHours, 'hours'),
    figure('time', clean.hours, 'hours'),
    atMost('time / least', clean.hours / clean.leastHours, 'ratio', limit),
    ...(clean.wakeSeconds === null
      ? []
      : [atMost("first call after the day's end", clean.wakeSeconds, 's', 5)]),
    atMost('estimate off, 1/10 of time done', clean.eta.afterTenthOfTime, 'of all', 0.05),
    figure('estimate off, 1/10 of calls done', clean.eta.afterTenthOfCalls, 'of all'),
    atMost('estimates in the past', Number(clean.eta.everPast), '', 0),
    ...others.flatMap((one) => [
      figure(`${one.name}: time`, one.hours, 'hours'),
      figure(`${one.name}: refused`, one.refused, 'calls'),
      figure(`${one.name}: our time / its`, clean.hours / one.hours, 'ratio'),
    ]),
  ]
}

const processFigures = (needs: Needs) => [
  atMost('processor time a file, lists included', needs.processorMsPerFile, 'ms', 4),
  figure('processor time a file, scan included', needs.withScanMsPerFile, 'ms'),
  atMost('peak memory, to the last file', needs.peakMb, 'MB', 300),
  atMost('peak memory, packing included', needs.packedPeakMb, 'MB', 300),
  figure('scan and backup, unthrottled', needs.seconds, 's'),
]
