import { recordsIn, resourceNamed } from '../../core/catalogue/index.ts'
import { parseExact } from '../../core/decimal.ts'
import { asLedgerkeepError, badAnswer } from '../../core/errors.ts'
import { type ListPage, lastPageOf, nextPage, pageQuery, readListPage } from '../../core/scan.ts'
import type { Connection } from '../../ports/store/connect.ts'
import type { Scan, ScanResource } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import { answerKey } from '../reading/answer-key.ts'
import type { ScanCourse } from '../reading/course.ts'

/** What reading the library needs. */
export interface Library {
  readonly ports: AppPorts
  readonly scan: Scan
  readonly connection: Connection
  readonly course: ScanCourse
  readonly signal: AbortSignal
}

/** The file library of Xero, page by page; what is kept is stored as it came. */
export interface Shelf {
  /** How many files Xero shows in all. */
  total(): Promise<number>
  /** The first page of a folder, not kept yet; null where Xero knows no such call. */
  openFolder(id: string): Promise<OpenFolder | null>
  /** Lists every file, in place of what was kept before. */
  listAnew(): Promise<void>
  /** What a file hangs on. */
  linksOf(id: string): Promise<readonly unknown[]>
  kept(): readonly unknown[]
  /** Calls that are not in the scan's number of calls yet. */
  looked(): number
}

export interface OpenFolder extends ListPage {
  /** The files of the last page, which is not kept; none when the first is the last. */
  lastPage(): Promise<readonly unknown[]>
  /** Lists and keeps every file. */
  list(): Promise<void>
}

export function createShelf({ ports, scan, connection, signal }: Library, at: ScanResource): Shelf {
  const resource = resourceNamed('Files')
  let files: unknown[] = []
  let pages = 0
  let looked = 0

  const ask = async (path: readonly string[], query: Readonly<Record<string, string>> = {}) => {
    signal.throwIfAborted()
    looked += 1
    const call = { api: 'files', path, query } as const
    return (await ports.xero.get(connection.id, call, { hurry: true, signal })).body
  }

  const page = async (path: readonly string[], number: number) => {
    const body = await ask(path, pageQuery(resource, number))
    const found = readable(() => readListPage(resource, body))
    if (found.listed) return { body, found }
    throw badAnswer("Xero's answer for the file library holds no list.")
  }

  const keep = async (body: Uint8Array, found: ListPage): Promise<void> => {
    pages += 1
    const storageKey = answerKey(at, String(pages).padStart(7, '0'))
    const { bytes, sha256 } = await ports.storage.put(storageKey, body, signal)
    const records = found.records.length
    files.push(...found.records)
    const calls = looked
    looked = 0
    await ports.store.scan.step({
      scanId: scan.id,
      page: { scanId: scan.id, resource: 'Files', page: pages, storageKey, records, bytes, sha256 },
      documents: [],
      resource: { ...at, state: 'fetching' },
      calls,
      anew: pages === 1,
    })
  }

  const list = async (path: readonly string[], from: number): Promise<void> => {
    for (let number: number | null = from; number !== null; ) {
      const { body, found } = await page(path, number)
      await keep(body, found)
      number = nextPage(resource, number, found)
    }
  }

  return {
    async total() {
      const body = await ask(['Files'], { ...pageQuery(resource, 1), pagesize: '1' })
      return readable(() => readListPage(resource, body)).itemCount ?? 0
    },
    async openFolder(id) {
      const path = ['Folders', id, 'Files']
      const first = await page(path, 1).catch((error: unknown) => {
        const known = asLedgerkeepError(error)
        if (known.kind === 'skip' && known.reason !== 'forbidden') return null
        throw error
      })
      if (!first) return null
      const next = nextPage(resource, 1, first.found)
      return {
        ...first.found,
        lastPage: async () => {
          const last = lastPageOf(first.found)
          return last > 1 ? (await page(path, last)).found.records : []
        },
        list: async () => {
          await keep(first.body, first.found)
          if (next !== null) await list(path, next)
        },
      }
    },
    async listAnew() {
      files = []
      pages = 0
      await list(['Files'], 1)
    },
    async linksOf(id) {
      const body = await ask(['Files', id, 'Associations'])
      const answer = readable(() => parseExact(new TextDecoder().decode(body)))
      return recordsIn({ list: 'Associations' }, answer)
    },
    kept: () => files,
    looked: () => looked,
  }
}

function readable<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw badAnswer("Xero's answer for the file library is not JSON.", { cause })
  }
}
