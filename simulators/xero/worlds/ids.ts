import { stir } from './chance.ts'

/** What an id says once decoded: nothing needs to be remembered to find the record again. */
export interface IdParts {
  /** Index of the organisation in its world. */
  readonly organisation: number
  /** Position of the kind in KINDS. */
  readonly kind: Kind
  /** Of an attachment or a line: the kind that owns it. */
  readonly owner: Kind
  /** Of an attachment or a line: which one of its owner. */
  readonly position: number
  readonly index: number
}

/** Append only: the position of a name is part of every id. */
export const KINDS = [
  'Nothing',
  'Organisation',
  'Accounts',
  'BankTransactions',
  'BankTransfers',
  'BatchPayments',
  'BrandingThemes',
  'Budgets',
  'Contacts',
  'ContactGroups',
  'CreditNotes',
  'Invoices',
  'Items',
  'Journals',
  'LinkedTransactions',
  'ManualJournals',
  'Overpayments',
  'Payments',
  'Prepayments',
  'PurchaseOrders',
  'Quotes',
  'Receipts',
  'ExpenseClaims',
  'RepeatingInvoices',
  'TrackingCategories',
  'TrackingOptions',
  'Users',
  'Line',
  'Attachment',
  'File',
  'Folder',
  'TransferLegs',
  'JournalLines',
] as const

export type Kind = (typeof KINDS)[number]

const MAGIC = 0x1edc6e41
const MAGIC_26 = 0x2a5f0c3
const MASK_26 = 0x3ffffff
const ROUNDS = 4

/**
 * A GUID shaped like version 4, a keyed permutation of its parts. The 122 free bits are four words
 * (32, 32, 32 and 26 bits); two of them are constants, by which a foreign id is told.
 */
export function encodeId(key: number, parts: IdParts): string {
  const kind = KINDS.indexOf(parts.kind)
  const owner = KINDS.indexOf(parts.owner)
  let a = parts.index >>> 0
  let b = ((parts.organisation << 24) | (kind << 16) | (owner << 8) | parts.position) >>> 0
  let c = MAGIC
  let d = MAGIC_26
  for (let round = 0; round < ROUNDS; round += 1) {
    const k = key + Math.imul(round + 1, 0x9e3779b9)
    a = (a ^ stir(b ^ stir(c ^ stir(d ^ k)))) >>> 0
    b = (b ^ stir(c ^ stir(d ^ stir(a ^ k)))) >>> 0
    c = (c ^ stir(d ^ stir(a ^ stir(b ^ k)))) >>> 0
    d = (d ^ stir(a ^ stir(b ^ stir(c ^ k)))) & MASK_26
  }
  return layOut(a, b, c, d)
}

/** The parts of an id made with the same key; undefined for any other text. */
export function decodeId(key: number, id: string): IdParts | undefined {
  const words = readBack(id)
  if (words === undefined) return undefined
  let [a, b, c, d] = words
  for (let round = ROUNDS - 1; round >= 0; round -= 1) {
    const k = key + Math.imul(round + 1, 0x9e3779b9)
    d = (d ^ stir(a ^ stir(b ^ stir(c ^ k)))) & MASK_26
    c = (c ^ stir(d ^ stir(a ^ stir(b ^ k)))) >>> 0
    b = (b ^ stir(c ^ stir(d ^ stir(a ^ k)))) >>> 0
    a = (a ^ stir(b ^ stir(c ^ stir(d ^ k)))) >>> 0
  }
  if (c !== MAGIC || d !== MAGIC_26) return undefined
  const kind = KINDS[(b >>> 16) & 0xff]
  const owner = KINDS[(b >>> 8) & 0xff]
  if (kind === undefined || owner === undefined) return undefined
  return { organisation: b >>> 24, kind, owner, position: b & 0xff, index: a }
}

/** Every four hexadecimal digits: ids are written by the thousand. */
const HEX = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'))

function layOut(a: number, b: number, c: number, d: number): string {
  const version = 0x4000 | ((b >>> 4) & 0xfff)
  const clock = 0x8000 | ((b & 0xf) << 10) | (d >>> 16)
  return `${HEX[a >>> 16]}${HEX[a & 0xffff]}-${HEX[b >>> 16]}-${HEX[version]}-${HEX[clock]}-${HEX[c >>> 16]}${HEX[c & 0xffff]}${HEX[d & 0xffff]}`
}

const SHAPE =
  /^([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-([89ab][0-9a-f]{3})-([0-9a-f]{8})([0-9a-f]{4})$/i

function readBack(id: string): [number, number, number, number] | undefined {
  const match = SHAPE.exec(id)
  if (match === null) return undefined
  const part = (at: number) => Number.parseInt(match[at] ?? '', 16)
  const clock = part(4) & 0x3fff
  const b = ((part(2) << 16) | (part(3) << 4) | (clock >>> 10)) >>> 0
  return [part(1), b, part(5), ((clock & 0x3ff) << 16) | part(6)]
}
