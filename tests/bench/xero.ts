import { namedWorld } from '../../simulators/xero/worlds/generated-world.ts'
import { BENCH_START } from '../support/bench-clock.ts'
import { atMost, type BenchResult, figure } from './figures.ts'
import { measureProcess, type Needs } from './xero-process.ts'
import { type Reference, references } from './xero-references.ts'
import { type Run, runXero } from './xero-run.ts'

export interface XeroBenchOptions {
  readonly world: string
  /** Of the clock while processor and memory are measured; 0 leaves that out. */
  readonly speed: number
}

const DAY_LIMIT = 5_000
const LATENCY_MS = 400
const ONE_PERCENT = [
  { kind: 'status', status: 503, probability: 0.005 },
  { kind: 'reset', probability: 0.005 },
] as const

/**
 * Scan and backup of a world on a virtual clock, clean and with faults, beside two simpler programs;
 * then once more with the product as a process of its own, whose memory and processor time are its alone.
 */
export async function xeroBench({ world, speed }: XeroBenchOptions): Promise<BenchResult> {
  const longestMs = 1_500_000
  const base = { world, dayLimit: DAY_LIMIT, latencyMs: LATENCY_MS, longestMs }
  const clean = await runXero({ ...base, faults: [] })
  const faulty =
    world === 'large'
      ? null
      : await runXero({ ...base, faults: ONE_PERCENT, minimum: clean.minimum })
  const [books] = namedWorld(world, BENCH_START).organisations
  const { calls } = clean.minimum
  const tenantId = books?.tenantId ?? ''
  const others = references({ tenantId, calls, dayLimit: DAY_LIMIT, latencyMs: LATENCY_MS })
  const needs = speed > 0 ? await measureProcess(world, clean.files, speed, longestMs) : null
  return {
    bench: 'xero',
    options: { world, speed },
    figures: [
      ...callFigures(clean, faulty, world),
      ...timeFigures(clean, others),
      ...(needs ? processFigures(needs) : []),
    ],
    notes: [
      `least calls = ${clean.minimum.formula}`,
      `least time: 60 calls a minute, ${DAY_LIMIT} a day, from the phase of the organisation's day`,
      `the day of the organisation ended ${clean.wakes} times`,
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
    ...(faulty ? withFaults(faulty) : []),
    atMost('calls of the scan', clean.scanCalls, 'calls', scans),
    atMost('refused (429) / calls', clean.refused / clean.calls, 'ratio', 0.002),
    atMost('most in a minute', clean.mostInAMinute, 'calls', 60),
    atMost('most in flight', clean.mostInFlight, 'calls', 5),
  ]
}

const withFaults = (faulty: Run) => [
  figure('faults met', faulty.faults, 'calls'),
  atMost('calls / least with faults', faulty.calls / faulty.minimum.calls, 'ratio', 1.03),
  atMost('files lost to faults', faulty.exceptions, 'files', 0),
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
  atMost('processor time a file', needs.processorMsPerFile, 'ms', 4),
  atMost('peak memory of the product', needs.peakMb, 'MB', 300),
  figure('scan and backup, unthrottled', needs.seconds, 's'),
]
