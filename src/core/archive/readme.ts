/** What the README at the top of the archive tells. */
export interface ReadmeFacts {
  readonly organisation: string
  /** The filter in words. */
  readonly scope: string
  /** `Sunday 22 November 2026 at 14:05 UTC`. */
  readonly readOn: string
  /** Attachments of records. */
  readonly files: number
  /** Documents as Xero draws them. */
  readonly pdfs: number
  /** Files of the library, in its folders. */
  readonly library: number
  readonly exceptions: number
}

/** The page that a bookkeeper opens first. Plain text with Windows line ends, which every system shows. */
export function readme(facts: ReadmeFacts): string {
  const lines = [
    `Backup of ${facts.organisation}`,
    '',
    `The data is as it was in Xero on ${facts.readOn}.`,
    'Made by Ledgerkeep, which only reads.',
    `Chosen: ${facts.scope}.`,
    'The choice of files does not narrow the accounting records.',
    '',
    'Unpack the whole ZIP first. Everything is in the folder "data".',
    '',
    'WHAT IS IN "data"',
    '',
    'Accounting data.xlsx',
    '  The workbook: start here. One sheet for each kind of record, the lines of documents on sheets',
    '  of their own. The sheet "Attachments" lists every file, with a link to it and to its document.',
    '  The sheet "Summary" compares the counts with those of Xero, and holds the trial balances.',
    '',
    'Attachments',
    `  ${countOf(facts.files, 'file')}, exactly as uploaded to Xero, in a folder for each type, year and month.`,
    '',
    ...folder('PDFs', facts.pdfs, 'document', 'as printed by Xero, in the same folders.'),
    ...folder('Library files', facts.library, 'file', "of Xero's file library, in its folders."),
    'summary.csv, exceptions.csv',
    '  How much Xero says there is beside how much is here, and what could not be had.',
    '',
    'Data, Raw',
    '  For programs: every sheet as CSV, and the answers of Xero exactly as they came.',
    '',
    'TO CHECK THAT NOTHING HAS CHANGED',
    '',
    'Open a terminal in this folder and run',
    '  sha256sum -c manifest-sha256.txt   (macOS: shasum -a 256 -c manifest-sha256.txt)',
    'Ledgerkeep itself does it on every system, and compares the lists as well: ledgerkeep verify .',
    'The other files beside this one describe the folder to programs that know BagIt (RFC 8493).',
    '',
    ...exceptionLines(facts.exceptions),
  ]
  return `${lines.join('\r\n')}\r\n`
}

const countOf = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** A folder that only some archives have. */
const folder = (name: string, count: number, one: string, words: string): readonly string[] =>
  count === 0 ? [] : [name, `  ${countOf(count, one)} ${words}`, '']

function exceptionLines(count: number): readonly string[] {
  if (count === 0) return ['Nothing that was asked for is missing.']
  return [
    `${count} ${count === 1 ? 'thing' : 'things'} that ${count === 1 ? 'was' : 'were'} asked for could not be had. The sheet "Exceptions" of the`,
    'workbook lists each, with the reason and what you can do.',
  ]
}
