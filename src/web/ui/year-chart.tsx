import type { QuotePreview } from '../../app/app.ts'
import { formatCount } from '../figures.ts'
import { asTyped, filterQuery, yearPreset } from '../filter-query.ts'
import { to } from '../routes.ts'
import { QUOTE as T } from '../texts/quote.ts'

/** Files by year: a table to a screen reader, plain bars to the eye; each year can be chosen. */
export const YearChart = ({ preview }: { readonly preview: QuotePreview }) => {
  const most = Math.max(1, ...preview.years.map((one) => one.files))
  return (
    <div class="years" data-part="years">
      {preview.years.length > 0 && (
        <table class="chart">
          <caption>
            {T.years}
            <span class="hint">{T.yearsHint}</span>
          </caption>
          <thead class="unseen">
            <tr>
              <th scope="col">{T.year}</th>
              <th scope="col">{T.files}</th>
            </tr>
          </thead>
          <tbody>
            {preview.years.map((one) => (
              <YearRow preview={preview} year={one.year} files={one.files} most={most} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

interface YearRowProps {
  readonly preview: QuotePreview
  readonly year: string | null
  readonly files: number
  readonly most: number
}

const YearRow = ({ preview, year, files, most }: YearRowProps) => (
  <tr>
    <th scope="row">{year === null ? T.undated : <YearLink preview={preview} year={year} />}</th>
    <td>
      <span class="bar">
        <svg width="100%" height="12" aria-hidden="true" focusable="false">
          <rect width={`${(files / most) * 100}%`} height="12" rx="2" />
        </svg>
      </span>
      <span class="figure">{formatCount(files)}</span>
    </td>
  </tr>
)

const YearLink = ({ preview, year }: { readonly preview: QuotePreview; readonly year: string }) => {
  const { from, to: last } = yearPreset(year)
  const query = filterQuery({ ...asTyped(preview.filter), from, to: last })
  return (
    <a href={to('filters', { scanId: preview.scanId }) + query} data-from={from} data-to={last}>
      {year}
    </a>
  )
}
