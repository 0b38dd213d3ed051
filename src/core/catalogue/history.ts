import { instant, text } from './columns.ts'
import type { Resource } from './resource.ts'
import { INVOICES_ACCESS } from './scopes.ts'

/**
 * Who did what to a document, and the notes people left on it: a call for each document, so only on
 * request. Each answer's document stands in its storage key, for the answer does not tell.
 */
export const HISTORY: Resource = {
  name: 'History',
  title: 'History and notes',
  path: '{resource}/{id}/History',
  list: 'HistoryRecords',
  id: 'DateUTC',
  paging: 'none',
  query: {},
  // Each document's own scope opens its history.
  ...INVOICES_ACCESS,
  follows: { by: 'request' },
  columns: [
    text('Resource', 'Kind'),
    text('RecordID'),
    instant('DateUTC', 'Date'),
    text('User'),
    text('Changes', 'Change'),
    text('Details'),
  ],
  lines: [],
}
