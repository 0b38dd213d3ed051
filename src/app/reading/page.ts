import { valueAt } from '../../core/catalogue/index.ts'
import type { Resource } from '../../core/catalogue/resource.ts'
import { badAnswer } from '../../core/errors.ts'
import { documentsOf, type ListPage, readListPage } from '../../core/scan.ts'
import type { PlannedCall } from '../../core/scan-calls.ts'
import type { Connection } from '../../ports/store/connect.ts'
import type { ScanResource } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import { storageDown } from '../slice.ts'
import { answerKey } from './answer-key.ts'
import type { ScanCourse } from './course.ts'

/** One resource of a scan while it is read. */
export interface Reading {
  readonly ports: AppPorts
  readonly connection: Connection
  readonly resource: Resource
  /** One for a list; for what follows from other lists, one for each of their records or periods. */
  readonly calls: readonly PlannedCall[]
  /** Calls to Xero that the slice has left. */
  readonly budget: { calls: number }
  readonly course: ScanCourse
  readonly signal: AbortSignal
}

/** Where a page is asked for, and the number under which it is stored. */
export interface PagePlace extends PlannedCall {
  readonly page: number
  readonly number: number
}

/** Asks for one page. What is no list is a fault, not an empty list. */
export async function askPage(
  { ports, connection, resource, signal }: Reading,
  path: readonly string[],
  query: Readonly<Record<string, string>>,
): Promise<{ readonly body: Uint8Array; readonly found: ListPage }> {
  const call = { api: resource.api ?? 'accounting', path, query }
  const { body } = await ports.xero.get(connection.id, call, { hurry: true, signal })
  const found = parsed(resource, body)
  if (found.listed) return { body, found }
  throw badAnswer(`Xero's answer for ${resource.title} holds no list of them.`)
}

export interface ReadPage {
  readonly number: number
  /** The stored answer's name below the resource's folder. */
  readonly name: string
  readonly body: Uint8Array
  readonly found: ListPage
  /** Records of the same page that were stored before. */
  readonly offset: number
  /** Pages of a reading before in whose place it comes, by their numbers. */
  readonly instead: readonly (readonly [from: number, to: number])[]
}

/** Stores an answer, and with it the resource's state, which by default stays where it is. */
export async function storePage(
  reading: Reading,
  at: ScanResource,
  { number, name, body, found, offset, instead }: ReadPage,
  after: ScanResource = { ...at, state: 'fetching' },
): Promise<void> {
  const { ports, connection, resource, course, signal } = reading
  const storageKey = answerKey(at, name)
  const { bytes, sha256 } = await ports.storage.put(storageKey, body, signal).catch((error) => {
    signal.throwIfAborted()
    throw storageDown(error)
  })
  const { scanId } = at
  const records = found.records.length
  await ports.store.scan.step({
    scanId,
    page: { scanId, resource: resource.name, page: number, storageKey, records, bytes, sha256 },
    documents: numbered(at, resource, found, offset),
    resource: after,
    calls: 1,
    instead,
  })
  course.done += 1
  if (resource.name === 'Organisation') await describe(ports, connection, found)
}

function parsed(resource: Resource, body: Uint8Array): ListPage {
  try {
    return readListPage(resource, body)
  } catch (cause) {
    throw badAnswer(`Xero's answer for ${resource.title} is not JSON.`, {
      cause,
    })
  }
}

/** A page's place gives its documents their numbers, so that a repeated page repeats them. */
const numbered = (at: ScanResource, resource: Resource, found: ListPage, offset: number) =>
  documentsOf(resource, found).map(({ id, hasFiles, ...document }, index) => ({
    ...document,
    scanId: at.scanId,
    seq: at.position * 100_000_000 + (at.nextPage - 1) * 1_000 + offset + index,
    resource: resource.name,
    recordId: id,
    flagged: hasFiles,
    files: null,
  }))

/** What Xero leaves out does not take away what is known. */
async function describe(ports: AppPorts, connection: Connection, found: ListPage): Promise<void> {
  const record = found.records[0]
  const known = await ports.store.connect.organisation(connection.organisationId)
  const text = (path: string, before = ''): string => {
    const value = valueAt(record, path)
    return typeof value === 'string' && value.trim() !== '' ? value : before
  }
  await ports.store.connect.describeOrganisation(connection.organisationId, {
    name: text('Name', known?.name),
    country: text('CountryCode', known?.country),
    currency: text('BaseCurrency', known?.currency),
  })
}
