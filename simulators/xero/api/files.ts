import { sevenDecimals } from '../identity/connections.ts'
import { json, notFound, type Reply, type Request, text } from '../reply.ts'
import { hashText } from '../worlds/chance.ts'
import { encodeId } from '../worlds/ids.ts'
import type { Row } from '../worlds/row.ts'
import type { Books, StoredFile } from '../worlds/world.ts'
import { content } from './attachments.ts'

export interface FilesSwitches {
  /** Whether attached files show in `/Files`, or only those of the library. */
  readonly filesListAttached: boolean
  /** Whether library files lie in one folder with attached ones, in the middle, or in the inbox. */
  readonly mixedFolder: boolean
  /** How many ids `Associations/Count` takes. */
  readonly countIds: number
  /** The longest address, in bytes. */
  readonly urlBytes: number
  /** Ids for which `Associations/Count` refuses the whole call. */
  readonly uncountable: ReadonlySet<string>
}

export interface FilesCall {
  readonly books: Books
  /** The segments after `files.xro/1.0`, decoded. */
  readonly segments: readonly string[]
  readonly request: Request
  readonly switches: FilesSwitches
}

/** The Files API: JSON only, camel case nowhere, dates of seven decimals. */
export function answerFiles(call: FilesCall): Reply {
  const { books, segments, request, switches } = call
  const [first = '', id, sub] = segments
  if (request.rawUrl.length > switches.urlBytes) return text(414, 'URI Too Long')
  switch (first) {
    case 'Files':
      return id === undefined ? fileList(books, request.query, switches) : oneFile(call, id, sub)
    case 'Folders':
      return folders(books, id, sub, request.query, switches)
    case 'Inbox':
      return json(200, folderRow(books, 0, switches))
    case 'Associations':
      if (id === 'Count') return counts(books, request.query, switches)
      return id === undefined ? notFound() : associationsOf(books, id, request.query)
    default:
      return notFound()
  }
}

/** How the Files API names the resources of the accounting API: group, then type. */
const GROUPS: Readonly<Record<string, readonly [string, string]>> = {
  Invoices: ['Invoice', 'AccRec'],
  BankTransactions: ['BankTransaction', 'CashPaid'],
  CreditNotes: ['CreditNote', 'AccRecCredit'],
  ManualJournals: ['ManualJournal', 'ManualJournal'],
  PurchaseOrders: ['PurchaseOrder', 'PurchaseOrder'],
  Quotes: ['Quote', 'SalesQuote'],
  BankTransfers: ['BankTransaction', 'Transfer'],
  RepeatingInvoices: ['Invoice', 'AccRecRepeating'],
  Contacts: ['Contact', 'Business'],
  Accounts: ['Account', 'Account'],
}

function associationRow(file: StoredFile): Row {
  const [group, type] = GROUPS[file.parent?.resource ?? ''] ?? ['Unknown', 'Unknown']
  return { FileId: file.id, ObjectId: file.parent?.id, ObjectType: type, ObjectGroup: group }
}

function oneFile({ books, switches }: FilesCall, id: string, sub: string | undefined): Reply {
  const file = books.fileById(id)
  if (file === undefined) return notFound()
  if (sub === undefined) return json(200, fileRow(books, file, switches))
  if (sub === 'Content') return content(file)
  if (sub === 'Associations')
    return json(200, file.parent === undefined ? [] : [associationRow(file)])
  return notFound()
}

interface Page {
  readonly page: number
  readonly size: number
}

function pageOf(query: URLSearchParams): Page {
  const size = Number.parseInt(query.get('pagesize') ?? '50', 10)
  const page = Number.parseInt(query.get('page') ?? '1', 10)
  return { page: Math.max(1, page || 1), size: Math.min(100, Math.max(1, size || 50)) }
}

/** The first file number that `/Files` shows: attached files come first in the books. */
function firstListed(books: Books, switches: FilesSwitches): number {
  return switches.filesListAttached ? 0 : libraryStart(books)
}

function libraryStart(books: Books): number {
  let low = 0
  let high = books.fileCount
  while (low < high) {
    const middle = (low + high) >> 1
    if (books.fileAt(middle).parent === undefined) high = middle
    else low = middle + 1
  }
  return low
}

function fileList(books: Books, query: URLSearchParams, switches: FilesSwitches): Reply {
  const { page, size } = pageOf(query)
  const first = firstListed(books, switches)
  const total = books.fileCount - first
  const descending = query.get('direction')?.toUpperCase() === 'DESC'
  const items: Row[] = []
  for (let at = (page - 1) * size; at < Math.min(total, page * size); at += 1) {
    const file = books.fileAt(descending ? books.fileCount - 1 - at : first + at)
    items.push(fileRow(books, file, switches))
  }
  return json(200, { TotalCount: total, Page: page, PerPage: size, Items: items })
}

