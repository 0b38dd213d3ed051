import type { Row } from '../worlds/row.ts'

/** Amounts in reports are texts with two decimals. */
export function amount(minor: number): string {
  return (Math.round(minor) / 100).toFixed(2)
}

export function header(...titles: readonly string[]): Row {
  return { RowType: 'Header', Cells: titles.map((Value) => ({ Value })) }
}

export function section(title: string, rows: readonly Row[]): Row {
  return { RowType: 'Section', Title: title, Rows: rows }
}

export function summary(...values: readonly string[]): Row {
  return { RowType: 'SummaryRow', Cells: values.map((Value) => ({ Value })) }
}

/** A row whose every cell names the account it is about. */
export function accountRow(accountId: string, ...values: readonly string[]): Row {
  const Attributes = [{ Value: accountId, Id: 'account' }]
  return { RowType: 'Row', Cells: values.map((Value) => ({ Value, Attributes })) }
}

export function plainRow(...values: readonly string[]): Row {
  return { RowType: 'Row', Cells: values.map((Value) => ({ Value })) }
}

/** `24 April 2019` */
export function longDay(ms: number): string {
  return new Date(ms).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
}
