/** What the README at the top of the archive tells. */
export interface ReadmeFacts {
  readonly organisation: string
  /** The filter in words. */
  readonly scope: string
  /** `Sunday 22 November 2026, 14:05 UTC`. */
  readonly madeOn: string
  readonly files: number
  readonly exceptions: number
  readonly workbook: string
}

/** The page that a bookkeeper opens first. Plain text with Windows line ends, which every system shows. */
export function readme(facts: ReadmeFacts): string {
  const lines = [
    `Backup of ${facts.organisation}`,
    '',
    `Made by Ledgerkeep on ${facts.madeOn} from Xero, read-only.`,
    `Chosen: ${facts.scope}.`,
    '',
    'WHAT IS IN HERE',
    '',
    `${facts.workbook}`,
    '  The complete accounting data. One sheet for each kind of record, the lines of documents on',
    '  sheets of their own. The sheet "Attachments" lists every file, with a link to it. Links work',
    '  once the ZIP is unpacked.',
    '',
    'Attachments',
    `  ${facts.files} ${facts.files === 1 ? 'file' : 'files'}, exactly as they were uploaded to Xero, in a folder for each type, year and month.`,
    '',
    'manifest-sha256.txt',
    '  A checksum of every file. To check that none has changed, open a terminal in this folder and run',
    '  sha256sum -c manifest-sha256.txt   (macOS: shasum -a 256 -c manifest-sha256.txt)',
    '',
    ...exceptionLines(facts.exceptions),
  ]
  return `${lines.join('\r\n')}\r\n`
}

function exceptionLines(count: number): readonly string[] {
  if (count === 0) return ['Nothing that was asked for is missing.']
  return [
    `${count} ${count === 1 ? 'thing' : 'things'} that was asked for could not be had. The sheet "Exceptions" of the workbook`,
    'lists each, with the reason and what you can do.',
  ]
}
