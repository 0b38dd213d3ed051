import { open, rename } from 'node:fs/promises'
import { startWorking } from '../../src/cli/start.ts'
import { compose, demonstrationClock, takeFolder } from '../../src/compose.ts'
import { parseConfig } from '../../src/config.ts'
import { EVERYTHING } from '../../src/core/filter.ts'
import { isFinished } from '../../src/core/flow.ts'

/**
 * The product as a process of its own, to be killed: it takes up whatever stands in its folder and
 * goes on to the finished archive. Its one argument is a KeptOrder as JSON; it prints JSON lines.
 */
export interface KeptOrder {
  readonly folder: string
  readonly out: string
  readonly issuer: string
  readonly api: string
  readonly control: string
  readonly speed: number
  readonly anchor: number
  readonly anchorReal: number
  /** Real ms between two looks at how far it is; 25 when absent. */
  readonly lookMs?: number
}

export interface KeptLine {
  readonly state: string
  /** Most memory that the process has had, bytes. */
  readonly peakBytes: number
  /** Processor time of the process so far, ms. */
  readonly processorMs: number
  /** The clock. */
  readonly at: number
}

const order = JSON.parse(process.argv[2] ?? '{}') as KeptOrder
const { folder, issuer, api, speed } = order
const clock = demonstrationClock({
  speed,
  anchorReal: order.anchorReal,
  anchorVirtual: order.anchor,
})
const config = parseConfig({ LEDGERKEEP_DATA: folder, LEDGERKEEP_LOG: 'error' })
const lock = await takeFolder(config)
const client = { clientId: 'ledgerkeep-demo', clientSecret: 'demo-secret' }
const around = {
  clock,
  // A real second may pass between a token's making and its reading.
  toleranceSeconds: Math.max(30, speed),
  xero: { addresses: { issuer, api }, ...client },
  stripe: null,
}
const installation = await compose(config, around, 'http://localhost:9', process.stderr)
const loop = await startWorking(installation, false)
const { app, ports } = installation

let told = ''
function tell(state: string): void {
  if (state === told) return
  told = state
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const line: KeptLine = {
    state,
    peakBytes: maxRSS * 1024,
    processorMs: (userCPUTime + systemCPUTime) / 1000,
    at: clock.now(),
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

async function signIn(): Promise<string> {
  const known = await ports.store.setting('bench person')
  if (known) return known
  const { url } = await app.connect.begin('a browser', '/')
  const answer = await fetch(`${order.control}/approve`, {
    method: 'POST',
    body: JSON.stringify({ url }),
  })
  const { location } = (await answer.json()) as { location: string }
  const { person } = await app.connect.finish(location, 'a browser')
  await ports.store.saveSetting('bench person', person.id)
  return person.id
}

/** Asks the store, not for a view of everything, whose cost would count as the work's. */
async function step(personId: string): Promise<string | null> {
  const { connect, scan: scans, backup: backups } = ports.store
  const [connection] = await connect.connectionsOf(personId)
  const connectionId = connection?.id ?? ''
  const scan = await scans.latestScan(connectionId)
  const [backup] = await backups.backupsOf(connectionId)
  if (backup) tell(backup.state)
  else tell(`scan ${scan?.state ?? 'none'}`)
  if (backup && isFinished(backup.state)) return backup.id
  if (!scan) await app.scan.start(personId, connectionId)
  if (scan?.state === 'failed') throw new Error(scan.failure ?? 'The scan failed.')
  if (!backup && scan?.state === 'done') {
    await app.order.buy(personId, scan.id, EVERYTHING, null, app.order.termsVersion)
  }
  return null
}

async function write(personId: string, backupId: string): Promise<void> {
  const download = await app.download.open(personId, backupId)
  const file = await open(`${order.out}.part`, 'w')
  for await (const chunk of download.read(0, download.bytes - 1)) await file.write(chunk)
  await file.close()
  await rename(`${order.out}.part`, order.out)
}

const personId = await signIn()
for (let backupId = await step(personId); ; backupId = await step(personId)) {
  if (backupId) {
    await write(personId, backupId)
    break
  }
  await new Promise((next) => setTimeout(next, order.lookMs ?? 25))
}
tell('written')
await loop.stop()
await installation.close()
await lock.release()
