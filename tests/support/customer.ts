import type { App, BackupView, ScanView } from '../../src/app/app.ts'
import { EVERYTHING, type Filter } from '../../src/core/filter.ts'
import { isFinished } from '../../src/core/flow.ts'
import type { Backup } from '../../src/ports/store/backup.ts'
import type { InvoiceDetails } from '../../src/ports/store/order.ts'
import type { Waiting } from './bench-clock.ts'
import type { Bench } from './installation.ts'

/** Somebody who has logged in, and the organisation they picked. */
export interface Customer {
  readonly personId: string
  readonly connectionId: string
}

export interface Choice {
  readonly email?: string
  readonly organisation?: string
}

/** Logs in at the simulator and picks an organisation there; the first ones by default. */
export async function connect(bench: Bench, choice: Choice = {}): Promise<Customer> {
  const { url } = await bench.app.connect.begin('a browser', '/status')
  const answer = await bench.xero.approve(url, choice)
  const { person } = await bench.app.connect.finish(answer, 'a browser')
  const views = await bench.app.status.organisations(person.id)
  const wanted = choice.organisation
  const view = views.find((one) => !wanted || one.name.includes(wanted))
  if (!view) throw new Error(`The organisation ${wanted ?? ''} is not connected.`)
  return { personId: person.id, connectionId: view.connectionId }
}

/** Scans and waits; gives the finished scan, done or failed. */
export async function scan(
  bench: Bench,
  { personId, connectionId }: Customer,
  waiting: Waiting = {},
): Promise<ScanView> {
  const id = await bench.app.scan.start(personId, connectionId)
  return bench.clock.until(async () => {
    const state = (await bench.installation.ports.store.scan.scan(id))?.state
    if (state !== 'done' && state !== 'failed') return null
    const views = await bench.app.status.organisations(personId)
    return views.find((view) => view.scan?.id === id)?.scan
  }, waiting)
}

/** Starts a backup where nobody pays. */
export async function begin(
  bench: Bench,
  customer: Customer,
  scanId: string,
  filter: Filter = EVERYTHING,
): Promise<string> {
  const { backupId } = await bench.app.order.buy(
    customer.personId,
    scanId,
    filter,
    null,
    bench.app.order.termsVersion,
  )
  if (!backupId) throw new Error('No backup was started.')
  return backupId
}

/** Waits until the backup has ended, well or not. */
export async function ended(
  bench: Bench,
  customer: Customer,
  backupId: string,
  waiting: Waiting = {},
): Promise<BackupView> {
  await backupIn(bench, backupId, (one) => isFinished(one.state), waiting)
  return bench.app.backup.view(customer.personId, backupId)
}

/** Waits until the stored backup is as wanted; fails when it has ended otherwise. */
export const backupIn = (
  bench: Bench,
  backupId: string,
  wanted: (backup: Backup) => boolean,
  waiting: Waiting = {},
): Promise<Backup> =>
  bench.clock.until(async () => {
    const backup = await bench.installation.ports.store.backup.backup(backupId)
    if (backup && wanted(backup)) return backup
    if (backup && isFinished(backup.state)) throw new Error(`The backup is ${backup.state}.`)
    return null
  }, waiting)

/** The whole job where nobody pays: scan, back up, wait. */
export async function backUp(
  bench: Bench,
  customer: Customer,
  filter: Filter = EVERYTHING,
): Promise<BackupView> {
  const { id } = await scan(bench, customer)
  return ended(bench, customer, await begin(bench, customer, id, filter))
}

/** The whole archive, as a browser would get it. */
export async function download(
  app: App,
  { personId }: Customer,
  backupId: string,
): Promise<Buffer> {
  const open = await app.download.open(personId, backupId)
  const chunks: Buffer[] = []
  for await (const chunk of open.read(0, open.bytes - 1)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export const INVOICE: InvoiceDetails = {
  name: 'Harbour Books Ltd',
  addressLine1: '1 Quay Street',
  addressLine2: '',
  city: 'Bristol',
  postalCode: 'BS1 4QA',
  country: 'GB',
  email: 'accounts@example.com',
  vatNumber: '',
}
