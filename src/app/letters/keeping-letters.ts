import type { DeletionReceipt } from '../app-life.ts'
import { bytesInWords, counted } from './figures.ts'
import { type LetterInput, type WrittenLetter, writeLetter } from './letter-content.ts'
import type { LetterSite } from './letter-parts.ts'

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** `22 December 2026 (UTC)`. */
export const dayInWords = (at: number): string => `${DAY.format(at)} (UTC)`

export interface Disconnected extends LetterInput {
  readonly choice: 'keep' | 'delete files' | 'delete all'
  /** False when it was disconnected before, and only something is deleted now. */
  readonly wasConnected: boolean
  /** Whether nobody had used it for so long, rather than somebody asking. */
  readonly idle: boolean
  readonly backups: number
  /** The day of the one that is kept longest. */
  readonly keptUntil: number | null
  readonly paused: { readonly filesDone: number; readonly filesTotal: number } | null
}

/** Confirms that the access at Xero has ended, and what becomes of the backups. */
export function disconnected(input: Disconnected): WrittenLetter {
  const { organisation, choice } = input
  const why = input.idle ? ', because nobody had used it for a while' : ''
  const news = input.wasConnected
    ? `${organisation} is disconnected from Xero${why}. We can read nothing there any more.`
    : `The backups of ${organisation} are being deleted.`
  return writeLetter(input.site, {
    subject: input.wasConnected
      ? `${organisation}: disconnected from Xero`
      : `${organisation}: your backups are being deleted`,
    news,
    facts: [
      ['Organisation', organisation],
      ['Backups', counted(input.backups, 'backup')],
      ...(choice === 'keep' && input.keptUntil !== null
        ? [[keptLabel(input.backups), dayInWords(input.keptUntil)] as const]
        : []),
    ],
    next: [...whatBecomes(input), 'You can connect the organisation again at any time.'],
    button: 'See your organisations',
    link: input.link,
  })
}

/** One day is told, which is that of the last of them. */
const keptLabel = (backups: number): string => (backups > 1 ? 'The last kept until' : 'Kept until')

function whatBecomes({ choice, paused }: Disconnected): readonly string[] {
  if (choice === 'delete files') {
    return [
      'Its backups and everything we read from Xero are being deleted. What you paid for stays on record, so that it is not charged again.',
      'A receipt follows when nothing is left.',
    ]
  }
  if (choice === 'delete all') {
    return [
      'Everything we hold about it is being deleted, what you paid for and your invoice details included. Amounts, dates and countries stay in our books, as tax law asks.',
      'A receipt follows when nothing is left.',
    ]
  }
  if (!paused) return ['Your backups stay here until their dates, and you can download them.']
  return [
    `A backup is paused at ${counted(paused.filesDone, 'file')} of ${counted(paused.filesTotal, 'file')}. It goes on where it stopped when you connect again.`,
  ]
}

export interface PausedByYou extends LetterInput {
  readonly filesDone: number
  readonly filesTotal: number
  readonly keptUntil: number
}

export const pausedByYou = (input: PausedByYou): WrittenLetter =>
  writeLetter(input.site, {
    subject: `${input.organisation}: your backup is paused`,
    news: `You paused the backup of ${input.organisation}.`,
    facts: [
      [
        'Kept so far',
        `${counted(input.filesDone, 'file')} of ${counted(input.filesTotal, 'file')}`,
      ],
      ['Kept until', dayInWords(input.keptUntil)],
    ],
    next: ['Resume it before that day: it goes on where it stopped.'],
    button: 'Resume the backup',
    link: input.link,
  })

export interface DeletionComing extends LetterInput {
  readonly until: number
  readonly files: number
  readonly bytes: number
  /** What a backup that is not finished waits for; null for one that can be downloaded. */
  readonly rests: 'by hand' | 'connection' | null
}

const BEFORE_THAT_DAY = {
  ready: 'Download it before, or choose a later day on its page.',
  'by hand': 'It is paused. Resume it before that day, or what was kept so far is lost.',
  connection:
    'It is paused, because Xero is disconnected. Connect the organisation again before that day, or what was kept so far is lost.',
} as const

export const deletionComing = (input: DeletionComing): WrittenLetter =>
  writeLetter(input.site, {
    subject: `${input.organisation}: your backup is deleted on ${DAY.format(input.until)}`,
    news: `The backup of ${input.organisation} is kept until ${dayInWords(input.until)}. Then its files are deleted.`,
    facts: [
      ['Files', counted(input.files, 'file')],
      ['Size', bytesInWords(input.bytes)],
      ['Deleted on', dayInWords(input.until)],
    ],
    next: [
      BEFORE_THAT_DAY[input.rests ?? 'ready'],
      'What you paid for stays on record, so that it is not charged again.',
    ],
    button: 'Open the backup',
    link: input.link,
  })

/** Nobody has used the connection for a while. */
export const idleComing = (input: LetterInput & { readonly until: number }): WrittenLetter =>
  writeLetter(input.site, {
    subject: `${input.organisation}: disconnected from Xero on ${DAY.format(input.until)}`,
    news: `Nobody has used ${input.organisation} here for a while, so we disconnect it from Xero on ${dayInWords(input.until)}.`,
    facts: [['Disconnected on', dayInWords(input.until)]],
    next: [
      'Open your organisations before that day and it stays connected. Backups stay until their own dates in any case.',
    ],
    button: 'Keep it connected',
    link: input.link,
  })

export interface DeletionDone {
  readonly site: LetterSite
  /** Empty for a whole account. */
  readonly organisation: string
  readonly receipt: DeletionReceipt
  readonly link: string
}

const SCOPES: Readonly<Record<DeletionReceipt['scope'], string>> = {
  backup: 'The files of a backup',
  files: 'All backups and what was read from Xero',
  everything: 'Everything',
  account: 'Your account, and everything of all organisations',
}

const CAUSES: Readonly<Record<DeletionReceipt['cause'], string>> = {
  asked: 'You asked for it',
  'kept until': 'Its time was over',
  'paid back': 'It was paid back',
}

/** The receipt. */
export function deletionDone({ site, organisation, receipt, link }: DeletionDone): WrittenLetter {
  const whose = organisation || 'Your account'
  return writeLetter(site, {
    subject: `${whose}: receipt of deletion`,
    news: organisation
      ? `What you see below was deleted for ${organisation}. Nothing of it can be brought back.`
      : 'Your account was deleted. Nothing of it can be brought back.',
    facts: [
      ['Receipt', receipt.id],
      ['What', SCOPES[receipt.scope]],
      ['Why', CAUSES[receipt.cause]],
      ['Backups', counted(receipt.backups, 'backup')],
      ['Files', counted(receipt.files, 'file')],
      ['Size', bytesInWords(receipt.bytes)],
      ['Other records', counted(receipt.records, 'record')],
      ['Done on', dayInWords(receipt.finishedAt ?? receipt.askedAt)],
    ],
    next: ['Keep this email: it is your proof.'],
    button: receipt.scope === 'account' ? 'Open the website' : 'See the receipt',
    link,
  })
}
