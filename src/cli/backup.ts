import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BackupView, OrganisationView, ScanView } from '../app/app.ts'
import { compose, type Installation, realSurroundings, takeFolder } from '../compose.ts'
import type { Config } from '../config.ts'
import { LedgerkeepError, refuse } from '../core/errors.ts'
import { EVERYTHING, type Filter, parseFilter } from '../core/filter.ts'
import { filterWords } from '../core/filter-words.ts'
import { isComplete } from '../core/flow.ts'
import { freePort } from './address.ts'
import { type Demonstration, startDemonstration } from './demonstration.ts'
import { EXIT } from './exit.ts'
import type { Reporter } from './reporter.ts'
import { pickOrganisation, signIn } from './sign-in.ts'
import { startWorking } from './start.ts'
import { assertWritable, writeOut } from './write-out.ts'

export interface BackupOptions {
  readonly out: string
  readonly demo: boolean
  /** Part of the organisation's name, where several are connected. */
  readonly organisation: string | null
  readonly types: readonly string[] | null
  readonly from: string
  readonly to: string
  readonly pdfs: boolean
  readonly history: boolean
  /** Keep the data folder of a demonstration. */
  readonly keep: boolean
}

const LOOK_EVERY_REAL_MS = 250

/** The whole job in the terminal: connect, scan, back up, write the ZIP. Gives the exit code. */
export async function backupVerb(
  config: Config,
  options: BackupOptions,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<number> {
  const filter = filterOf(options)
  await assertWritable(options.out)
  const temporary = options.demo && !options.keep
  const dataFolder = temporary ? await mkdtemp(join(tmpdir(), 'ledgerkeep-')) : config.dataFolder
  const port = config.port === 0 || options.demo ? await freePort(config.host) : config.port
  const url = config.url ?? `http://localhost:${port}`
  const settled: Config = { ...config, dataFolder, xero: options.demo ? null : config.xero }
  const folder = await takeFolder(settled)
  let demonstration: Demonstration | null = null
  try {
    demonstration = options.demo ? await startDemonstration(settled, url) : null
    const around = { ...(demonstration?.surroundings ?? realSurroundings(settled)), stripe: null }
    const installation = await compose(settled, around, url, process.stderr)
    const loop = await startWorking(installation, settled.databaseUrl !== null)
    try {
      const job = { installation, demonstration, url, filter, options, reporter, signal }
      return await run(job)
    } finally {
      await loop.stop()
      await installation.close()
    }
  } finally {
    await demonstration?.close()
    await folder.release()
    if (temporary) await rm(dataFolder, { recursive: true, force: true })
  }
}

interface Job {
  readonly installation: Installation
  readonly demonstration: Demonstration | null
  readonly url: string
  readonly filter: Filter
  readonly options: BackupOptions
  readonly reporter: Reporter
  readonly signal: AbortSignal
}

function filterOf(options: BackupOptions): Filter {
  const types = options.types ?? EVERYTHING.types
  const { from, to, pdfs, history } = options
  return parseFilter({ types, from, to, pdfs, history })
}

async function run(job: Job): Promise<number> {
  const personId = await signIn(job)
  const organisation = await pickOrganisation(
    job.installation.app,
    personId,
    job.options.organisation,
  )
  const backupId =
    unfinished(organisation, job.filter) ?? (await scanAndStart(job, personId, organisation))
  const backup = await follow(job, personId, backupId)
  if (backup.state === 'paused') throw disconnected(backup.reason)
  if (!isComplete(backup.state)) {
    throw new LedgerkeepError('retry', backup.reason ?? `The backup is ${backup.state}.`)
  }
  const download = await job.installation.app.download.open(personId, backupId)
  await writeOut(download, job.options.out, job.reporter, job.signal)
  job.reporter.show({
    stage: 'done',
    out: resolve(job.options.out),
    bytes: download.bytes,
    files: backup.filesDone,
    exceptions: backup.exceptions,
    etag: download.etag,
  })
  return backup.exceptions > 0 ? EXIT.exceptions : EXIT.complete
}

const disconnected = (reason: string | null | undefined): LedgerkeepError =>
  new LedgerkeepError('reauthorise', reason ?? 'Xero is disconnected.', {
    hint: 'Run the same command again and log in: it goes on where it stopped.',
  })

/** The backup that an earlier run left unfinished; it goes on only with the filters it was begun with. */
function unfinished(view: OrganisationView, filter: Filter): string | null {
  const open = view.backups.find(
    (one) => !isComplete(one.state) && one.state !== 'failed' && one.state !== 'cancelled',
  )
  if (!open) return null
  if (open.scope === filterWords(filter)) return open.id
  throw refuse(
    `A backup with other filters is unfinished here (${open.scope}).`,
    'Finish it first with the options it was begun with, or use another data folder.',
  )
}

async function scanAndStart(job: Job, personId: string, view: OrganisationView): Promise<string> {
  const { app } = job.installation
  await app.scan.start(personId, view.connectionId)
  const scan = await until(job, async () => {
    const now = await app.status.organisations(personId)
    const here = now.find((one) => one.connectionId === view.connectionId)
    const found = here?.scan
    if (found) showScan(job, found)
    if (here?.state === 'needs reconnect') throw disconnected(found?.waitingFor)
    return found && (found.state === 'done' || found.state === 'failed') ? found : null
  })
  if (scan.state === 'failed')
    throw new LedgerkeepError('retry', scan.failure ?? 'The scan failed.')
  const bought = await app.order.buy(personId, scan.id, job.filter, null, app.order.termsVersion)
  if (bought.backupId) return bought.backupId
  throw new LedgerkeepError('bug', 'No backup was started.')
}

function showScan(job: Job, scan: ScanView): void {
  job.reporter.show({
    stage: 'scan',
    lists: scan.listsDone,
    listsTotal: scan.listsTotal,
    counted: scan.documentsCounted,
    documents: scan.documents,
    waitingUntil: scan.waitingUntil,
  })
}

function follow(job: Job, personId: string, backupId: string): Promise<BackupView> {
  return until(job, async () => {
    const view = await job.installation.app.backup.view(personId, backupId)
    job.reporter.show({
      stage: 'backup',
      state: view.state,
      files: view.filesDone,
      filesTotal: view.filesTotal,
      bytes: view.bytesDone,
      exceptions: view.exceptions,
      asked: view.asked.reduce((sum, one) => sum + one.done, 0),
      askedTotal: view.asked.reduce((sum, one) => sum + one.total, 0),
      estimatedEndAt: view.estimatedEndAt,
      waitingUntil: view.waitingUntil,
    })
    const ended = isComplete(view.state) || ['paused', 'failed', 'cancelled'].includes(view.state)
    return ended ? view : null
  })
}

async function until<T>(job: Job, look: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found) return found
    await new Promise((done) => setTimeout(done, LOOK_EVERY_REAL_MS))
    job.signal.throwIfAborted()
  }
}
