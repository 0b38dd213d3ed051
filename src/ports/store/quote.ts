import type { Filter } from '../../core/filter.ts'
import type { QuoteState } from '../../core/flow.ts'

/** A price for a scan and a filter. Immutable but for its state. */
export interface Quote {
  readonly id: string
  readonly connectionId: string
  readonly scanId: string
  readonly filter: Filter
  readonly documents: number
  readonly files: number
  readonly netMinor: number
  readonly currency: string
  /** Version of the price list that it was made with. */
  readonly priceList: string
  /** SHA-256 over all of the above, canonical. */
  readonly hash: string
  readonly state: QuoteState
  readonly createdAt: number
  readonly expiresAt: number
}

export interface QuoteStore {
  addQuote(quote: Quote): Promise<void>
  quote(id: string): Promise<Quote | null>
  setQuoteState(id: string, state: QuoteState): Promise<void>
  /** Makes every other open quote of the connection superseded. */
  supersedeQuotes(connectionId: string, exceptId: string): Promise<void>
  /** The filter a person chose last for the scan, kept between visits. */
  savedFilter(scanId: string): Promise<Filter | null>
  saveFilter(scanId: string, filter: Filter): Promise<void>
}
