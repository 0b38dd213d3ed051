import type { PriceList } from '../../src/core/price-list.ts'

/** Prices in euros, with bands that a few files reach. */
export const EURO: PriceList = {
  version: 'test-eur',
  currency: 'EUR',
  minimumMinor: 1_250,
  capMinor: 34_000,
  bands: [
    { upTo: 10, perFileHundredths: 12_500 },
    { upTo: null, perFileHundredths: 1_000 },
  ],
}
