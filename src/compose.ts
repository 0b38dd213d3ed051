import { join } from 'node:path'
import { createArchiveWriter } from './adapters/archive/index.ts'
import { openPostgres, openSqlite } from './adapters/database/index.ts'
import { createOutboxMail, createSmtpMail } from './adapters/mail/index.ts'
import { createStripePayments } from './adapters/payments/index.ts'
import { openStorage } from './adapters/storage/index.ts'
import {
  createLog,
  createSecrets,
  type FolderLock,
  fastClock,
  folderId,
  keyFile,
  lockFolder,
  realClock,
  systemRandom,
} from './adapters/system/index.ts'
import { createXero, XERO, type XeroAddresses } from './adapters/xero/index.ts'
import type { App } from './app/app.ts'
import type { AppPorts } from './app/app-ports.ts'
import { createApp } from './app/create-app.ts'
import { createWork, type Work } from './app/work.ts'
import type { Config } from './config.ts'
import { LedgerkeepError, refuse } from './core/errors.ts'
import { XERO_LIMITS } from './core/limits.ts'
import type { Clock } from './ports/clock.ts'
import type { Jobs } from './ports/jobs.ts'
import type { Log } from './ports/log.ts'
import type { Mail, Outbox } from './ports/mail.ts'
import type { Payments } from './ports/payments.ts'
import type { Random } from './ports/random.ts'
import type { Store } from './ports/store/index.ts'

/** What stands outside: the real thing, or simulators at other addresses and a faster clock. */
export interface Surroundings {
  readonly clock: Clock
  /** How far the clocks of Xero and this machine may differ when a login is checked. */
  readonly toleranceSeconds: number
  readonly xero: {
    readonly addresses: XeroAddresses
    readonly clientId: string
    readonly clientSecret: string | null
  }
  readonly stripe: {
    readonly secretKey: string
    readonly webhookSecrets: readonly string[]
    /** Null for Stripe itself. */
    readonly baseUrl: string | null
  } | null
}

/** A whole Ledgerkeep on its data folder, ready to serve and to work. */
export interface Installation {
  readonly app: App
  readonly ports: AppPorts
  readonly work: Work
  readonly jobs: Jobs
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly outbox: Outbox | null
  /** Called when a job was added, so that a worker in this process need not look for it. */
  onJob(listener: () => void): void
  close(): Promise<void>
}

/** The real Xero and Stripe, as the settings say. */
export function realSurroundings(config: Config): Surroundings {
  if (!config.xero) throw new LedgerkeepError('bug', 'There is no Xero app in the settings.')
  return {
    clock: realClock(),
    toleranceSeconds: 30,
    xero: { addresses: XERO, ...config.xero },
    stripe: config.stripe && { ...config.stripe, baseUrl: null },
  }
}

/** Takes the data folder for this process; refused while another one has it. */
export const takeFolder = (config: Config): Promise<FolderLock> => lockFolder(config.dataFolder)

/** A clock that runs faster, for the demonstration. */
export const demonstrationClock = fastClock

/**
 * Builds everything on a data folder that was taken. `baseUrl` is how browsers reach the site; the log
 * goes to `output`, or to standard output.
 */
