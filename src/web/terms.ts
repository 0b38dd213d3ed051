import type { KeepingRules } from '../app/app-life.ts'
import { counted } from './figures.ts'
import { daysInWords, warningWords } from './texts/days.ts'
import type { Section } from './ui/sections.tsx'

/** Of the paid service. Whoever runs it is "we", whoever uses it is "you". */
const TERMS: readonly Section[] = [
  {
    heading: 'What we do',
    paragraphs: [
      'We copy the files attached in your Xero organisation, within the filter you chose, and its accounting data as an Excel workbook, into one ZIP archive that you can download.',
      'We only read. We never change anything in Xero.',
    ],
  },
  {
    heading: 'What you confirm',
    paragraphs: [],
    points: [
      'You may connect the organisation and copy its data.',
      'You keep the archive safe yourself once you have downloaded it. It holds business and personal data.',
      'The person whose Xero login is used agrees to this.',
    ],
  },
  {
    heading: 'Price and payment',
    paragraphs: [
      'The price is the one shown when you order, net of VAT. It depends on the number of attachments your filter covers when we scan. Customers in the United Kingdom and the Isle of Man pay 20 % VAT on it.',
      'You pay once, before the backup starts. There is no subscription.',
      'If an archive is unusable through our fault, we make it again or pay back its price.',
    ],
  },
  {
    heading: 'How long it takes',
    paragraphs: [
      'Xero limits how fast anyone may read. We tell an estimate before you order and keep it current while the backup runs. It is an estimate, not a promise.',
    ],
  },
  {
    heading: 'What may be missing',
    paragraphs: [
      'Now and then Xero does not give a file or a list. We try again, and what still cannot be obtained stands in the archive by name with the reason. Nothing is left out in silence.',
    ],
  },
  {
    heading: 'Changing your mind',
    paragraphs: [
      'You may cancel a backup while it runs. The copying starts as soon as you have paid, because you ask for it to; from then on the right to withdraw ends when the archive is ready.',
    ],
  },
  {
    heading: 'Your data',
    paragraphs: [
      'What we hold about you and why is told on the Privacy page. You can disconnect Xero at any time.',
    ],
  },
  {
    heading: 'Liability',
    paragraphs: [
      'We are liable without limit for intent, for gross negligence, and where the law allows no limit. Otherwise our liability is limited to the price you paid for the backup.',
      'A backup does not replace your duty to keep records. Check the archive after you download it.',
    ],
  },
  {
    heading: 'Law',
    paragraphs: [
      'The law of the place where the operator has its seat applies. Rights that you have as a consumer where you live stay as they are.',
    ],
  },
]

const PAID_ONLY: readonly string[] = ['Price and payment', 'Changing your mind', 'Liability']

/** By the settings of this installation, so that a backup's end is part of what is agreed. */
const keeping = (rules: KeepingRules): Section => ({
  heading: 'How long we keep a backup',
  paragraphs: [
    `We keep a finished backup for ${daysInWords(rules.standardDays)} from the day it is ready. You may choose another time on its page, up to ${daysInWords(rules.mostDays)}.`,
    `${warningWords(rules)} You get a receipt when it is gone. Download it before that day: we cannot bring it back. You may delete it yourself at any time.`,
    ...(rules.idleDays > 0
      ? [
          `An organisation that nobody has used for ${counted(rules.idleDays, 'day')} is disconnected from Xero. Its backups stay until their own day.`,
        ]
      : []),
  ],
})

/** The terms of this installation: where nothing is paid, those about paying fall away. */
export function termsFor(paid: boolean, rules: KeepingRules): readonly Section[] {
  const sections = paid ? TERMS : TERMS.filter(({ heading }) => !PAID_ONLY.includes(heading))
  return sections.flatMap((one) => (one.heading === 'Your data' ? [keeping(rules), one] : [one]))
}
