import { counted } from './figures.ts'
import { type LetterInput, type WrittenLetter, writeLetter } from './letter-content.ts'

export interface ScanDone extends LetterInput {
  readonly files: number
  readonly documents: number
  /** False where some lists could not be counted to the last file. */
  readonly exact: boolean
  /** `£120.00 + VAT`; null where nothing is to be paid. */
  readonly price: string | null
}

export function scanDone(input: ScanDone): WrittenLetter {
  const about = input.exact ? '' : 'about '
  const files = `${about}${counted(input.files, 'file')}`
  return writeLetter(input.site, {
    subject: `${input.organisation}: ${files} counted`,
    news: `We have counted the files of ${input.organisation}.`,
    facts: [
      ['Files', files],
      ['On', counted(input.documents, 'document')],
      ...(input.price === null ? [] : [['Price of everything', input.price] as const]),
    ],
    next: [
      'Choose the types and the dates that you want. The workbook with your accounting data is part of every backup.',
    ],
    button: 'Choose what to back up',
    link: input.link,
  })
}

export interface ScanFailed extends LetterInput {
  /** What happened, in words for the reader. */
  readonly reason: string
}

export function scanFailed(input: ScanFailed): WrittenLetter {
  return writeLetter(input.site, {
    subject: `${input.organisation}: counting stopped`,
    news: `We could not finish counting the files of ${input.organisation}.`,
    facts: [['What happened', input.reason]],
    next: ['Nothing was changed in Xero, and nothing was charged. You can start again.'],
    button: 'Start again',
    link: input.link,
  })
}
