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
const PRICE_LISTS: readonly PriceList[] = [PRICE_LIST]

/** The list of a currency; null where nothing is sold in it. */
export const priceListIn = (
  currency: string,
  lists: readonly PriceList[] = PRICE_LISTS,
): PriceList | null => lists.find((list) => list.currency === currency) ?? null
