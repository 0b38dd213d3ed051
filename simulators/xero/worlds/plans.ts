import type { Heavy } from './subset.ts'

/** How many records of one resource there are, how many carry files, and how many files. */
interface Amount {
  readonly records: number
  readonly withFiles?: number
  readonly files?: number
  readonly heavy?: Heavy
}

export interface OrganisationPlan {
  readonly name: string
  readonly legalName: string
  readonly country: 'GB' | 'IE'
  readonly amounts: Readonly<Record<string, Amount>>
  readonly libraryFiles: number
  /** Bytes of a file, from and to. */
  readonly fileSize: readonly [number, number]
  /** The length of one file of the first bill or so; undefined for none. */
  readonly bigFile: number | undefined
  /** Every awkward name, duplicate, empty file and wrong type near the beginning. */
  readonly showcase: boolean
}

export interface UserPlan {
  readonly email: string
  readonly givenName: string
  readonly familyName: string
  readonly organisations: readonly number[]
}

export interface WorldPlan {
  readonly name: string
  readonly organisations: readonly OrganisationPlan[]
  readonly users: readonly UserPlan[]
}

const USERS: readonly UserPlan[] = [
  { email: 'ann@example.com', givenName: 'Ann', familyName: 'Fairweather', organisations: [0, 1] },
  { email: 'ben@example.com', givenName: 'Ben', familyName: 'Ó Súilleabháin', organisations: [2] },
]

const SETTINGS = { Items: { records: 12 }, Contacts: { records: 8 } }

/** Twenty documents, and a handful of files. */
const TINY: Readonly<Record<string, Amount>> = {
  ...SETTINGS,
  Invoices: { records: 10, withFiles: 3, files: 4 },
  CreditNotes: { records: 1 },
  BankTransactions: { records: 5, withFiles: 1, files: 1 },
  BankTransfers: { records: 1 },
  ManualJournals: { records: 1, withFiles: 1, files: 1 },
  PurchaseOrders: { records: 1 },
  Quotes: { records: 1, withFiles: 1, files: 1 },
}

const DEMO: Readonly<Record<string, Amount>> = {
  Items: { records: 24 },
  Contacts: { records: 64, withFiles: 3, files: 4 },
  Accounts: { records: 0, withFiles: 2, files: 2 },
  Invoices: { records: 232, withFiles: 56, files: 96, heavy: { rank: 6, files: 14 } },
  CreditNotes: { records: 16, withFiles: 4, files: 5 },
  BankTransactions: { records: 96, withFiles: 20, files: 29 },
  BankTransfers: { records: 8, withFiles: 1, files: 1 },
  ManualJournals: { records: 12, withFiles: 3, files: 4 },
  PurchaseOrders: { records: 16, withFiles: 3, files: 4 },
  Quotes: { records: 16, withFiles: 2, files: 3 },
  RepeatingInvoices: { records: 4, withFiles: 1, files: 2 },
}

/** Shares of the documents in percent: the last resource takes what rounding leaves. */
const SHARES: readonly (readonly [resource: string, share: number])[] = [
  ['CreditNotes', 0.04],
  ['BankTransactions', 0.26],
  ['BankTransfers', 0.01],
  ['ManualJournals', 0.03],
  ['PurchaseOrders', 0.03],
  ['Quotes', 0.02],
  ['RepeatingInvoices', 0.002],
]

/** A large book: documents, documents with files, and files in the proportions of a small firm. */
function scaled(documents: number, withFiles: number, files: number): Record<string, Amount> {
  const amounts: Record<string, Amount> = {
    Items: { records: 60 },
    Contacts: { records: Math.round(documents / 20) },
  }
  let left: Required<Omit<Amount, 'heavy'>> = { records: documents, withFiles, files }
  for (const [resource, share] of SHARES) {
    const part = {
      records: Math.round(documents * share),
      withFiles: Math.round(withFiles * share),
      files: Math.round(files * share),
    }
    amounts[resource] = part
    left = {
      records: left.records - part.records,
      withFiles: left.withFiles - part.withFiles,
      files: left.files - part.files,
    }
  }
  return { ...amounts, Invoices: left }
}

type Main = Pick<OrganisationPlan, 'amounts' | 'libraryFiles' | 'fileSize' | 'bigFile' | 'showcase'>

function world(name: string, main: Main): WorldPlan {
  const side = {
    amounts: TINY,
    libraryFiles: 1,
    fileSize: [2_000, 8_000],
    bigFile: undefined,
    showcase: false,
  } as const
  return {
    name,
    users: USERS,
    organisations: [
      {
        name: 'Harbour Street Bakery',
        legalName: 'Harbour Street Bakery Ltd',
        country: 'GB',
        ...main,
      },
      { name: 'Atelier Lámh', legalName: 'Atelier Lámh Teoranta', country: 'IE', ...side },
      {
        name: "Ben's Bicycles & Repairs",
        legalName: "Ben's Bicycles & Repairs Ltd",
        country: 'GB',
        ...side,
      },
    ],
  }
}

const SMALL_FILES = {
  libraryFiles: 12,
  fileSize: [2_000, 10_000],
  bigFile: undefined,
  showcase: false,
} as const

export const PLANS: Readonly<Record<string, WorldPlan>> = {
  tiny: world('tiny', { ...SMALL_FILES, amounts: TINY, libraryFiles: 2 }),
  demo: world('demo', {
    amounts: DEMO,
    libraryFiles: 6,
    fileSize: [8_000, 90_000],
    bigFile: 25_000_000,
    showcase: true,
  }),
  small: world('small', { ...SMALL_FILES, amounts: scaled(3_000, 800, 1_000) }),
  medium: world('medium', { ...SMALL_FILES, amounts: scaled(20_000, 6_000, 7_500) }),
  large: world('large', { ...SMALL_FILES, amounts: scaled(100_000, 40_000, 50_000) }),
}
