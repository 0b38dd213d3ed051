import type { QuotePreview } from '../../app/app.ts'
import type { KeepingRules } from '../../app/app-life.ts'
import { counted, formatMoney } from '../figures.ts'
import { asTyped, type TypedFilter } from '../filter-query.ts'
import { ROUTES, to } from '../routes.ts'
import { QUOTE as T } from '../texts/quote.ts'
import { FilterDates } from '../ui/filter-dates.tsx'
import { FilterExtras } from '../ui/filter-extras.tsx'
import { FilterTypes } from '../ui/filter-types.tsx'
import { FormErrors, type FormFault } from '../ui/form-errors.tsx'
import { PreviewFault } from '../ui/live.tsx'
import { PricePanel } from '../ui/price-panel.tsx'
import { TermsBox } from '../ui/terms-box.tsx'
import { YearChart } from '../ui/year-chart.tsx'

export interface FiltersProps {
  /** Worked out for the filter that is shown, or for the last good one. */
  readonly preview: QuotePreview
  readonly typed: TypedFilter
  readonly fault: FormFault | null
  readonly rules: KeepingRules
  readonly now: number
}

/** One form: what to back up, its price beside it, the terms, and *Buy*. */
export const FiltersPage = (props: FiltersProps) => {
  const { preview, fault } = props
  const action = to('filters', { scanId: preview.scanId })
  return (
    <>
      <h1>{T.title(preview.organisation)}</h1>
      <p class="lead">{T.lead}</p>
      <FormErrors fault={fault} />
      <form method="post" action={action} class="filters" data-preview={action} novalidate>
        <input type="hidden" name="scanId" value={preview.scanId} />
        <input type="hidden" name="chosen" value="1" />
        <input
          type="hidden"
          name="offered"
          value={preview.types.map((one) => one.type).join(' ')}
        />
        <div class="filters-main">
          <FilterTypes {...props} />
          <FilterDates {...props} />
          <YearChart preview={preview} />
          <FilterExtras {...props} />
          <button class="button secondary" type="submit">
            {T.update}
          </button>
        </div>
        <div class="filters-side">
          <PreviewFault />
          <PricePanel preview={preview} now={props.now} />
        </div>
        <div class="filters-order">
          <TermsBox fault={fault} paid={preview.price !== null} rules={props.rules} />
          <BuyPart preview={preview} />
        </div>
        <PriceBar preview={preview} />
      </form>
    </>
  )
}

/** What the live preview replaces: the counts, the chart, the price. */
export const FilterParts = ({ preview, now }: Pick<FiltersProps, 'preview' | 'now'>) => (
  <>
    <FilterTypes preview={preview} typed={asTyped(preview.filter)} fault={null} countsOnly />
    <FilterExtras preview={preview} typed={asTyped(preview.filter)} countsOnly />
    <YearChart preview={preview} />
    <PricePanel preview={preview} now={now} />
    <BuyPart preview={preview} />
    <PriceBar preview={preview} />
  </>
)

/** The button and what comes after it: where nothing is to be paid, the backup itself. */
const BuyPart = ({ preview }: { readonly preview: QuotePreview }) => {
  const costs = preview.price !== null && preview.price.net.minor > 0
  return (
    <div data-part="buy" class="stack">
      <p class="hint">{costs ? T.buyNext : T.startNext}</p>
      <button class="button primary" type="submit" formaction={ROUTES.buy.path}>
        {costs ? T.buy : T.start}
      </button>
    </div>
  )
}

/** On a phone the price stays in view as one line that leads to the panel. */
const PriceBar = ({ preview }: { readonly preview: QuotePreview }) => (
  <a class="price-bar" href="#price" data-part="bar">
    <span class="figure">
      {preview.files > 0 ? T.bar(preview.files) : counted(0, 'attachment')}
    </span>
    {preview.price && (
      <strong class="figure">
        {formatMoney(preview.price.net)} {T.barNet}
      </strong>
    )}
  </a>
)
