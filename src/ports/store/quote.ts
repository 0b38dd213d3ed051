import type { FileTypeKey } from '../../core/catalogue/resource.ts'
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
  /** Those of the files that are charged: they were not paid for before. */
  readonly newFiles: number
  /** PDFs that Xero draws for it; none unless the filter asks for them. */
  readonly pdfs: number
  /** Those of the PDFs that are charged. */
  readonly newPdfs: number
  readonly netMinor: number
  readonly currency: string
  /** Version of the price list that it was made with. */
  readonly priceList: string
  /**
   * Canonical JSON of all of the above, of the counts by type, the lines of the price and the decision
   * on VAT with its evidence.
   */
  readonly content: string
  /** SHA-256 of the content. */
  readonly hash: string
  readonly state: QuoteState
  readonly createdAt: number
  readonly expiresAt: number
}

/** A document of a scan with the files counted on it, and how many of those were paid for before. */
export interface PricedDocument {
  readonly seq: number
  readonly resource: string
  readonly recordId: string
  readonly files: number
  readonly paid: number
}

/** A document that Xero draws a PDF of; the PDF changes when the document does. */
export interface DrawnDocument {
  readonly seq: number
  readonly recordId: string
  readonly updatedAt: number | null
}

/**
 * Files of a document that an order paid for. The fingerprint tells the document without its data, so
 * that it survives the deletion of everything else.
 */
export interface PaidDocument {
  readonly organisation: string
  readonly fingerprint: string
  readonly orderId: string
  readonly files: number
}

export interface QuoteStore {
  addQuote(quote: Quote): Promise<void>
  quote(id: string): Promise<Quote | null>
  setQuoteState(id: string, state: QuoteState): Promise<void>
  /** Makes quotes expired whose time is over and whose orders nobody has paid. */
  expireQuotes(now: number): Promise<void>
  /** The filter a person chose last for the scan, kept between visits. */
  savedFilter(scanId: string): Promise<Filter | null>
  saveFilter(scanId: string, filter: Filter): Promise<void>

  /**
   * Changes with every payment and refund of the organisation, and never comes back to an earlier one; empty
   * while nothing was paid for.
   */
  paidMark(organisation: string): Promise<string>
  /** How many files each of these documents is paid for, by fingerprint; absent means none. */
  paidFiles(fingerprints: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** The same for one order alone. */
  paidFilesBy(
    orderId: string,
    fingerprints: readonly string[],
  ): Promise<ReadonlyMap<string, number>>
  /** Writes down what an order paid for. A document it has already stays as it is. */
  addPaid(documents: readonly PaidDocument[]): Promise<void>
  /** Makes the order's files of a document grow by so many (they may become fewer, never below none). */
  growPaid(document: PaidDocument): Promise<void>
  /**
   * Makes the order's files of these documents fewer, never below none, once for the refund of that
   * number.
   */
  unpay(
    orderId: string,
    refund: number,
    documents: readonly PaidDocument[],
    at: number,
  ): Promise<void>
  /** Paid back: none of the order's files counts as paid for any more. */
  forgetPaid(orderId: string): Promise<void>

  /** The mark of `paidMark` for which the scan's documents were compared last; null for never. */
  comparedFor(scanId: string): Promise<string | null>
  /** Documents with files after a seq, in order, at most `limit`. */
  documentsWithFiles(
    scanId: string,
    filter: Filter,
    afterSeq: number,
    limit: number,
  ): Promise<readonly PricedDocument[]>
  /** Documents of the filter that have a PDF, after a seq, in order, at most `limit`. */
  drawnDocuments(
    scanId: string,
    filter: Filter,
    afterSeq: number,
    limit: number,
  ): Promise<readonly DrawnDocument[]>
  /** Forgets the earlier comparison of the scan. */
  clearCompared(scanId: string): Promise<void>
  setCompared(
    scanId: string,
    documents: readonly Pick<PricedDocument, 'seq' | 'paid'>[],
  ): Promise<void>
  /** Of these documents of the scan the PDF was paid for. */
  setComparedPdfs(scanId: string, seqs: readonly number[]): Promise<void>
  finishCompared(scanId: string, mark: string): Promise<void>
  /** Per type, the files in the date range that were paid for before; types without any are left out. */
  paidFilesByType(
    scanId: string,
    range: Pick<Filter, 'from' | 'to'>,
  ): Promise<readonly { readonly type: FileTypeKey; readonly files: number }[]>
  /** The same of their PDFs. */
  paidPdfsByType(
    scanId: string,
    range: Pick<Filter, 'from' | 'to'>,
  ): Promise<readonly { readonly type: FileTypeKey; readonly files: number }[]>
}
