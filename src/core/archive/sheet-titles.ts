import { shorten } from './safe-name.ts'

/** Excel's limit for a sheet's title, in UTF-16 units. */
const TITLE_UNITS = 31

/**
 * A title that Excel accepts and no other sheet has, and takes it. A second sheet of the same title
 * becomes `Invoices (2)`.
 */
export function takeTitle(taken: Set<string>, wanted: string): string {
  for (let nth = 1; ; nth++) {
    const title = titleFor(wanted, nth === 1 ? '' : ` (${nth})`)
    const key = title.toLowerCase()
    if (taken.has(key)) continue
    taken.add(key)
    return title
  }
}

function titleFor(wanted: string, mark: string): string {
  const clean = wanted
    .toWellFormed()
    .replace(/[[\]:*?/\\\p{Cc}\ufffe\uffff]/gu, '_')
    .replace(/^'+|'+$/g, '')
    .trim()
  // Excel keeps the title "History" for itself.
  const title = /^history$/i.test(clean) ? `${clean}_` : clean
  return (shorten(title, TITLE_UNITS - mark.length, Infinity) || 'Sheet') + mark
}
