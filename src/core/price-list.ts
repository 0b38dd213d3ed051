import { fractionDigits } from './money.ts'

/** One stretch of the price list: so many files, each at so much. */
export interface Band {
  /** Last file of the band, counted from 1; null for all that follow. */
  readonly upTo: number | null
  /** Price of each file in hundredths of a minor unit (of a penny). */
  readonly perFileHundredths: number
}

export interface PriceList {
  readonly version: string
  readonly currency: string
  /** Net, minor units. Also the price of the workbook alone. */
  readonly minimumMinor: number
  readonly capMinor: number
  readonly bands: readonly Band[]
}

/** What a backup costs in pounds, net of VAT. Any change gets a new version: quotes keep theirs. */
export const PRICE_LIST: PriceList = {
  version: '2026-11',
  currency: 'GBP',
  minimumMinor: 1_000,
  capMinor: 30_000,
  bands: [
    { upTo: 1_000, perFileHundredths: 400 },
    { upTo: 10_000, perFileHundredths: 150 },
    { upTo: null, perFileHundredths: 60 },
  ],
}

/**
 * Every currency that can be sold in, by a list of its own: a further one is a further object here, in
 * minor units of its own currency. An installation sells in one of them.
 */
export const PRICE_LISTS: readonly PriceList[] = [PRICE_LIST]

/** Currencies that Stripe counts without a hundredth. */
const WHOLE_AT_STRIPE = new Set(
  'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '),
)

/**
 * Whether Stripe counts a currency in the minor units that a reader is shown. Some have a hundredth there and
 * none here (ISK, UGX); of those with a thousandth it wants the last digit to be 0, and a share is not.
 */
const isCountedAlike = (currency: string): boolean =>
  fractionDigits(currency) === (WHOLE_AT_STRIPE.has(currency) ? 0 : 2)

/** The list of a currency; null where nothing is sold in it, or could be. */
export function priceListIn(
  currency: string,
  lists: readonly PriceList[] = PRICE_LISTS,
): PriceList | null {
  const found = lists.find((list) => list.currency === currency)
  return found && isCountedAlike(currency) ? found : null
}
