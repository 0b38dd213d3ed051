import type { Store } from '../../../src/ports/store/index.ts'
import type { ScanDocument } from '../../../src/ports/store/scan.ts'
import {
  BACKUP,
  CONNECTION,
  ORDER,
  ORGANISATION,
  PERSON,
  QUOTE,
  RESOURCE,
  SCAN,
  step,
} from './records.ts'

/** A person, an organisation and the connection between them. */
export async function connected(store: Store): Promise<void> {
  await store.connect.savePerson(PERSON)
  await store.connect.saveOrganisation(ORGANISATION)
  await store.connect.saveConnection(CONNECTION)
}

/** A scan with these documents. */
export async function scanned(
  store: Store,
  documents: readonly ScanDocument[] = [],
): Promise<void> {
  await connected(store)
  await store.scan.addScan(SCAN, [RESOURCE])
  if (documents.length > 0) await store.scan.step(step(documents, { calls: 0 }))
}

/** An unpaid order for a quote of a scan. */
export async function ordered(
  store: Store,
  documents: readonly ScanDocument[] = [],
): Promise<void> {
  await scanned(store, documents)
  await store.quote.addQuote(QUOTE)
  await store.order.addOrder(ORDER)
}

/** A backup of these documents. */
export async function backedUp(store: Store, documents: readonly ScanDocument[]): Promise<void> {
  await ordered(store, documents)
  await store.backup.addBackup(BACKUP)
}
