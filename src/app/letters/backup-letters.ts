import type { RetryObstacle } from '../app.ts'
import { bytesInWords, counted } from './figures.ts'
import { dayInWords } from './keeping-letters.ts'
import { type LetterInput, type WrittenLetter, writeLetter } from './letter-content.ts'

export interface BackupDone extends LetterInput {
  readonly files: number
  readonly documents: number
  readonly bytes: number
  readonly exceptions: number
  /** The first of them, with their reasons. */
  readonly missing: readonly (readonly [what: string, why: string])[]
  readonly keptUntil: number
  readonly statusLink: string
}

export function backupDone(input: BackupDone): WrittenLetter {
  const { exceptions, organisation } = input
  const besides = exceptions === 0 ? '' : `, with ${counted(exceptions, 'exception')}`
  return writeLetter(input.site, {
    subject: `${organisation}: your backup is ready${besides}`,
    news: `The backup of ${organisation} is ready to download${besides}.`,
    facts: [
      ['Files', counted(input.files, 'file')],
      ['On', counted(input.documents, 'document')],
      ['Size', bytesInWords(input.bytes)],
      ...(exceptions === 0 ? [] : [['Could not be had', counted(exceptions, 'item')] as const]),
      ...input.missing,
      ['Kept until', dayInWords(input.keptUntil)],
    ],
    next: [
      ...(exceptions === 0
        ? []
        : [
            'Each exception is listed in the archive, with its reason and what you can do about it.',
          ]),
      `Sign in with Xero to download it. After ${dayInWords(input.keptUntil)} its files are deleted.`,
    ],
    button: 'Download the backup',
    link: input.link,
    further: { text: 'See all your backups', link: input.statusLink },
  })
}

export interface BackupPaused extends LetterInput {
  readonly filesDone: number
  readonly filesTotal: number
}

/** Xero does not let us in any more; only the customer can change that. */
export function backupPaused(input: BackupPaused): WrittenLetter {
  return writeLetter(input.site, {
    subject: `${input.organisation}: connect Xero again to go on`,
    news: `The backup of ${input.organisation} is paused, because Xero is disconnected.`,
    facts: [['Kept so far', progress(input)]],
    next: [
      'Everything kept so far is safe. Connect the same organisation again and the backup goes on where it stopped.',
    ],
    button: 'Connect Xero again',
    link: input.link,
  })
}

export interface BackupFailed extends LetterInput {
  readonly filesDone: number
  readonly filesTotal: number
  /** What happened, in words for the reader. */
  readonly reason: string
  /** Why it can't be tried again now; null where it can. */
  readonly obstacle: RetryObstacle | null
  /** Whether those who run the installation have a letter as well. */
  readonly operatorTold: boolean
}

const AGAIN: Readonly<Record<RetryObstacle | 'none', string>> = {
  none: 'What was kept is safe. Open the backup to try again: it goes on where it stopped.',
  deleted: 'Its files are deleted, so it cannot be tried again.',
  'paid back':
    'Its payment was paid back, so it cannot be tried again. Order it anew to have a backup.',
  disputed: 'A bank asks its payment back, so it cannot be tried again until that is decided.',
  disconnected:
    'What was kept is safe. Connect the organisation again, then open the backup to try again.',
  'other under way':
    'What was kept is safe. Another backup of this organisation is under way: try again when it has ended.',
  'nothing to fetch': 'There is nothing that could be fetched again.',
}

export function backupFailed(input: BackupFailed): WrittenLetter {
  const { operator } = input.site
  return writeLetter(input.site, {
    subject: `${input.organisation}: the backup has stopped`,
    news: `The backup of ${input.organisation} has stopped and can't go on by itself.`,
    facts: [
      ['What happened', input.reason],
      ['Kept so far', progress(input)],
    ],
    next: [
      AGAIN[input.obstacle ?? 'none'],
      input.operatorTold
        ? `We have been told. Write to ${operator.email} if you want to ask us about it.`
        : 'Nobody else was told. Put right what happened before you try again.',
    ],
    button: 'Open the backup',
    link: input.link,
  })
}

const progress = (input: { readonly filesDone: number; readonly filesTotal: number }): string =>
  `${counted(input.filesDone, 'file')} of ${counted(input.filesTotal, 'file')}`
