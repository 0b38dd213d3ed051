import { counted, formatCount } from '../figures.ts'

/** Xero's limit for an organisation. */
const CALLS_A_MINUTE = 60

/** How much longer so many calls take, in the largest unit that says something. */
function longer(calls: number, perDay: number): string {
  const days = Math.floor(calls / perDay)
  if (days > 0) return counted(days, 'day')
  const minutes = Math.ceil(calls / CALLS_A_MINUTE)
  return minutes < 120 ? counted(minutes, 'minute') : counted(Math.round(minutes / 60), 'hour')
}

export const QUOTE = {
  title: (organisation: string): string => `What to back up of ${organisation}`,
  lead: 'The workbook with all your accounting data is always part of it. Choose here whose files come along.',
  types: 'Types of documents',
  typesHint: 'Files attached to documents of these types.',
  allTypes: 'All types',
  noTypes: 'No types',
  typeCount: (files: number, documents: number): string =>
    `${counted(files, 'file')} on ${counted(documents, 'document')}`,
  extras: 'More from Xero',
  extrasHint: 'Xero gives each of these by a call of its own, so they take their time.',
  pdfs: 'PDFs of sales invoices, quotes, credit notes and purchase orders',
  history: 'History and notes of every document',
  /** `640 calls, about 11 minutes more, £9.60 more`. */
  extraCost: (calls: number, perDay: number, net: string | null): string => {
    const time = calls > 0 ? `, about ${longer(calls, perDay)} more` : ''
    return `${formatCount(calls)} ${calls === 1 ? 'call' : 'calls'}${time}${net ? `, ${net} more` : ''}`
  },
  sized: (files: number, bytes: string): string =>
    `Xero tells the size of ${counted(files, 'file')} of these: ${bytes}.`,
  dates: 'Dates',
  datesHint:
    'By the date on the document. Contacts and accounts have none, so they always come along.',
  from: 'First day',
  to: 'Last day',
  bookYears: 'Financial years',
  quarters: 'Quarters',
  stretch: (from: string, to: string, year: string): string => `${from} to ${to} ${year}`,
  allTime: 'All time',
  years: 'Files by year',
  yearsHint:
    'Of the types you chose. Press a year to choose that year alone and to see its months.',
  months: (year: string): string => `Files by month, ${year}`,
  monthsHint: 'Of the types you chose. Press a month to choose it alone.',
  allYears: 'All years',
  month: 'Month',
  year: 'Year',
  files: 'Files',
  undated: 'No date',
  update: 'Update Filters',
  priceTitle: 'Your backup',
  attachments: 'Attachments',
  documents: 'Documents',
  workbookOnly: 'The workbook alone, with no files.',
  vat: (amount: string): string => `plus 20 % VAT for UK customers (${amount})`,
  why: 'How the price is made up',
  net: 'Net price',
  calls: (calls: number): string =>
    `${formatCount(calls)} ${calls === 1 ? 'call' : 'calls'} of Xero`,
  doneAbout: 'Started now, it would be done about',
  inexact: 'Xero would not tell every document’s number of files. The price is for those counted.',
  bar: (files: number): string => counted(files, 'attachment'),
  barNet: 'net',
  termsTitle: 'Terms',
  termsOpen: 'Read the terms here',
  termsLink: 'Open the terms on a page of their own',
  accept: 'I accept the terms',
  termsMissing: 'Tick the box to accept the terms. Nothing was ordered.',
  buy: 'Buy',
  start: 'Start backup',
  buyNext:
    'Next you give the details for the invoice, then you pay with Stripe. Nothing is charged before.',
  startNext: 'The backup starts at once. We will email you when it is ready.',
} as const
