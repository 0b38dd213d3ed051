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

/**
 * What a backup costs, net of VAT. Any change gets a new version: quotes keep theirs. A list in another
 * currency is another object of this type; amounts are minor units of its own currency.
 */
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
