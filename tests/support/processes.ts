import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { KeptLine, KeptOrder } from './kept-product.ts'

const path = (from: string): string => fileURLToPath(new URL(`../../${from}`, import.meta.url))

/** The Xero simulator as a process that outlives the product. */
export interface SimulatorProcess {
  readonly url: string
  readonly control: string
  readonly issuer: string
  readonly api: string
  readonly speed: number
  readonly anchor: number
  readonly anchorReal: number
  stop(): Promise<void>
}

export async function startSimulator(
  options: { readonly speed: number; readonly world: string },
  ...more: readonly string[]
): Promise<SimulatorProcess> {
  const { speed, world } = options
  const anchor = Date.UTC(2026, 10, 22, 12)
  const anchorReal = Date.now()
  const child = run('simulators/xero/main.ts', [
    ...['--world', world, '--speed', String(speed), '--with-parent'],
    ...['--anchor', String(anchor), '--anchor-real', String(anchorReal), ...more],
  ])
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout ?? process.stdin }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`The simulator ended with ${code}.`)))
  })
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.kill('SIGTERM')
    })
  return { ...JSON.parse(line), speed, anchor, anchorReal, stop }
}

/** The product as a process, from its start to its end. */
export interface ProductProcess {
  readonly startedAt: number
  /** What it has said so far. */
  readonly lines: readonly KeptLine[]
  /** Resolves with the exit code, or null when it was killed. */
  readonly ended: Promise<number | null>
  kill(): void
}

/** How Node is started: its flags, and what is added to the environment. */
interface Surroundings {
  readonly flags: readonly string[]
  readonly settings: Readonly<Record<string, string>>
}

const BARE: Surroundings = { flags: [], settings: {} }

export function startProduct(order: KeptOrder, around = BARE): ProductProcess {
  const startedAt = performance.now()
  const child = run('tests/support/kept-product.ts', [JSON.stringify(order)], around)
  const lines: KeptLine[] = []
  createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
    lines.push(JSON.parse(line))
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { startedAt, lines, ended, kill: () => void child.kill('SIGKILL') }
}

function run(script: string, args: readonly string[], { flags, settings } = BARE): ChildProcess {
  return spawn(process.execPath, [...flags, '--import', 'tsx', path(script), ...args], {
    cwd: path('.'),
    env: { ...process.env, ...settings },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

interface CallReport {
  readonly accepted: number
  readonly limited: Readonly<Record<string, number>>
  readonly byPath: Readonly<Record<string, number>>
  readonly tenants: readonly {
    readonly maxInFlight: number
    readonly maxInAMinute: number
    readonly maxInADay: number
  }[]
}

/** What the simulator has counted so far. */
export async function callsAt({ control }: SimulatorProcess): Promise<CallReport> {
  const answer = await fetch(`${control}/calls`)
  return (await answer.json()) as CallReport
}

/** Looks again and again, in real time, until something is found. */
export async function eventually<T>(
  look: () => Promise<T | null | false> | T | null | false,
  withinMs = 30_000,
): Promise<T> {
  const last = performance.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== null && found !== false) return found
    if (performance.now() > last) throw new Error(`It did not happen within ${withinMs} ms.`)
    await new Promise((next) => setTimeout(next, 10))
  }
}
