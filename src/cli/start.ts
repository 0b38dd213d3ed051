import { requeue } from '../app/sweep.ts'
import { compose, type Installation, realSurroundings, takeFolder } from '../compose.ts'
import type { Config } from '../config.ts'
import { createSite, serveSite } from '../web/server.ts'
import type { Site } from '../web/web-ports.ts'
import { type Loop, startLoop } from '../worker/loop.ts'
import { addressFault, freePort } from './address.ts'
import { type Demonstration, startDemonstration } from './demonstration.ts'
import { createExample } from './example.ts'

/** Jobs under way together: nearly all of their time is waiting for Xero, which serves 166 at full pace. */
const SLOTS = 256
/** An archive is computed, and takes memory. */
const SLOTS_OF = { archive: 2 } as const
const LEASE_MS = 7 * 86_400_000
const SHARED_LEASE_MS = 60_000
/** Jobs of this process are told of; this is for clocks that are set. */
const LOOK_EVERY_MS = 60_000
/** For jobs that other processes add. */
const SHARED_LOOK_EVERY_MS = 5_000

export interface Running {
  readonly url: string
  readonly demonstration: Demonstration | null
  readonly installation: Installation
  close(): Promise<void>
}

/** Starts site and worker; the demonstration with its simulators when there is no Xero app. */
export async function start(config: Config): Promise<Running> {
  const port = config.port === 0 ? await freePort(config.host) : config.port
  const url = config.url ?? `http://localhost:${port}`
  const folder = await takeFolder(config)
  let demonstration: Demonstration | null = null
  try {
    demonstration = config.xero ? null : await startDemonstration(config, url)
    const surroundings = demonstration?.surroundings ?? realSurroundings(config)
    const installation = await compose(config, surroundings, url)
    const example = createExample(config.dataFolder, installation.clock)
    const facts = siteFacts(config, url, demonstration)
    const site = createSite({ ...installation, example, site: facts })
    const server = await serveSite(site, { port, host: config.host }).catch((cause) => {
      throw addressFault(config, port, cause)
    })
    const loop = await startWorking(installation, config.databaseUrl !== null)
    return {
      url,
      demonstration,
      installation,
      close: async () => {
        await server.close()
        await example.close()
        await loop.stop()
        await installation.close()
        await demonstration?.close()
        await folder.release()
      },
    }
  } catch (error) {
    await demonstration?.close()
    await folder.release()
    throw error
  }
}

/** Starts the worker. Alone on its folder, it first frees what a killed process had taken. */
export async function startWorking(installation: Installation, shared: boolean): Promise<Loop> {
  const { jobs, clock, log, work, ports } = installation
  if (!shared) await jobs.releaseAll()
  await requeue(ports)
  await jobs.add('sweep', 'all', clock.now())
  const loop = startLoop({
    jobs,
    work,
    clock,
    log,
    slots: SLOTS,
    slotsOf: SLOTS_OF,
    leaseMs: shared ? SHARED_LEASE_MS : LEASE_MS,
    lookEveryMs: shared ? SHARED_LOOK_EVERY_MS : LOOK_EVERY_MS,
  })
  installation.onJob(loop.wake)
  return loop
}

function siteFacts(config: Config, baseUrl: string, demonstration: Demonstration | null): Site {
  return {
    baseUrl,
    demonstration: demonstration && {
      xeroUrl: demonstration.xeroUrl,
      stripeUrl: demonstration.stripeUrl,
    },
    paid: demonstration !== null || config.stripe !== null,
    operator: config.operator,
    scopes: config.scopes,
  }
}
