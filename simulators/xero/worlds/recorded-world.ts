import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { RESOURCES } from '../api/resources.ts'
import { hashText } from './chance.ts'
import { encodeId, type Kind } from './ids.ts'
import { recordedFiles } from './recorded-files.ts'
import { type Json, type Row, rawNumber } from './row.ts'
import type { Books, Shape, StoredFile, World } from './world.ts'

/**
 * A world from a folder of recorded books: `Organisation.json`, `Invoices.json` and so on, each a
 * whole answer or a bare array of rows, and `Attachments/<resource>/<record id>/<file>`, all of them
 * optional. A folder of such folders is a world of several organisations.
 */
export function recordedWorld(path: string): World {
  const root = resolve(path)
  const folders = isBooks(root)
    ? [root]
    : readdirSync(root)
        .map((name) => join(root, name))
        .filter(isBooks)
  if (folders.length === 0)
    throw new Error(`There is no ${FILE_NAMES.join(', ')} in ${root} or in a folder of it`)
  const organisations = folders.map(readBooks)
  const user = {
    id: makeId(root, 'Users', 0),
    email: 'ann@example.com',
    givenName: 'Ann',
    familyName: 'Fairweather',
    tenantIds: organisations.map((books) => books.tenantId),
  }
  return { name: basename(root), organisations, users: [user] }
}

const FILE_NAMES = [...RESOURCES.keys()].map((name) => `${name}.json`)

const isBooks = (folder: string) => FILE_NAMES.some((name) => existsSync(join(folder, name)))

/** What every answer about an organisation needs, where none was recorded. */
const unnamed = (folder: string): Row => ({
  OrganisationID: makeId(folder, 'Organisation', 0),
  Name: basename(folder),
  CountryCode: 'GB',
  BaseCurrency: 'GBP',
  FinancialYearEndDay: 31,
  FinancialYearEndMonth: 3,
})

function makeId(root: string, kind: Kind, index: number): string {
  return encodeId(hashText(root), { organisation: 0, kind, owner: 'Nothing', position: 0, index })
}

function readBooks(folder: string): Books {
  const tables = new Map<string, readonly Row[]>()
  for (const name of RESOURCES.keys())
    tables.set(name, readRows(join(folder, `${name}.json`), name))
  const organisation = tables.get('Organisation')?.[0] ?? unnamed(folder)
  tables.set('Organisation', [organisation])
  tables.set('Journals', byNumber(tables.get('Journals') ?? []))
  const rows = (resource: string) => tables.get(resource) ?? []
  const find = (resource: string, id: string) => {
    const field = RESOURCES.get(resource)?.idField ?? ''
    const index = rows(resource).findIndex(
      (row) => String(row[field]).toLowerCase() === id.toLowerCase(),
    )
    return index < 0 ? undefined : index
  }
  const idOf = (resource: string, index: number) =>
    String(rows(resource)[index]?.[RESOURCES.get(resource)?.idField ?? ''])
  const files = recordedFiles(folder, (index) => makeId(folder, 'Attachment', index))
  const filesOf = (resource: string, index: number) =>
    files.filter(
      ({ parent }) => parent?.resource === resource && parent.id === idOf(resource, index),
    )
  return {
    tenantId: String(
      organisation.OrganisationID ?? makeId(folder, 'Organisation', 0),
    ).toLowerCase(),
    name: String(organisation.Name ?? basename(folder)),
    countryCode: String(organisation.CountryCode ?? ''),
    baseCurrency: String(organisation.BaseCurrency ?? ''),
    resources: [...tables.keys()],
    size: (resource) => rows(resource).length,
    row: (resource, index, shape) =>
      shaped(resource, rows(resource)[index] ?? {}, shape, filesOf(resource, index)),
    find,
    filesOf,
    fileCount: files.length,
    fileAt: (number) => {
      const file = files[number]
      if (file === undefined) throw new RangeError(`no file number ${number}`)
      return file
    },
    fileById: (id) => files.find((file) => file.id === id),
    filesOn: (objectId) => files.filter((file) => file.parent?.id === objectId).length,
    objectOf: (objectId) => {
      const resource = files.find((file) => file.parent?.id === objectId)?.parent?.resource
      const index = resource === undefined ? undefined : find(resource, objectId)
      return resource === undefined || index === undefined ? undefined : { resource, index }
    },
  }
}

/** Journals are found by their numbers, in their order. */
const byNumber = (journals: readonly Row[]): readonly Row[] =>
  [...journals].sort((a, b) => Number(a.JournalNumber) - Number(b.JournalNumber))

/** A recorded row as it is, but for what depends on the files that lie beside it. */
function shaped(resource: string, row: Row, shape: Shape, files: readonly StoredFile[]): Row {
  const carries = RESOURCES.get(resource)?.attachments === true && resource !== 'Quotes'
  return {
    ...row,
    ...(shape.detail === 'summary' && RESOURCES.get(resource)?.linesWhenPaged && 'LineItems' in row
      ? { LineItems: [] }
      : {}),
    ...(carries && !('HasAttachments' in row) ? { HasAttachments: files.length > 0 } : {}),
    ...(carries && shape.detail === 'single'
      ? { Attachments: files.map((file) => embedded(resource, file)) }
      : {}),
  }
}

function embedded(resource: string, file: StoredFile): Row {
  return {
    AttachmentID: file.id,
    FileName: file.name,
    Url: `{base}/${resource}/${file.parent?.id}/Attachments/${file.name}`,
    MimeType: file.mimeType,
    ContentLength: file.length,
  }
}

/** Numbers keep the digits that were recorded, however many. */
function readRows(path: string, resource: string): readonly Row[] {
  if (!existsSync(path) || !statSync(path).isFile()) return []
  const keepDigits = (_key: string, value: Json, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
      ? rawNumber(context.source)
      : value
  const parsed = JSON.parse(
    readFileSync(path, 'utf8').replace(/^\ufeff/, ''),
    keepDigits as (key: string, value: Json) => Json,
  ) as Json
  if (Array.isArray(parsed)) return parsed as readonly Row[]
  const whole = parsed as Row
  const rows = whole[resource === 'Organisation' ? 'Organisations' : resource]
  return Array.isArray(rows) ? (rows as readonly Row[]) : []
}
