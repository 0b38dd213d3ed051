import type { Resource } from '../catalogue/resource.ts'
import type { Decimal } from '../decimal.ts'
import { createSum, type ExactSum } from './exact-sum.ts'
import { textCell } from './rows.ts'
import type { Row, SheetColumn } from './sheet.ts'

/** The sheet `Summary` and `summary.csv`: what Xero says there is, beside what is in here. */
export const SUMMARY_COLUMNS: readonly SheetColumn[] = [
  { title: 'Sheet', kind: 'text' },
  { title: 'Measure', kind: 'text' },
  { title: 'Currency', kind: 'text' },
  { title: 'In Xero', kind: 'decimal' },
  { title: 'In this archive', kind: 'decimal' },
  { title: 'Note', kind: 'text' },
]

/** The measure of a sheet's rows, by which `verify` counts them. */
export const ROWS_MEASURE = 'Rows'

/** Counts and sums of one sheet. */
export interface SheetTally {
  readonly title: string
  /** Null for the lines inside of records. */
  readonly resource: string | null
  readonly rows: number
  /** By `column\u0000currency`, in the order met. */
  readonly sums: ReadonlyMap<string, Decimal>
}

/** `told` is Xero's own count of a resource's records, `note` why it could not be had. */
export function summaryRows(
  tallies: readonly SheetTally[],
  told: ReadonlyMap<string, number | null>,
  notes: ReadonlyMap<string, string>,
): readonly Row[] {
  return tallies.flatMap(({ title, resource, rows, sums }): readonly Row[] => {
    const inXero = resource === null ? null : (told.get(resource) ?? null)
    const note = resource === null ? '' : (notes.get(resource) ?? difference(inXero, rows))
    return [
      row(title, ROWS_MEASURE, '', inXero === null ? null : String(inXero), String(rows), note),
      ...[...sums].map(([key, sum]) => {
        const [column = '', currency = ''] = key.split('\u0000')
        return row(title, `Sum of ${column}`, currency, null, sum, '')
      }),
    ]
  })
}

const difference = (inXero: number | null, rows: number): string =>
  inXero === null || inXero === rows ? '' : 'Records were added or removed while they were read.'

const row = (
  title: string,
  measure: string,
  currency: string,
  inXero: Decimal | null,
  here: Decimal,
  note: string,
): Row => [
  textCell(title),
  textCell(measure),
  textCell(currency),
  inXero === null ? null : { kind: 'decimal', value: inXero },
  { kind: 'decimal', value: here },
  textCell(note),
]

/** Adds up exact decimals of a sheet's money columns, by currency. */
export interface Sums {
  add(row: Row): void
  done(): ReadonlyMap<string, Decimal>
}

/** Sums of the money columns of a resource's rows. Without a currency's column the base's is meant. */
export function createSums({ columns }: Pick<Resource, 'columns'>, base: string): Sums {
  const money = columns.flatMap(({ kind, title }, nth) =>
    kind === 'money' ? [{ nth, title }] : [],
  )
  const currency = columns.findIndex(({ title }) => title === 'Currency')
  const byCurrency = new Map<string, readonly ExactSum[]>()
  return {
    add(cells) {
      if (money.length === 0) return
      const cell = currency < 0 ? null : cells[currency]
      const code = cell?.kind === 'text' ? cell.text : base
      const sums = byCurrency.get(code) ?? money.map(createSum)
      byCurrency.set(code, sums)
      for (let place = 0; place < sums.length; place++) {
        const amount = cells[money[place]?.nth ?? -1]
        if (amount?.kind === 'money') sums[place]?.add(amount.value)
      }
    },
    done: () =>
      new Map(
        [...byCurrency].flatMap(([code, sums]) =>
          sums.flatMap((sum, place): readonly (readonly [string, Decimal])[] => {
            const told = sum.done()
            return told === null ? [] : [[`${money[place]?.title ?? ''}\u0000${code}`, told]]
          }),
        ),
      ),
  }
}
