import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { demonstrationClock, type Surroundings } from '../compose.ts'
import type { Config } from '../config.ts'
import { LedgerkeepError, refuse } from '../core/errors.ts'
import type { Clock } from '../ports/clock.ts'
import { postJson } from './post-json.ts'
import { samePorts } from './same-ports.ts'

/** The demonstration's own Xero and Stripe, on ports of their own, and the fast clock they share with us. */
export interface Demonstration {
  readonly surroundings: Surroundings
  readonly xeroUrl: string
  /** Plays the person at Xero's login and consent page; gives the address it sends the browser back to. */
  approve(authorizeUrl: string): Promise<string>
  readonly stripeUrl: string
  close(): Promise<void>
}

const STRIPE_KEY = 'sk_test_demo'
const WEBHOOK_SECRET = 'whsec_demo'

/** Starts both simulators as processes beside this one; they end with it, however it ends. */
export async function startDemonstration(config: Config, siteUrl: string): Promise<Demonstration> {
  const { dataFolder } = config
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const time = await demonstrationTime(dataFolder, config.demo.speed)
  const ports = await samePorts(dataFolder, config.demo)
  const common = ['--speed', String(config.demo.speed), ...time.arguments, '--with-parent']
  const xero = await simulator('xero', [
    ...common,
    '--port',
    String(ports.xero),
    '--world',
    config.demo.world,
    '--day-limit',
    String(config.dayLimit),
    '--state',
    join(dataFolder, 'simulator-xero.json'),
  ])
  const stripe = await simulator('stripe', [
    ...common,
    '--port',
    String(ports.stripe),
    '--secret-key',
    STRIPE_KEY,
    '--webhook-secret',
    WEBHOOK_SECRET,
    '--webhook-url',
    `${siteUrl}/stripe/webhook`,
    '--state',
    join(dataFolder, 'simulator-stripe.json'),
  ])
  await ports.remember(xero.said('url'), stripe.said('url'))
  return {
    surroundings: {
      clock: time.clock,
      // What passes on a fast clock while an answer is on its way.
      toleranceSeconds: 30 + Math.ceil(2 * config.demo.speed),
      xero: {
        addresses: { issuer: xero.said('issuer'), api: xero.said('api') },
        clientId: 'ledgerkeep-demo',
        clientSecret: 'demo-secret',
      },
      stripe: {
        secretKey: STRIPE_KEY,
        webhookSecrets: [WEBHOOK_SECRET],
        baseUrl: stripe.said('url'),
      },
    },
    xeroUrl: xero.said('url'),
    approve: (authorizeUrl) => approve(xero.said('control'), authorizeUrl),
    stripeUrl: stripe.said('url'),
    close: async () => {
      await Promise.all([xero.stop(), stripe.stop()])
      await time.stop()
    },
  }
}

async function approve(control: string, url: string): Promise<string> {
  const answer = await postJson(`${control}/approve`, { url })
  const { location } = answer as { location?: unknown }
  if (typeof location === 'string') return location
  throw new LedgerkeepError('bug', 'The Xero simulator did not let the login through.')
}

interface Simulator {
  /** A value of the line that it printed when it was ready. */
  said(name: string): string
  stop(): Promise<void>
}

async function simulator(name: 'xero' | 'stripe', args: readonly string[]): Promise<Simulator> {
  const script = fileURLToPath(new URL(`../../simulators/${name}/main.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const words = await firstLine(name, child)
  return {
    said: (key) => {
      const value = words[key]
      if (typeof value === 'string') return value
      throw new LedgerkeepError('bug', `The ${name} simulator did not tell its ${key}.`)
    },
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function firstLine(name: string, child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr?.on('data', (chunk) => {
      complaint = `${complaint}${chunk}`.slice(-2_000)
    })
    child.once('error', reject)
    child.once('exit', () => {
      const inUse = complaint.includes('EADDRINUSE')
      reject(
        refuse(
          `The ${name} simulator did not start. ${inUse ? 'Its port is in use.' : complaint.trim()}`,
          `Stop what uses the port, or set DEMO_${name.toUpperCase()}_PORT to another one (0 for any).`,
        ),
      )
    })
    if (child.stdout) {
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)))
    }
  })
}

interface DemonstrationTime {
  readonly clock: Clock
  readonly arguments: readonly string[]
  stop(): Promise<void>
}

/**
 * A fast clock must not run backwards from one start to the next, or limits and expiries would come
 * undone: where it stands is written down every second, and the next start goes on a little after that.
 */
async function demonstrationTime(dataFolder: string, speed: number): Promise<DemonstrationTime> {
  const path = join(dataFolder, 'demonstration-clock.json')
  const anchorReal = Date.now()
  const last = await readInstant(path)
  const anchorVirtual = Math.max(anchorReal, last === null ? 0 : last + 2_000 * speed)
  const clock = demonstrationClock({ speed, anchorReal, anchorVirtual })
  const write = async (): Promise<void> => {
    await writeFile(`${path}.new`, JSON.stringify({ at: clock.now() }))
    await rename(`${path}.new`, path)
  }
  await write()
  const timer = setInterval(() => void write().catch(() => undefined), 1_000)
  timer.unref()
  return {
    clock,
    arguments: ['--anchor', String(anchorVirtual), '--anchor-real', String(anchorReal)],
    stop: async () => {
      clearInterval(timer)
      await write()
    },
  }
}

async function readInstant(path: string): Promise<number | null> {
  try {
    const { at } = JSON.parse(await readFile(path, 'utf8')) as { at?: unknown }
    return typeof at === 'number' ? at : null
  } catch {
    return null
  }
}
