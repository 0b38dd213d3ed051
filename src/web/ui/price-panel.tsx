import type { QuotePreview } from '../../app/app.ts'
import { formatBytes, formatCount, formatMoney } from '../figures.ts'
import { QUOTE as T } from '../texts/quote.ts'
import { Amount } from './amount.tsx'
import { Instant } from './instant.tsx'
import { PriceLines } from './price-lines.tsx'

interface PricePanelProps {
  readonly preview: QuotePreview
  readonly now: number
}

/** What the filter comes to. The price shown goes along with the order, so that no other is charged. */
export const PricePanel = ({ preview, now }: PricePanelProps) => (
  <section class="price-panel" id="price" data-part="price" aria-labelledby="price-title">
    <h2 id="price-title">{T.priceTitle}</h2>
    {preview.price && <Price price={preview.price} />}
    <dl class="figures">
      <dt>{T.attachments}</dt>
      <dd class="figure">{formatCount(preview.files)}</dd>
      <dt>{T.documents}</dt>
      <dd class="figure">{formatCount(preview.documents)}</dd>
    </dl>
    {preview.filter.types.length === 0 && <p>{T.workbookOnly}</p>}
    <p>
      {T.doneAbout} <Instant at={preview.endAt} now={now} />{' '}
      <span class="quiet">({T.calls(preview.calls)})</span>.
    </p>
    {preview.sized.files > 0 && (
      <p class="quiet">{T.sized(preview.sized.files, formatBytes(preview.sized.bytes))}</p>
    )}
    {!preview.exact && <p class="quiet">{T.inexact}</p>}
  </section>
)

const Price = ({ price }: { readonly price: NonNullable<QuotePreview['price']> }) => (
  <>
    <input type="hidden" name="net" value={String(price.net.minor)} />
    <input type="hidden" name="currency" value={price.net.currency} />
    <p class="price">
      <Amount of={price.net} />
    </p>
    <p class="quiet">{T.vat(formatMoney(price.ukVat))}</p>
    <PriceLines lines={price.lines} net={price.net} />
  </>
)
