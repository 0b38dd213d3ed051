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
  readonly sums: readonly ColumnSum[]
}

export interface ColumnSum {
  readonly column: string
  /** Empty where Xero does not tell it. */
  readonly currency: string
  /** As Xero spells it; empty where the records have none. */
  readonly type: string
  readonly sum: Decimal
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
      ...sums.map(({ column, currency, type, sum }) => {
        const measure = type === '' ? `Sum of ${column}` : `Sum of ${column}, ${type}`
        return row(title, measure, currency, null, sum, currency === '' ? NO_CURRENCY : '')
      }),
    ]
  })
}

const NO_CURRENCY = 'Xero tells no currency of these.'

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

/** Adds up exact decimals of a sheet's money columns, by currency and type. */
export interface Sums {
  add(row: Row): void
  done(): readonly ColumnSum[]
}

/** Twice as many as any list of Xero's has: what comes in the place of a type can't fill the summary. */
const MOST_TYPES = 20
const OTHER_TYPES = 'other types'

interface Group {
  readonly currency: string
  readonly type: string
  /** For each column of money. */
  readonly sums: readonly ExactSum[]
}

/**
 * Sums of the money columns of a resource's rows: what is owed to and by the organisation stands in one
 * list, and would make a number that says nothing. Amounts of which nothing tells the currency are not
 * added up; where a record leaves it out, its amounts have a sum of their own, without a name.
 */
export function createSums(
  { columns, currency }: Pick<Resource, 'columns' | 'currency'>,
  base: string,
): Sums {
  const titles = typeof currency === 'object' ? currency.columns : ['Currency']
  const currencies = currency === 'base' ? [] : placesOf(columns, titles)
  const isKnown = currency === 'base' || currencies.length > 0
  const others = typeof currency === 'object' ? currency.not : []
  const money = columns.flatMap(({ kind, title }, nth) =>
    kind === 'money' && isKnown && !others.includes(title) ? [{ nth, title }] : [],
  )
  const [typeAt] = placesOf(columns, ['Type'])
  const currencyOf = (cells: Row): string => {
    if (currency === 'base') return base
    for (const place of currencies) {
      const told = textAt(cells, place)
      if (told !== '') return told
    }
    return ''
  }
  const groups = new Map<string, Map<string, Group>>()
  const groupOf = (cells: Row): Group => {
    const code = currencyOf(cells)
    const byType = groups.get(code) ?? new Map<string, Group>()
    const told = textAt(cells, typeAt)
    const type = byType.has(told) || byType.size < MOST_TYPES ? told : OTHER_TYPES
    const known = byType.get(type)
    if (known) return known
    const group = { currency: code, type, sums: money.map(createSum) }
    groups.set(code, byType.set(type, group))
    return group
  }
  return {
    add(cells) {
      if (money.length === 0) return
      const { sums } = groupOf(cells)
      for (let place = 0; place < sums.length; place++) {
        const amount = cells[money[place]?.nth ?? -1]
        if (amount?.kind === 'money') sums[place]?.add(amount.value)
      }
    },
    done: () =>
      [...groups.values()]
        .flatMap((byType) => [...byType.values()])
        .flatMap(({ currency, type, sums }) =>
          sums.flatMap((one, place): readonly ColumnSum[] => {
            const sum = one.done()
            const column = money[place]?.title ?? ''
            return sum === null ? [] : [{ column, currency, type, sum }]
          }),
        ),
  }
}

const placesOf = (columns: Resource['columns'], titles: readonly string[]): readonly number[] =>
  titles.map((name) => columns.findIndex(({ title }) => title === name)).filter((at) => at >= 0)

function textAt(cells: Row, place: number | undefined): string {
  const cell = place === undefined ? null : cells[place]
  return cell?.kind === 'text' ? cell.text : ''
}
