import { jpeg } from '../../files/jpeg.ts'
import {
  AWKWARD_STEMS,
  extension,
  type Format,
  MIME_TYPES,
  ordinaryStem,
} from '../../files/names.ts'
import { pdf } from '../../files/pdf.ts'
import { csv, NO_BYTES, plainText } from '../../files/plain.ts'
import { png } from '../../files/png.ts'
import type { FileBody } from '../../reply.ts'
import { choose, mix } from '../chance.ts'
import type { Row } from '../row.ts'
import { type Spread, type Subset, spread, subset } from '../subset.ts'
import type { StoredFile } from '../world.ts'
import { CARRIERS, type Carrier, type RecordFiles } from './carriers.ts'
import type { Setting } from './setting.ts'

/** What a file's picture or text says about its record. */
export interface Facts {
  readonly number: string
  readonly contact: string
  readonly date: string
  readonly total: string
  readonly at: number
  readonly sales: boolean
}

interface Section {
  readonly resource: Carrier
  readonly records: Subset
  readonly spread: Spread
  readonly first: number
}

/** The urls in Xero's lists are absolute; the address is filled in when the list is served. */
const URL_BASE = '{base}'

function attachmentRow(resource: string, recordId: string, file: StoredFile): Row {
  return {
    AttachmentID: file.id,
    FileName: file.name,
    Url: `${URL_BASE}/${resource}/${recordId}/Attachments/${file.name}`,
    MimeType: file.mimeType,
    ContentLength: file.length,
    IncludeOnline: file.includeOnline ? true : undefined,
  }
}

export function createRecordFiles(
  setting: Setting,
  size: (resource: Carrier) => number,
  facts: (resource: Carrier, index: number) => Facts,
): RecordFiles {
  const sections = layOut(setting, size)
  const section = (resource: Carrier) => sections.get(resource)
  const make = (part: Section, index: number, position: number): StoredFile => {
    const rank = part.records.rank(index)
    const number = part.first + part.spread.before(rank) + position
    return fileOf(setting, part.resource, index, position, number, facts(part.resource, index))
  }
  const has = (resource: Carrier, index: number) => section(resource)?.records.has(index) ?? false
  const count = (resource: Carrier, index: number) => {
    const part = section(resource)
    return part?.records.has(index) ? part.spread.count(part.records.rank(index)) : 0
  }
  const one = (resource: Carrier, index: number, position: number) => {
    const part = section(resource)
    return part !== undefined && position < count(resource, index)
      ? make(part, index, position)
      : undefined
  }
  const of = (resource: Carrier, index: number) =>
    Array.from({ length: count(resource, index) }, (_, position) =>
      one(resource, index, position),
    ).filter((file) => file !== undefined)
  const total = [...sections.values()].reduce((sum, part) => sum + part.spread.files, 0)
  const at = (number: number) => {
    for (const part of sections.values()) {
      if (number >= part.first + part.spread.files) continue
      const { rank, position } = part.spread.find(number - part.first)
      return make(part, part.records.at(rank), position)
    }
    throw new RangeError(`no attached file number ${number}`)
  }
  return {
    has,
    count,
    one,
    of,
    total,
    at,
    embedded: (resource, index) =>
      of(resource, index).map((file) => attachmentRow(resource, setting.id(resource, index), file)),
  }
}

function layOut(setting: Setting, size: (resource: Carrier) => number): Map<Carrier, Section> {
  const sections = new Map<Carrier, Section>()
  let first = 0
  for (const resource of CARRIERS) {
    const amount = setting.plan.amounts[resource]
    const records = subset(size(resource), amount?.withFiles ?? 0)
    const part = spread(records.chosen, amount?.files ?? 0, amount?.heavy)
    sections.set(resource, { resource, records, spread: part, first })
    first += part.files
  }
  return sections
}

const DAY_MS = 86_400_000

function fileOf(
  setting: Setting,
  resource: Carrier,
  index: number,
  position: number,
  number: number,
  facts: Facts,
): StoredFile {
  const seed = mix(setting.seed, number, 77)
  const kind = kindOf(setting, number, position, seed)
  const stem = kind.stem ?? ordinaryStem(kind.format, facts.number, facts.date, seed)
  const body = bodyOf(kind.format, kind.size, seed, [
    setting.plan.name,
    facts.number,
    facts.contact,
    `Date ${facts.date}`,
    `Total ${facts.total}`,
    `File ${number}`,
  ])
  return {
    id: setting.id('Attachment', index, resource, position),
    name: `${stem}${extension(kind.format, seed >>> 5)}`,
    mimeType: kind.mimeType,
    length: body.length,
    createdAt: facts.at + (seed % DAY_MS),
    parent: { resource, id: setting.id(resource, index) },
    includeOnline: facts.sales && seed % 6 === 0,
    body,
  }
}

interface FileKind {
  readonly format: Format
  readonly mimeType: string
  readonly size: number
  readonly stem: string | undefined
}

/** In a showcase the first files have every oddity there is; elsewhere a few in a thousand do. */
function kindOf(setting: Setting, number: number, position: number, seed: number): FileKind {
  const { showcase, bigFile, fileSize } = setting.plan
  const format = choose(
    ['pdf', 'pdf', 'pdf', 'pdf', 'pdf', 'jpeg', 'jpeg', 'png', 'text', 'csv'] as const,
    seed,
  )
  const [from, to] = fileSize
  const size = Math.floor(from * (to / from) ** ((seed >>> 8) / 2 ** 24))
  const plain = { format, mimeType: MIME_TYPES[format], size, stem: undefined }
  if (showcase && number === 5) return { ...plain, size: 0, stem: 'empty scan' }
  if (showcase && number === 9)
    return { ...plain, format: 'pdf', mimeType: 'image/jpg', stem: 'really a pdf' }
  if (showcase && number === 40 && bigFile !== undefined) {
    return {
      format: 'pdf',
      mimeType: 'application/pdf',
      size: bigFile,
      stem: 'Lease and plans, scanned',
    }
  }
  if (showcase && (number === 13 || number === 14))
    return { ...plain, format: 'pdf', mimeType: 'application/pdf', stem: 'scan' }
  if (showcase && number % 3 === 0 && number < 3 * AWKWARD_STEMS.length) {
    return { ...plain, stem: choose(AWKWARD_STEMS, number / 3) }
  }
  const odd = mix(seed, position, 5) % 1000
  if (odd === 0) return { ...plain, size: 0 }
  if (odd < 6) return { ...plain, mimeType: 'application/octet-stream' }
  return odd < 40 ? { ...plain, stem: choose(AWKWARD_STEMS, seed >>> 7) } : plain
}

export function bodyOf(
  format: Format,
  size: number,
  seed: number,
  lines: readonly string[],
): FileBody {
  if (size === 0) return NO_BYTES
  switch (format) {
    case 'pdf':
      return pdf(lines, size, seed)
    case 'png':
      return png(lines, size, seed)
    case 'jpeg':
      return jpeg(lines, size, seed)
    case 'text':
      return plainText(lines, size, seed)
    case 'csv':
      return csv(lines, size, seed)
  }
}
