import type { QuotePreview } from '../../app/app.ts'
import { formatCount } from '../figures.ts'
import { asTyped, filterQuery } from '../filter-query.ts'
import { calendarYear, monthPreset, type Preset } from '../presets.ts'
import { to } from '../routes.ts'
import { QUOTE as T } from '../texts/quote.ts'

interface ChartProps {
  readonly preview: QuotePreview
}

/**
 * Files by year, or by month of the one year that is chosen: a table to a screen reader, plain bars to
 * the eye. Each bar chooses its stretch.
 */
export const YearChart = ({ preview }: ChartProps) => {
  const year = chosenYear(preview)
  return (
    <div class="years" data-part="years">
      {preview.years.length > 0 &&
        (year ? <Months {...{ preview, year }} /> : <Years {...{ preview }} />)}
    </div>
  )
}

/** The calendar year that the range lies in, where it is one. */
function chosenYear({ filter: { from, to: last } }: QuotePreview): string | null {
  const year = from?.slice(0, 4)
  return year && last?.startsWith(year) ? year : null
}

const Years = ({ preview }: ChartProps) => (
  <Bars
    preview={preview}
    title={T.years}
    hint={T.yearsHint}
    head={T.year}
    bars={preview.years.map(({ year, files }) => ({
      files,
      choice: year === null ? null : calendarYear(year),
    }))}
  />
)

const Months = ({ preview, year }: ChartProps & { readonly year: string }) => (
  <>
    <Bars
      preview={preview}
      title={T.months(year)}
      hint={T.monthsHint}
      head={T.month}
      bars={filesByMonth(preview, year)}
    />
    <p>
      <Choice preview={preview} choice={{ text: T.allYears, from: '', to: '' }} />
    </p>
  </>
)

function filesByMonth({ months, filter }: QuotePreview, year: string): readonly Bar[] {
  const chosen = months.filter((one) => filter.types.includes(one.type))
  return Array.from({ length: 12 }, (_, index) => {
    const month = `${year}-${String(index + 1).padStart(2, '0')}`
    const files = chosen.reduce((sum, one) => sum + (one.month === month ? one.files : 0), 0)
    return { files, choice: monthPreset(month) }
  })
}

interface Bar {
  readonly files: number
  /** Null for what has no date. */
  readonly choice: Preset | null
}

interface BarsProps extends ChartProps {
  readonly title: string
  readonly hint: string
  readonly head: string
  readonly bars: readonly Bar[]
}

const Bars = ({ preview, title, hint, head, bars }: BarsProps) => {
  const most = Math.max(1, ...bars.map((one) => one.files))
  return (
    <table class="chart">
      <caption>
        {title}
        <span class="hint">{hint}</span>
      </caption>
      <thead class="unseen">
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{T.files}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ files, choice }) => (
          <tr>
            <th scope="row">{choice ? <Choice {...{ preview, choice }} /> : T.undated}</th>
            <td>
              <span class="bar">
                <svg width="100%" height="12" aria-hidden="true" focusable="false">
                  <rect width={`${(files / most) * 100}%`} height="12" rx="2" />
                </svg>
              </span>
              <span class="figure">{formatCount(files)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Choice = ({ preview, choice }: ChartProps & { readonly choice: Preset }) => {
  const { from, to: last } = choice
  const query = filterQuery({ ...asTyped(preview.filter), from, to: last })
  return (
    <a href={to('filters', { scanId: preview.scanId }) + query} data-from={from} data-to={last}>
      {choice.text}
    </a>
  )
}
