import { amount, date, decimal, instant, lines, text, yesNo } from './columns.ts'
import { tracking } from './line-items.ts'
import type { Resource } from './resource.ts'
import { JOURNALS_ACCESS, MANUAL_JOURNALS_ACCESS } from './scopes.ts'

export const MANUAL_JOURNALS: Resource = {
  name: 'ManualJournals',
  title: 'Manual journals',
  path: 'ManualJournals',
  list: 'ManualJournals',
  id: 'ManualJournalID',
  paging: 'pages',
  query: {},
  ...MANUAL_JOURNALS_ACCESS,
  columns: [
    text('Narration'),
    text('Status'),
    date('Date'),
    text('LineAmountTypes'),
    yesNo('ShowOnCashBasisReports'),
    yesNo('HasAttachments'),
    text('Url', 'URL'),
    instant('UpdatedDateUTC'),
    text('ManualJournalID'),
  ],
  lines: [
    lines('Manual journal lines', 'JournalLines', [
      text('Description'),
      text('AccountCode'),
      text('TaxType'),
      amount('TaxAmount'),
      amount('LineAmount'),
      ...tracking('Tracking'),
      yesNo('IsBlank'),
      text('AccountID'),
    ]),
  ],
  files: {
    endpoint: 'ManualJournals',
    history: true,
    flag: true,
    types: [{ key: 'manual-journals', title: 'Manual journals' }],
    date: 'Date',
    // A manual journal has no number; its narration is what people know it by.
    number: 'Narration',
  },
}

/** The whole general ledger. */
export const JOURNALS: Resource = {
  name: 'Journals',
  title: 'Journals',
  path: 'Journals',
  list: 'Journals',
  id: 'JournalID',
  paging: 'offset',
  query: {},
  ...JOURNALS_ACCESS,
  columns: [
    decimal('JournalNumber'),
    date('JournalDate'),
    text('Reference'),
    text('SourceType'),
    instant('CreatedDateUTC'),
    text('SourceID'),
    text('JournalID'),
  ],
  lines: [
    lines('Journal lines', 'JournalLines', [
      text('AccountCode'),
      text('AccountName'),
      text('AccountType'),
      text('Description'),
      amount('NetAmount'),
      amount('TaxAmount'),
      amount('GrossAmount'),
      text('TaxType'),
      text('TaxName'),
      ...tracking('TrackingCategories'),
      text('AccountID'),
      text('JournalLineID'),
    ]),
  ],
}
