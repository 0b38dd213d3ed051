import type { Choice } from './ui/fields.tsx'

/** The customers that are most likely, first. */
const NEAR: readonly string[] = ['GB', 'IM', 'JE', 'GG', 'IE']

/** Codes that ICU names although they are no countries with an address. */
const NO_COUNTRY: readonly string[] = [
  ...['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'],
]

const NAMES = new Intl.DisplayNames(['en-GB'], { type: 'region', fallback: 'none' })
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Every ISO 3166 country by name, without those of `NEAR`. */
const ALL: readonly Choice[] = LETTERS.flatMap((one) => LETTERS.map((other) => one + other))
  .filter((code) => !NO_COUNTRY.includes(code) && isCurrent(code))
  .map(choice)
  .filter((one) => one.text !== '')
  .toSorted((one, other) => one.text.localeCompare(other.text, 'en'))

export const NEAR_COUNTRIES: readonly Choice[] = NEAR.map(choice)
export const OTHER_COUNTRIES: readonly Choice[] = ALL.filter((one) => !NEAR.includes(one.value))

function choice(code: string): Choice {
  return { value: code, text: NAMES.of(code) ?? '' }
}

/** Former codes (`SU`, `UK`) have another canonical form. */
function isCurrent(code: string): boolean {
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
}
