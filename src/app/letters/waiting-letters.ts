import type { WaitKind } from '../../core/flow.ts'
import { counted } from './figures.ts'
import { type LetterInput, type WrittenLetter, writeLetter } from './letter-content.ts'

interface Waiting extends LetterInput {
  readonly reason: string
  /** Null for a wait that has no name. */
  readonly waitsFor: WaitKind | null
}

export interface BackupWaits extends Waiting {
  readonly filesDone: number
  readonly filesTotal: number
}

/** Nothing was kept for more than a day. */
export const backupWaiting = (input: BackupWaits): WrittenLetter =>
  writeLetter(input.site, {
    subject: `${input.organisation}: your backup has waited for over a day`,
    news: `The backup of ${input.organisation} has been waiting for more than a day.`,
    facts: [
      ['What it waits for', input.reason],
      [
        'Kept so far',
        `${counted(input.filesDone, 'file')} of ${counted(input.filesTotal, 'file')}`,
      ],
    ],
    next: [nextOf(input)],
    button: 'See how it stands',
    link: input.link,
  })

/** Nothing was counted for more than a day. */
export const scanWaiting = (input: Waiting): WrittenLetter =>
  writeLetter(input.site, {
    subject: `${input.organisation}: counting has waited for over a day`,
    news: `Counting the files of ${input.organisation} has been waiting for more than a day.`,
    facts: [['What it waits for', input.reason]],
    next: [nextOf(input), 'We will email you when the files are counted.'],
    button: 'See how it stands',
    link: input.link,
  })

function nextOf({ waitsFor, site }: Waiting): string {
  if (waitsFor === 'disk') {
    return `The disk of this installation is full. When there is room again, it goes on by itself. Ask ${site.operator.email} about it at any time.`
  }
  if (waitsFor === 'limit') {
    return 'Xero limits how much anyone may read in a day. You need do nothing: it goes on by itself.'
  }
  return 'You need do nothing: it goes on by itself as soon as it can.'
}
