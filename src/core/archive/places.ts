import { safeName } from './safe-name.ts'

/** Where things lie in the archive. All but the first five is the payload, below `data/`. */
export const PLACES = {
  readme: 'README.txt',
  bagit: 'bagit.txt',
  info: 'bag-info.txt',
  manifest: 'manifest-sha256.txt',
  tagManifest: 'tagmanifest-sha256.txt',
  /** Only in an archive that was split: which lines of the manifest lie in which part. */
  parts: 'parts.csv',
  payload: 'data/',
  workbook: 'data/Accounting data.xlsx',
  exceptions: 'data/exceptions.csv',
  summary: 'data/summary.csv',
  tables: 'data/Data/',
  raw: 'data/Raw/',
  attachments: 'data/Attachments/',
  library: 'data/Library files/',
  pdfs: 'data/PDFs/',
} as const

/** As the workbook, which lies in the payload, links to a file of the payload. */
export const besideWorkbook = (path: string): string =>
  path.startsWith(PLACES.payload) ? path.slice(PLACES.payload.length) : path

/**
 * `data/Raw/Invoices/0000003.json`: an answer exactly as Xero gave it, by the key it is stored under,
 * whose first two names only tell whose it is.
 */
export const rawPath = (storageKey: string): string =>
  PLACES.raw + storageKey.split('/').slice(2).join('/')

export const rawFolder = (resource: string): string => `${PLACES.raw}${resource}/`

/** `data/Data/Invoice lines.csv`; what a bookkeeper looks for first lies a folder higher. */
export function tablePath(title: string): string {
  if (title === 'Exceptions') return PLACES.exceptions
  if (title === 'Summary') return PLACES.summary
  return `${PLACES.tables}${safeName(title)}.csv`
}
