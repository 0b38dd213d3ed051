import { formatCount, percent } from '../figures.ts'

interface ProgressProps {
  /** What fills: told to screen readers. */
  readonly title: string
  readonly done: number
  readonly total: number
  readonly thin?: boolean
}

/** A ledger's line that fills. The figures stand under it, in words of the page. */
export const Progress = ({ title, done, total, thin }: ProgressProps) => (
  <progress
    class={thin ? 'line thin' : 'line'}
    max={Math.max(total, 1)}
    value={Math.min(done, Math.max(total, 1))}
    aria-label={title}
  >
    {percent(done, total)} %
  </progress>
)

/** `1,200 of 3,000`. */
export const DoneOf = ({ done, total }: { readonly done: number; readonly total: number }) => (
  <span class="figure">
    {formatCount(done)} of {formatCount(total)}
  </span>
)
