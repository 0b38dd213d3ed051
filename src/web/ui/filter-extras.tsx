import type { QuotePreview } from '../../app/app.ts'
import { formatMoney } from '../figures.ts'
import type { TypedFilter } from '../filter-query.ts'
import { QUOTE as T } from '../texts/quote.ts'

interface FilterExtrasProps {
  readonly preview: QuotePreview
  readonly typed: TypedFilter
  /** Only the pieces that the live preview replaces. */
  readonly countsOnly?: boolean
}

/** What costs Xero a call for each document: left out unless it is asked for, with what it costs. */
export const FilterExtras = ({ preview, typed, countsOnly }: FilterExtrasProps) => {
  const pdfs = {
    name: 'pdfs',
    calls: preview.pdfs,
    label: T.pdfs,
    checked: typed.pdfs,
    net: preview.pdfsNet && formatMoney(preview.pdfsNet),
  } as const
  const history = {
    name: 'history',
    calls: preview.histories,
    label: T.history,
    checked: typed.history,
    net: null,
  } as const
  const cost = ({ name, calls, net }: typeof pdfs | typeof history) => (
    <span class="quiet figure" id={`cost-${name}`} data-part={`cost-${name}`}>
      {T.extraCost(calls, preview.callsPerDay, net)}
    </span>
  )
  if (countsOnly) return <>{[pdfs, history].map(cost)}</>
  return (
    <fieldset class="field">
      <legend>{T.extras}</legend>
      <p class="hint">{T.extrasHint}</p>
      <ul class="checks">
        {[pdfs, history].map((one) => (
          <li>
            <input
              type="checkbox"
              id={`extra-${one.name}`}
              name={one.name}
              value="1"
              checked={one.checked}
              aria-describedby={`cost-${one.name}`}
            />
            <label for={`extra-${one.name}`}>{one.label}</label>
            {cost(one)}
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
