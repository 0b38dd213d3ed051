import { resourceNamed, valueAt } from '../../core/catalogue/index.ts'
import type { FileTypeKey, Resource } from '../../core/catalogue/resource.ts'
import { asLedgerkeepError } from '../../core/errors.ts'
import { callsOf, type PlannedCall } from '../../core/scan-calls.ts'
import type { RawPage, Scan, ScanResource } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import { booksFacts, storedRecords } from '../reading/books.ts'
import { placeReports, reportsByContact } from '../reading/contact-reports.ts'
import { isOpen } from '../reading/reading.ts'

/**
 * Says how many reports by contact the backup will ask for, for the quote. A report of an earlier backup
 * is taken over, as of the day it was read, where nothing of its contact has changed since: neither what
 * it owes or is owed, nor what of it is overdue, nor any of its documents.
 */
export async function foretellAged(
  ports: AppPorts,
  scan: Scan,
  signal: AbortSignal,
): Promise<void> {
  const rows = await ports.store.scan.resources(scan.id)
  const open = rows.filter((row) => isOpen(row) && isAged(row))
  if (open.length === 0) return
  const facts = await booksFacts(ports, scan)
  const earlier = await earlierScan(ports, scan)
  const same = earlier && (await sameBalances(ports, earlier, scan))
  for (const row of open) {
    const resource = resourceNamed(row.resource)
    const calls = await callsOf(resource, facts)
    if (earlier && same) {
      const busy = await busyContacts(ports, earlier, scan, resource)
      const idle = new Set([...same].filter(([, name]) => !busy.has(name)).map(([id]) => id))
      await takeOver(ports, { scan, earlier, row, resource, idle, signal }, calls)
    }
    const records = (await ports.store.scan.pages(scan.id, row.resource)).length
    await ports.store.scan.step({
      ...{ scanId: scan.id, page: null, documents: [], calls: 0 },
      resource: { ...row, recordsTold: calls.length, records },
    })
  }
}

const isAged = ({ resource }: ScanResource): boolean =>
  resourceNamed(resource).follows?.by === 'balances'

/** The scan of the connection's last backup whose reports by contact are all there. */
async function earlierScan({ store }: AppPorts, scan: Scan): Promise<Scan | null> {
  const backups = await store.backup.backupsOf(scan.connectionId)
  for (const { scanId } of [...backups].sort((a, b) => b.createdAt - a.createdAt)) {
    const earlier = scanId === scan.id ? null : await store.scan.scan(scanId)
    if (earlier?.state !== 'done' || earlier.createdAt >= scan.createdAt) continue
    const aged = (await store.scan.resources(scanId)).filter(isAged)
    if (aged.length > 0 && aged.every((row) => row.state === 'done')) return earlier
  }
  return null
}

/** The contacts, name by id, that owe and are owed as much as before, and of it as much overdue. */
async function sameBalances(
  ports: AppPorts,
  earlier: Scan,
  scan: Scan,
): Promise<ReadonlyMap<string, string>> {
  const before = await balances(ports, earlier).catch(() => new Map<string, Balance>())
  const now = await balances(ports, scan)
  const same = [...now].filter(([id, { text }]) => before.get(id)?.text === text)
  return new Map(same.map(([id, { name }]) => [id, name]))
}

/** What stands in a report by contact; over- and prepayments are money received and spent. */
const TOLD_BY: Readonly<Record<'AccountsReceivable' | 'AccountsPayable', readonly FileTypeKey[]>> =
  {
    AccountsReceivable: ['sales-invoices', 'sales-credit-notes', 'receive-money'],
    AccountsPayable: ['bills', 'bill-credit-notes', 'spend-money'],
  }

/** The names of contacts with a document that was changed since. */
async function busyContacts(
  { store }: AppPorts,
  earlier: Scan,
  scan: Scan,
  { follows }: Resource,
): Promise<ReadonlySet<string>> {
  if (follows?.by !== 'balances') return new Set()
  const since = earlier.startedAt ?? earlier.createdAt
  return new Set(await store.scan.contactsSince(scan.id, TOLD_BY[follows.of], since))
}

interface Balance {
  readonly name: string
  readonly text: string
}

async function balances(ports: AppPorts, scan: Scan): Promise<ReadonlyMap<string, Balance>> {
  const contacts = await storedRecords(ports, scan.id, 'Contacts')
  return new Map(
    contacts.map((contact) => [
      String(valueAt(contact, 'ContactID') ?? ''),
      {
        name: String(valueAt(contact, 'Name') ?? ''),
        text: JSON.stringify(valueAt(contact, 'Balances') ?? null),
      },
    ]),
  )
}

interface TakingOver {
  readonly scan: Scan
  readonly earlier: Scan
  readonly row: ScanResource
  readonly resource: Resource
  /** Contacts of which nothing has changed. */
  readonly idle: ReadonlySet<string>
  readonly signal: AbortSignal
}

/** Copies, so that deleting the earlier backup takes nothing from this one. */
async function takeOver(
  ports: AppPorts,
  taking: TakingOver,
  calls: readonly PlannedCall[],
): Promise<void> {
  const { scan, earlier, row, resource, idle, signal } = taking
  const pages = await ports.store.scan.pages(earlier.id, resource.name)
  const before = await callsOf(resource, await booksFacts(ports, earlier))
  const answers = reportsByContact(pages, before)
  // What this scan has by itself is newer.
  const own = await ports.store.scan.pages(scan.id, resource.name)
  for (const { contactId, page, name } of placeReports(own, calls)) {
    const answer = idle.has(contactId) ? answers.get(contactId.toLowerCase()) : undefined
    if (answer) await copy(ports, { scan, row, answer, page, name, signal })
  }
}

interface Copy {
  readonly scan: Scan
  readonly row: ScanResource
  readonly answer: RawPage
  readonly page: number
  readonly name: string
  readonly signal: AbortSignal
}

/** What is not there any more, or not as it was, is asked for again. */
async function copy({ store, storage }: AppPorts, { scan, row, answer, page, name, signal }: Copy) {
  const storageKey = `scans/${scan.id}/${row.resource}/${name}.json`
  try {
    const stored = await storage.put(storageKey, await storage.open(answer.storageKey), signal)
    if (stored.sha256 !== answer.sha256) return
  } catch (error) {
    signal.throwIfAborted()
    if (asLedgerkeepError(error).kind !== 'skip') throw error
    return
  }
  await store.scan.step({
    scanId: scan.id,
    page: { ...answer, scanId: scan.id, page, storageKey },
    documents: [],
    resource: row,
    calls: 0,
  })
}
