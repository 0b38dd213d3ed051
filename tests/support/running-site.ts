import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownPort } from './own-port.ts'

/** The whole product as `npm start` runs it, in a process of its own, as a demonstration. */
export interface RunningSite {
  readonly url: string
  readonly dataFolder: string
  /** What it printed so far. */
  printed(): string
  /** `kill -9`. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export interface SiteOptions {
  /** Keeps an earlier folder; a temporary one otherwise. */
  readonly dataFolder?: string
  readonly port?: number
  readonly environment?: Readonly<Record<string, string>>
}

export async function startSite(options: SiteOptions = {}): Promise<RunningSite> {
  const port = options.port ?? (await ownPort())
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'ledgerkeep-site-')))
  const child = spawn(process.execPath, ['bin/ledgerkeep.mjs', 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      LEDGERKEEP_DATA: dataFolder,
      LEDGERKEEP_PORT: String(port),
      DEMO_XERO_PORT: '0',
      DEMO_STRIPE_PORT: '0',
      ...options.environment,
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += String(chunk)
    })
  }
  const site: RunningSite = {
    url: `http://localhost:${port}`,
    dataFolder,
    printed: () => printed,
    kill: () => ended(child, 'SIGKILL'),
    stop: async () => {
      await ended(child, 'SIGTERM')
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true })
    },
  }
  await ready(child, site)
  return site
}

async function ready(child: ChildProcess, site: RunningSite): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (site.printed().includes('Ledgerkeep is ready')) return
    if (child.exitCode !== null) break
    await new Promise((done) => setTimeout(done, 100))
  }
  child.kill('SIGKILL')
  throw new Error(`The site did not start:\n${site.printed()}`)
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}
