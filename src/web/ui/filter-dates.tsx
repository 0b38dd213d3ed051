import type { QuotePreview } from '../../app/app.ts'
import { filterQuery, presets, type TypedFilter } from '../filter-query.ts'
import { to } from '../routes.ts'
import { QUOTE as T } from '../texts/quote.ts'
import { TextField } from './fields.tsx'
import type { FormFault } from './form-errors.tsx'

interface FilterDatesProps {
  readonly preview: QuotePreview
  readonly typed: TypedFilter
  readonly fault: FormFault | null
  readonly now: number
}

/** First and last day, and links that fill them with a year or a quarter. */
export const FilterDates = ({ preview, typed, fault, now }: FilterDatesProps) => {
  const address = to('filters', { scanId: preview.scanId })
  const choices = [{ text: T.allTime, from: '', to: '' }, ...presets(now)]
  const error = (field: string) => (fault?.field === field ? fault.text : undefined)
  return (
    <fieldset class="field">
      <legend>{T.dates}</legend>
      <p class="hint">{T.datesHint}</p>
      <div class="pair">
        <TextField
          name="from"
          label={T.from}
          type="date"
          value={typed.from}
          error={error('from')}
        />
        <TextField name="to" label={T.to} type="date" value={typed.to} error={error('to')} />
      </div>
      <nav class="pills" aria-label={T.presets}>
        {choices.map((choice) => (
          <a
            href={address + filterQuery({ ...typed, from: choice.from, to: choice.to })}
            data-from={choice.from}
            data-to={choice.to}
            {...(choice.from === typed.from && choice.to === typed.to
              ? { 'aria-current': 'true' as const }
              : {})}
          >
            {choice.text}
          </a>
        ))}
      </nav>
    </fieldset>
  )
}
