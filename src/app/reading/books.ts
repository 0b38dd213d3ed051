import { recordFacts, recordsIn, resourceNamed, valueAt } from '../../core/catalogue/index.ts'
import { dayOf } from '../../core/day.ts'
import { decimalOf, parseExact } from '../../core/decimal.ts'
import type { BooksFacts } from '../../core/scan-calls.ts'
import type { YearEnd } from '../../core/scan-periods.ts'
import type { RawPage, Scan } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'

type Ports = Pick<AppPorts, 'store' | 'storage'>

/** What the lists of a scan told, for the calls that follow from them. Ask when they are all read. */
export async function booksFacts(ports: Ports, scan: Scan): Promise<BooksFacts> {
  const [organisation] = await storedRecords(ports, scan.id, 'Organisation')
  return {
    yearEnd: yearEndOf(organisation),
    country: String(valueAt(organisation, 'CountryCode') ?? ''),
    oldest: await ports.store.scan.oldestDay(scan.id),
    today: dayOf(scan.createdAt),
    ids: async (name) => {
      const resource = resourceNamed(name)
      const records = await storedRecords(ports, scan.id, name)
      return [...new Set(records.map((one) => recordFacts(resource, one).id))].filter(Boolean)
    },
    owing: async (of) => {
      const contacts = await storedRecords(ports, scan.id, 'Contacts')
      const owing = contacts.filter((one) => isOutstanding(one, of))
      return [...new Set(owing.map((one) => String(valueAt(one, 'ContactID') ?? '')))].filter(
        Boolean,
      )
    },
  }
}

/** When the financial year ends, as a scan's answers hold it; 31 December where they no longer do. */
export async function bookYearEnd(ports: Ports, scanId: string): Promise<YearEnd> {
  const records = await storedRecords(ports, scanId, 'Organisation').catch(() => [])
  return yearEndOf(records[0])
}

/** All records of a resource as its stored answers hold them; for resources of few records. */
export async function storedRecords(
  ports: Ports,
  scanId: string,
  name: string,
): Promise<readonly unknown[]> {
  const records: unknown[] = []
  for await (const page of storedPages(ports, scanId, name)) records.push(...page)
  return records
}

/** The same page by page, for resources of many records. */
export async function* storedPages(
  ports: Ports,
  scanId: string,
  name: string,
): AsyncGenerator<readonly unknown[]> {
  for (const page of await ports.store.scan.pages(scanId, name)) {
    yield recordsIn(resourceNamed(name), parseExact(await storedText(ports, page)))
  }
}

async function storedText({ storage }: Ports, { storageKey }: RawPage): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of await storage.open(storageKey)) {
    text += decoder.decode(chunk as Uint8Array, { stream: true })
  }
  return text + decoder.decode()
}

const isOutstanding = (contact: unknown, of: string): boolean =>
  Number(decimalOf(valueAt(contact, `Balances.${of}.Outstanding`)) ?? 0) !== 0

function yearEndOf(organisation: unknown): YearEnd {
  const number = (path: string): number => Number(decimalOf(valueAt(organisation, path)) ?? 0)
  const day = number('FinancialYearEndDay')
  const month = number('FinancialYearEndMonth')
  const known = day >= 1 && day <= 31 && month >= 1 && month <= 12
  return known ? { day, month } : { day: 31, month: 12 }
}