function fileRow(books: Books, file: StoredFile, { mixedFolder }: FilesSwitches): Row {
  return {
    Name: file.name,
    MimeType: file.mimeType,
    Size: file.length,
    CreatedDateUtc: sevenDecimals(file.createdAt),
    UpdatedDateUtc: sevenDecimals(file.createdAt),
    User: {
      Id: folderId(books, 9),
      Name: 'ann@example.com',
      FirstName: 'Ann',
      LastName: 'Fairweather',
      FullName: 'Ann Fairweather',
    },
    FolderId: folderId(books, file.parent === undefined && !mixedFolder ? 0 : 1),
    Id: file.id,
  }
}

const FOLDERS = ['Inbox', 'Attachments', 'Contracts']

function folderId(books: Books, index: number): string {
  return encodeId(hashText(books.tenantId), {
    organisation: 0,
    kind: 'Folder',
    owner: 'Nothing',
    position: 0,
    index,
  })
}

function folderRow(books: Books, index: number, switches: FilesSwitches): Row {
  const library = books.fileCount - libraryStart(books)
  const attached = switches.filesListAttached ? books.fileCount - library : 0
  const counted = switches.mixedFolder ? [0, attached + library, 0] : [library, attached, 0]
  return {
    Name: FOLDERS[index],
    FileCount: counted[index],
    Email: index === 0 ? 'xero.inbox.simulated@xerofiles.example' : undefined,
    IsInbox: index === 0,
    Id: folderId(books, index),
  }
}

function folders(
  books: Books,
  id: string | undefined,
  sub: string | undefined,
  query: URLSearchParams,
  switches: FilesSwitches,
): Reply {
  if (id === undefined)
    return json(
      200,
      FOLDERS.map((_, index) => folderRow(books, index, switches)),
    )
  const index = FOLDERS.findIndex((_, at) => folderId(books, at) === id)
  if (index < 0) return notFound()
  if (sub === undefined) return json(200, folderRow(books, index, switches))
  return sub === 'Files' ? folderFiles(books, index, query, switches) : notFound()
}

function folderFiles(
  books: Books,
  index: number,
  query: URLSearchParams,
  switches: FilesSwitches,
): Reply {
  const { page, size } = pageOf(query)
  const { total, numberAt } = inFolder(books, index, switches)
  const items: Row[] = []
  for (let at = (page - 1) * size; at < Math.min(total, page * size); at += 1) {
    items.push(fileRow(books, books.fileAt(numberAt(at)), switches))
  }
  return json(200, { TotalCount: total, Page: page, PerPage: size, Items: items })
}

/** How many files lie in a folder, and which file of the books each of its places holds. */
function inFolder(books: Books, index: number, { mixedFolder, filesListAttached }: FilesSwitches) {
  const start = libraryStart(books)
  const library = books.fileCount - start
  if (index === 0) return { total: mixedFolder ? 0 : library, numberAt: (at: number) => start + at }
  if (index !== 1) return { total: 0, numberAt: (at: number) => at }
  if (!mixedFolder) return { total: start, numberAt: (at: number) => at }
  const attached = filesListAttached ? start : 0
  const half = Math.floor(attached / 2)
  const numberAt = (at: number) =>
    at < half ? at : at < half + library ? start + at - half : at - library
  return { total: attached + library, numberAt }
}

function associationsOf(books: Books, objectId: string, query: URLSearchParams): Reply {
  const object = books.objectOf(objectId)
  if (object === undefined) return json(200, [])
  const { page, size } = pageOf(query)
  const files = books.filesOf(object.resource, object.index).slice((page - 1) * size, page * size)
  return json(
    200,
    files.map((file) => ({
      SendWithObject: file.includeOnline,
      Name: file.name,
      Size: file.length,
      CreatedDateUtc: sevenDecimals(file.createdAt),
      AssociationDateUtc: sevenDecimals(file.createdAt),
      ...associationRow(file),
    })),
  )
}

function counts(books: Books, query: URLSearchParams, switches: FilesSwitches): Reply {
  const ids = (query.get('ObjectIds') ?? '').split(',').filter((id) => id !== '')
  if (
    ids.length === 0 ||
    ids.length > switches.countIds ||
    ids.some((id) => switches.uncountable.has(id))
  ) {
    return json(400, [
      { type: 'Validation', title: 'Validation failure', detail: 'Too many or no ObjectIds' },
    ])
  }
  return json(200, Object.fromEntries(ids.map((id) => [id, books.filesOn(id)])))
}
