import type { QuotePreview } from '../../app/app.ts'
import { filterQuery, type TypedFilter } from '../filter-query.ts'
import { type Preset, quarterPresets, yearPresets } from '../presets.ts'
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
export const FilterDates = (props: FilterDatesProps) => {
  const { preview, typed, fault, now } = props
  const years = yearPresets(preview.yearEnd, now, oldestDay(preview))
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
      <Presets {...props} label={T.bookYears} choices={[ALL_TIME, ...years]} />
      <Presets {...props} label={T.quarters} choices={quarterPresets(preview.yearEnd, now)} />
    </fieldset>
  )
}

const ALL_TIME: Preset = { text: T.allTime, from: '', to: '' }

/** The first day of the oldest month that has files. */
function oldestDay({ months }: QuotePreview): string | null {
  const oldest = months.findLast((one) => one.month !== null)?.month
  return oldest ? `${oldest}-01` : null
}

interface PresetsProps extends FilterDatesProps {
  readonly label: string
  readonly choices: readonly Preset[]
}

const Presets = ({ label, choices, preview, typed }: PresetsProps) => (
  <nav class="pills" aria-label={label}>
    <span class="pills-label" aria-hidden="true">
      {label}
    </span>
    {choices.map((choice) => (
      <a
        href={
          to('filters', { scanId: preview.scanId }) +
          filterQuery({ ...typed, from: choice.from, to: choice.to })
        }
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
)
