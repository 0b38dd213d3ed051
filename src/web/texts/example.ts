import { formatBytes } from '../figures.ts'

export const EXAMPLE = {
  title: 'An example archive',
  lead: 'A whole backup of made-up books, made by this very site: the same program reads, packs and checks as for yours.',
  inside: 'What is inside',
  points: [
    'README.txt says what is there, and what to open first.',
    'Accounting data.xlsx has a sheet for each list, with links to the files.',
    'Attachments holds the files by type, year and month.',
    'manifest-sha256.txt has a checksum of each file.',
  ],
  books: 'The books are those of “Harbour Street Bakery”, which does not exist.',
  download: 'Download the example',
  size: (bytes: number): string => formatBytes(bytes),
  made: 'Made',
  making:
    'It is being made now, which takes about a minute. This page tells when it is there: it loads itself again.',
  failed: 'It could not be made just now. Try again later.',
  start: 'Back up a business',
} as const
