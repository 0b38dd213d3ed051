import type { Installation } from '../../src/compose.ts'
import { FILE_TYPES, HISTORY_RESOURCES, RESOURCES } from '../../src/core/catalogue/index.ts'
import { EVERYTHING } from '../../src/core/filter.ts'
import type { ScanDocument, ScanResource } from '../../src/ports/store/scan.ts'
import { ARCHIVE, BACKUP, RESOURCE, SCAN, step } from '../contract/store/records.ts'

/** Somebody who looks at pages, and what is theirs. */
export interface Visitor {
  readonly session: string
  readonly connectionIds: readonly string[]
  readonly scanIds: readonly string[]
  readonly backupIds: readonly string[]
  readonly orderIds: readonly string[]
}

const ORGANISATIONS_EACH = 5
const DAY_MS = 86_400_000

/** Writes people with five organisations each, in every state, straight into the store. */
export async function fillInstallation(
  { ports, app }: Installation,
  first: number,
  people: number,
  documentsEach: number,
): Promise<readonly Visitor[]> {
  const visitors: Visitor[] = []
  for (let nth = first; nth < first + people; nth += 1) {
    visitors.push(await addPerson({ ports, app }, nth, documentsEach))
  }
  return visitors
}

type Product = Pick<Installation, 'ports' | 'app'>

async function addPerson(product: Product, nth: number, documents: number): Promise<Visitor> {
  const { store, clock, secrets } = product.ports
  const personId = `per_${nth}`
  const now = clock.now()
  await store.connect.savePerson({
    id: personId,
    xeroUserId: `user-${nth}`,
    email: `person-${nth}@example.com`,
    name: `Person ${nth}`,
    createdAt: now,
  })
  const session = `session-of-person-${nth}`
  await store.connect.addSession({
    fingerprint: secrets.fingerprint(session),
    personId,
    createdAt: now,
    expiresAt: now + DAY_MS,
  })
  const all = { connectionIds: [], scanIds: [], backupIds: [], orderIds: [] } as {
    [Key in Exclude<keyof Visitor, 'session'>]: string[]
  }
  for (let place = 0; place < ORGANISATIONS_EACH; place += 1) {
    const key = `${nth}_${place}`
    await addOrganisation(product, personId, key, documents)
    all.connectionIds.push(`con_${key}`)
    all.scanIds.push(`scn_${key}`)
    if (place < 2) all.backupIds.push(await addBackup(product, key, place === 0))
    if (place === 2) all.orderIds.push(await addOrder(product, personId, key))
  }
  return { session, ...all }
}

async function addOrganisation(
  { ports: { store, clock } }: Product,
  personId: string,
  key: string,
  documents: number,
): Promise<void> {
  const now = clock.now()
  const organisation = { id: `org_${key}`, tenantId: `tenant-${key}`, name: `Books ${key} Ltd` }
  await store.connect.saveOrganisation({ ...organisation, country: 'GB', currency: 'GBP' })
  await store.connect.saveConnection({
    id: `con_${key}`,
    personId,
    organisationId: organisation.id,
    xeroConnectionId: `xero-${key}`,
    state: 'active',
    connectedAt: now,
    disconnectedAt: null,
  })
  const scanId = `scn_${key}`
  const resources: ScanResource[] = RESOURCES.map(({ name }, position) => ({
    ...RESOURCE,
    scanId,
    resource: name,
    position,
    state: 'done',
  }))
  await store.scan.addScan(
    { ...SCAN, id: scanId, connectionId: `con_${key}`, createdAt: now },
    resources,
  )
  await addDocuments(store, scanId, documents)
  await store.scan.updateScan(scanId, { state: 'done', startedAt: now, finishedAt: now })
}

const AT_ONCE = 5_000

/** Half of them have a file, over seven years and all types. */
async function addDocuments(
  store: Installation['ports']['store'],
  scanId: string,
  count: number,
): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, nth) =>
      documentOf(scanId, from + nth),
    )
    await store.scan.step(step(batch, { scanId, resource: { ...RESOURCE, scanId, state: 'done' } }))
  }
}

const documentOf = (scanId: string, seq: number): ScanDocument => ({
  scanId,
  seq,
  resource: HISTORY_RESOURCES[seq % HISTORY_RESOURCES.length] ?? 'Invoices',
  recordId: `record-${seq}`,
  type: FILE_TYPES[seq % FILE_TYPES.length]?.key ?? 'bills',
  day: new Date(Date.UTC(2020, 0, 1) + (seq % 2_500) * DAY_MS).toISOString().slice(0, 10),
  number: `INV-${seq}`,
  contact: 'Müller & Söhne',
  flagged: seq % 2 === 0,
  updatedAt: 1_782_604_800_000,
  files: seq % 2 === 0 ? 1 : 0,
})

async function addBackup(
  { ports: { store, clock } }: Product,
  key: string,
  done: boolean,
): Promise<string> {
  const id = `bak_${key}`
  const now = clock.now()
  await store.backup.addBackup({
    ...BACKUP,
    id,
    connectionId: `con_${key}`,
    organisationId: `org_${key}`,
    orderId: null,
    scanId: `scn_${key}`,
    filter: EVERYTHING,
    state: done ? 'packaging' : 'running',
    createdAt: now,
    startedAt: now,
  })
  if (done) {
    const archive = { ...ARCHIVE, id: `arc_${key}`, backupId: id, createdAt: now }
    await store.archive.startArchive(archive)
    await store.archive.finishArchive({ ...archive, state: 'ready' })
    await store.backup.changeBackup(id, ['packaging'], { state: 'complete', finishedAt: now })
  }
  return id
}

async function addOrder({ app }: Product, personId: string, key: string): Promise<string> {
  const { price } = await app.quote.preview(personId, `scn_${key}`, EVERYTHING)
  const bought = await app.order.buy(
    personId,
    `scn_${key}`,
    EVERYTHING,
    price?.net.minor ?? null,
    app.order.termsVersion,
  )
  return bought.orderId ?? ''
}
