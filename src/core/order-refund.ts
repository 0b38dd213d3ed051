import { shareDown, shareHalfUp } from './money.ts'

/** What a paid invoice came to; minor units. */
export interface Billed {
  /** Net before any discount. */
  readonly netMinor: number
  readonly discountMinor: number
  readonly taxMinor: number
}

/** What is given back: the net before discount (what a credit note is asked for), and all in all. */
export interface Credit {
  readonly netMinor: number
  readonly totalMinor: number
}

/** The furthest that a credit is rounded up, so that its VAT and that of the rest add up. */
const MOST_ROUNDED_UP = 1_000

/**
 * The share `part` of `whole` of an invoice, rounded down to the minor unit, and then up by as few of
 * them as it takes for discount and VAT of this share and of the rest to add up to the invoice's.
 */
export function creditShare(billed: Billed, part: number, whole: number): Credit {
  const least = whole > 0 ? shareDown(billed.netMinor, Math.min(part, whole), whole) : 0
  const most = Math.min(billed.netMinor, least + MOST_ROUNDED_UP)
  for (let net = least; net <= most; net += 1) if (addsUp(billed, net)) return credit(billed, net)
  return credit(billed, least)
}

function credit(billed: Billed, netMinor: number): Credit {
  const [discount, tax] = partsOf(billed, netMinor)
  return { netMinor, totalMinor: netMinor - discount + tax }
}

function addsUp(billed: Billed, net: number): boolean {
  const [discount, tax] = partsOf(billed, net)
  const [otherDiscount, otherTax] = partsOf(billed, billed.netMinor - net)
  return discount + otherDiscount === billed.discountMinor && tax + otherTax === billed.taxMinor
}

const partsOf = (billed: Billed, net: number): readonly [discount: number, tax: number] =>
  billed.netMinor === 0
    ? [0, 0]
    : [
        shareHalfUp(billed.discountMinor, net, billed.netMinor),
        shareHalfUp(billed.taxMinor, net, billed.netMinor),
      ]

/** How many files a backup may hold: what was quoted and 5 % more, free of charge. */
export const mostFilesFor = (quoted: number): number => quoted + shareDown(quoted, 5, 100)
