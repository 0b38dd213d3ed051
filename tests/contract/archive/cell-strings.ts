import { existsSync, readFileSync } from 'node:fs'

const COLLECTION = new URL('../../../../shared/quality/cell-strings.json', import.meta.url)
const collected: readonly string[] = existsSync(COLLECTION)
  ? JSON.parse(readFileSync(COLLECTION, 'utf8'))
  : []
/** Texts that programs like to take for something else; those of the collection where it is at hand. */
export const CELL_STRINGS: readonly string[] = [
  ...collected,
  ...[
    '=1+1',
    '@SUM(1)',
    '\u0000=1',
    '_x0041_',
    'a\r\nb',
    ' x ',
    '\u{1f600}é',
    '0012',
    '1E5',
    '<&">',
  ],
  ...['2026-01-01', 'TRUE', "'quoted", '\u0085\u2028', 'x'.repeat(32_767)],
]