export async function compose(
  config: Config,
  around: Surroundings,
  baseUrl: string,
  output?: { write(line: string): unknown },
): Promise<Installation> {
  const { clock } = around
  const log = createLog({ level: config.logLevel, clock, ...(output && { output }) })
  const opened = config.databaseUrl
    ? await openPostgres(config.databaseUrl)
    : await openSqlite(join(config.dataFolder, 'ledgerkeep.sqlite'))
  await assertSameFolder(opened, await folderId(config.dataFolder))
  const listeners: (() => void)[] = []
  const store = nudging(opened, () => {
    for (const listener of listeners) listener()
  })
  const filesRoot = join(config.dataFolder, 'storage')
  const storage = openStorage({ kind: 'files', root: filesRoot })
  const secrets = createSecrets({ keys: await sealingKeys(config) })
  const random = systemRandom()
  const { mail, outbox } = mailOf(config, clock)
  const xero = createXero({
    ...around.xero,
    redirectUri: `${baseUrl}/connect/callback`,
    scopes: config.scopes,
    store: store.connect,
    secrets,
    clock,
    machineNow: () => realClock().now(),
    toleranceSeconds: around.toleranceSeconds,
    policy: { ...XERO_LIMITS, perDay: config.dayLimit, dayReserve: config.dayReserve },
  })
  const ports: AppPorts = {
    store,
    storage,
    identity: xero.identity,
    xero: xero.api,
    sealTokens: xero.sealTokens,
    payments: paymentsOf(config, around, store, clock),
    archiveWriter: createArchiveWriter({ openStorage: { kind: 'files', root: filesRoot } }),
    mail,
    secrets,
    clock,
    random,
    log,
    facts: {
      baseUrl,
      livemode: around.stripe?.secretKey.includes('_live_') ?? false,
      vatMode: config.vatMode,
      priceList: config.priceList,
      operatorLogins: config.operatorLogins,
      scopes: config.scopes,
      keeping: config.keeping,
      operator: config.operator,
    },
  }
  return {
    app: createApp(ports),
    ports,
    work: createWork(ports),
    jobs: store.jobs,
    clock,
    random,
    log,
    outbox,
    onJob: (listener) => listeners.push(listener),
    close: async () => {
      await xero.close()
      await storage.close()
      await store.close()
    },
  }
}

const FOLDER = 'data folder'

/** A database and a data folder belong together: files of one would be missing to the other. */
async function assertSameFolder(store: Store, id: string): Promise<void> {
  const known = await store.setting(FOLDER)
  if (known === null) return store.saveSetting(FOLDER, id)
  if (known === id) return
  await store.close()
  throw refuse(
    'This database belongs to another data folder.',
    'Set LEDGERKEEP_DATA to the folder it was made with, or LEDGERKEEP_DATABASE_URL to another database.',
  )
}

async function sealingKeys(config: Config) {
  if (config.keys.length > 0) return config.keys
  return [{ id: 'file', key: await keyFile(join(config.dataFolder, 'key')) }]
}

function mailOf(config: Config, clock: Clock): { mail: Mail; outbox: Outbox | null } {
  if (config.smtpUrl) {
    return { mail: createSmtpMail({ url: config.smtpUrl, from: config.mailFrom }), outbox: null }
  }
  const folder = join(config.dataFolder, 'outbox')
  const outbox = createOutboxMail({ folder, from: config.mailFrom, clock })
  return { mail: outbox, outbox }
}

function paymentsOf(
  config: Config,
  around: Surroundings,
  store: Store,
  clock: Clock,
): Payments | null {
  if (!around.stripe) return null
  return createStripePayments({
    ...around.stripe,
    livemode: around.stripe.secretKey.includes('_live_'),
    accountTaxIds: config.accountTaxIds,
    store,
    clock,
  })
}

/** The store, telling of each job that is added. */
function nudging(store: Store, tell: () => void): Store {
  const { jobs } = store
  const told: Jobs = {
    add: async (kind, subjectId, runAt) => {
      await jobs.add(kind, subjectId, runAt)
      tell()
    },
    take: (now, leaseMs, without) => jobs.take(now, leaseMs, without),
    renew: (job, now, leaseMs) => jobs.renew(job, now, leaseMs),
    again: (job, runAt, failed) => jobs.again(job, runAt, failed),
    finish: (job) => jobs.finish(job),
    releaseAll: () => jobs.releaseAll(),
    nextAt: (without) => jobs.nextAt(without),
  }
  const order: Store['order'] = {
    ...store.order,
    addEvent: async (event) => {
      const added = await store.order.addEvent(event)
      tell()
      return added
    },
  }
  return { ...store, order, jobs: told }
}
