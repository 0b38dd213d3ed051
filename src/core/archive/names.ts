import { isDrawn } from '../backup-calls.ts'
import { fileTypeTitle } from '../catalogue/index.ts'
import type { FileTypeKey } from '../catalogue/resource.ts'
import type { Day } from '../day.ts'
import { PLACES } from './places.ts'
import { isAscii, notDevice, safeName, shorten, splitName, utf8Bytes } from './safe-name.ts'

/** A kept file with its document, as far as its name goes. */
export interface FileToName {
  readonly type: FileTypeKey
  readonly day: Day | null
  readonly contact: string
  readonly number: string
  /** As Xero gave it. */
  readonly name: string
  readonly recordId: string
  readonly attachmentId: string
  /** Place among the document's attachments. */
  readonly position: number
}

/** Leaves room for the folder it is unpacked in: Windows stops at 260. */
export const PATH_UNITS = 180
/** Linux and macOS take 255 bytes a name. */
export const NAME_BYTES = 250
/** [UTF-16 units, bytes] */
const CONTACT_ROOM = [60, 90] as const
const NUMBER_ROOM = [40, 60] as const
/** What an attachment is called whose own name holds nothing readable. */
const NAMELESS = 'file'
/** No more than the form is asked for: a folder of February 30 does no harm. */
const DAY = /^\d{4}-\d{2}-\d{2}$/
const ONLY_EXTENSION = /^\s*\.([^.\s]{1,15})\s*$/

/**
 * `data/Attachments/Bills/2026/04/2026-04-03 Acme INV-7 scan.pdf`: where a file goes when no other file
 * wants the same place. Depends on this file alone.
 */
export const candidatePath = (file: FileToName): string => pathWith(file, '')

/**
 * The same with a mark of its attachment, for files that want one place. `short` adds six digits of
 * the attachment's id; `full` adds all that tells one file from every other.
 */
export function distinctPath(file: FileToName, digits: 'short' | 'full'): string {
  const attachment = digitsOf(file.attachmentId)
  if (digits === 'short') return pathWith(file, ` (${attachment.slice(0, 6)})`)
  return pathWith(file, ` (${attachment} ${digitsOf(file.recordId)} ${file.position})`)
}

/** Whether a folded path has the form that only `distinctPath(file, 'full')` may give. */
export const looksFull = (folded: string): boolean =>
  / \([0-9A-Z]{32} [0-9A-Z]{32} \d+\)(\.[^./]*)?$/.test(folded)

/**
 * What a file system that ignores case and the way accents are composed holds for the same path.
 * Coarser than any of them: paths that differ here differ everywhere.
 */
export const foldPath = (path: string): string =>
  isAscii(path)
    ? path.toUpperCase()
    : path.normalize('NFKD').toLowerCase().toUpperCase().normalize('NFKD')

function pathWith(file: FileToName, mark: string): string {
  const folder = folderOf(file)
  const day = file.day !== null && DAY.test(file.day) ? file.day : ''
  const original = splitName(safeName(file.name.replace(ONLY_EXTENSION, `${NAMELESS}.$1`)))
  // Of a library file the folder is said already, and its number is its name.
  const about = file.type === 'library' ? { contact: '', number: '' } : file
  const stem = [
    file.type === 'library' ? '' : day,
    shorten(safeName(about.contact), ...CONTACT_ROOM),
    isDrawn(file.attachmentId) ? '' : shorten(safeName(about.number), ...NUMBER_ROOM),
    original.stem === '' ? NAMELESS : original.stem,
  ]
    .filter((part) => part !== '')
    .join(' ')
  const end = mark + original.extension
  // One more is kept for the `_` of `notTaken`.
  const units = PATH_UNITS - folder.length - end.length - 1
  const short = shorten(stem, units, NAME_BYTES - utf8Bytes(end) - 1)
  return folder + notTaken(`${short === '' ? NAMELESS : short}${end}`)
}

/** Neither a device of Windows nor the folder of a year, beside which undated files lie. */
const notTaken = (name: string): string =>
  /^\p{Nd}{4}$/u.test(name) ? `${name}_` : notDevice(name)

function folderOf({ type, day, contact, attachmentId }: FileToName): string {
  if (type === 'library') {
    const folder = shorten(safeName(contact), ...CONTACT_ROOM) || 'No folder'
    return `${PLACES.library}${notDevice(folder)}/`
  }
  const place = isDrawn(attachmentId) ? PLACES.pdfs : PLACES.attachments
  const folder = `${place}${fileTypeTitle(type)}/`
  return day !== null && DAY.test(day) ? `${folder}${day.slice(0, 4)}/${day.slice(5, 7)}/` : folder
}

/** An id's letters and digits, padded so that every mark has one length. */
const digitsOf = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .slice(0, 32)
    .padEnd(32, '0')
