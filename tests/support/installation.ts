import { rm } from 'node:fs/promises'
import type { StripeSimulator } from '../../simulators/stripe/server.ts'
import { startStripeSimulator } from '../../simulators/stripe/server.ts'
import {
  startXeroSimulator,
  type XeroSimulator,
  type XeroSimulatorOptions,
} from '../../simulators/xero/server.ts'
import type { App } from '../../src/app/app.ts'
import { startWorking } from '../../src/cli/start.ts'
import { compose, type Installation, takeFolder } from '../../src/compose.ts'
import { parseConfig } from '../../src/config.ts'
import { createSite, type ServingSite, serveSite } from '../../src/web/server.ts'
import type { Loop } from '../../src/worker/loop.ts'
import { busyWith } from './activity.ts'
import { BenchClock } from './bench-clock.ts'
import { ownPort } from './own-port.ts'
import { quickFolder } from './quick-folder.ts'

export const WEBHOOK_SECRET = 'whsec_bench'
const STRIPE_KEY = 'sk_test_demo'

export interface InstallationOptions {
  /** Books of the Xero simulator; tiny by default. */
  readonly world?: XeroSimulatorOptions['world']
  readonly clock?: BenchClock
  readonly dayLimit?: number
  /** With the Stripe simulator; otherwise nobody pays. */
  readonly payments?: boolean
  /** Whether its pages are served; with payments they always are. */
  readonly site?: boolean
  /** Whether Stripe tells of payments; else they are noticed by asking. */
  readonly webhooks?: boolean
  /** Settings by their names in the environment. */
  readonly settings?: Readonly<Record<string, string>>
  readonly xero?: XeroSimulatorOptions
}

/** A whole product at work on a folder, with its Xero and Stripe, in this process and on one clock. */
export interface Bench extends AsyncDisposable {
  readonly clock: BenchClock
  readonly xero: XeroSimulator
  readonly stripe: StripeSimulator | null
  readonly folder: string
  readonly url: string
  /** Lines that the product logged, warnings and worse. */
  readonly log: readonly string[]
  readonly installation: Installation
  readonly app: App
  /** Stops the product at its next checkpoint; the simulators go on. */
  stop(): Promise<void>
  /** Starts it again on the same folder. */
  start(): Promise<void>
}

interface Started {
  readonly installation: Installation
  close(): Promise<void>
}

export async function startInstallation(options: InstallationOptions = {}): Promise<Bench> {
  const clock = options.clock ?? new BenchClock()
  const folder = quickFolder('ledgerkeep-bench-')
  const port = await ownPort()
  const url = `http://localhost:${port}`
  const xero = await startXeroSimulator({
    clock: clock.forSimulator(),
    world: options.world ?? 'tiny',
    dayLimit: options.dayLimit ?? 5_000,
    latencyMs: 300,
    ...options.xero,
  })
  const stripe = options.payments ? await startStripe(clock, url, options.webhooks ?? true) : null
  const log: string[] = []
  let running: Started | null = null
  const bench: Bench = {
    clock,
    xero,
    stripe,
    folder,
    url,
    log,
    get installation() {
      if (!running) throw new Error('The installation is stopped.')
      return running.installation
    },
    get app() {
      return bench.installation.app
    },
    start: async () => {
      running = await startProduct(bench, options, port)
    },
    stop: async () => {
      const stopping = running
      running = null
      await stopping?.close()
    },
    [Symbol.asyncDispose]: async () => {
      await bench.stop()
      await Promise.all([xero.close(), stripe?.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
  await bench.start()
  return bench
}

const startStripe = (clock: BenchClock, url: string, enabled: boolean): Promise<StripeSimulator> =>
  startStripeSimulator({
    clock,
    secretKey: STRIPE_KEY,
    webhook: { url: enabled ? `${url}/stripe/webhook` : '', secret: WEBHOOK_SECRET },
  })

/** Composed as the command line does it; only the surroundings are ours. */
async function startProduct(
  bench: Bench,
  options: InstallationOptions,
  port: number,
): Promise<Started> {
  const { clock, xero, stripe, url } = bench
  const config = parseConfig({
    LEDGERKEEP_DATA: bench.folder,
    LEDGERKEEP_LOG: 'warn',
    XERO_DAY_LIMIT: String(options.dayLimit ?? 5_000),
    ...options.settings,
  })
  const lock = await takeFolder(config)
  const around = {
    clock,
    toleranceSeconds: 30,
    xero: {
      addresses: { issuer: xero.issuer, api: xero.api },
      clientId: 'ledgerkeep-demo',
      clientSecret: 'demo-secret',
    },
    stripe: stripe && {
      secretKey: STRIPE_KEY,
      webhookSecrets: [WEBHOOK_SECRET],
      baseUrl: stripe.url,
    },
  }
  const output = { write: (line: string) => (bench.log as string[]).push(line) }
  const installation = await compose(config, around, url, output)
  watchWorkbooks(installation)
  const paid = stripe !== null
  const site = paid || options.site ? await openSite(installation, { url, port, paid }) : null
  const loop: Loop = await startWorking(installation, false)
  return {
    installation,
    close: async () => {
      await site?.close()
      await loop.stop()
      await installation.close()
      await lock.release()
    },
  }
}

/** A workbook is written in a thread of its own, which the clock could not see otherwise. */
function watchWorkbooks({ ports: { archiveWriter } }: Installation): void {
  const write = archiveWriter.workbook.bind(archiveWriter)
  archiveWriter.workbook = (order, signal) => busyWith('a workbook', write(order, signal))
}

/** The website, for browsers and the webhooks of Stripe. */
function openSite(
  installation: Installation,
  { url, port, paid }: { readonly url: string; readonly port: number; readonly paid: boolean },
): Promise<ServingSite> {
  const { operator } = installation.ports.facts
  const site = createSite({
    ...installation,
    site: {
      baseUrl: url,
      demonstration: null,
      paid,
      operator: { ...operator, vatNumber: '' },
    },
  })
  return serveSite(site, { port, host: 'localhost' })
}
