import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { resourceNamed } from '../catalogue/index.ts'
import { createSum } from './exact-sum.ts'
import { recordRow } from './rows.ts'
import { createSums, summaryRows } from './summary.ts'

test('sums are exact, with the finest fraction met', () => {
  const sum = (...values: readonly string[]): string | null => {
    const adding = createSum()
    for (const value of values) adding.add(value)
    return adding.done()
  }
  assert.equal(sum(), null)
  assert.equal(sum('0.1', '0.2'), '0.3')
  assert.equal(sum('100', '-250'), '-150')
  assert.equal(sum('0.0001', '-0.0002'), '-0.0001')
  assert.equal(sum('1.005', '99999999999999.99'), '100000000000000.995')
  assert.equal(sum('0.123456', '5'), '5.123456')
})

test('any amounts of money add up as whole numbers do', () => {
  const units = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
  fc.assert(
    fc.property(fc.array(units, { minLength: 1 }), (values) => {
      const sum = createSum()
      for (const value of values) sum.add(withCents(value))
      assert.equal(sum.done(), withCents(values.reduce((all, one) => all + one, 0n)))
    }),
  )
})

function withCents(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(3, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

test('the summary tells rows beside Xero, and sums by currency and type', () => {
  const sums = createSums(
    {
      columns: [
        { title: 'Currency', path: 'CurrencyCode', kind: 'text' },
        { title: 'Total', path: 'Total', kind: 'money' },
        { title: 'Type', path: 'Type', kind: 'text' },
      ],
    },
    'GBP',
  )
  for (const [code, value, type] of [
    ['GBP', '1.10', 'ACCREC'],
    ['JPY', '500', 'ACCPAY'],
    ['', '0.05', ''],
    ['GBP', '7', 'ACCPAY'],
    ['GBP', '2.20', 'ACCREC'],
  ] as const) {
    sums.add([
      { kind: 'text', text: code },
      { kind: 'money', value },
      { kind: 'text', text: type },
    ])
  }
  const tally = { title: 'Invoices', resource: 'Invoices', rows: 3, sums: sums.done() }
  const rows = summaryRows([tally], new Map([['Invoices', 4]]), new Map())
  const texts = rows.map((row) =>
    row.map((cell) =>
      cell === null ? '' : 'text' in cell ? cell.text : 'value' in cell ? String(cell.value) : '',
    ),
  )
  assert.deepEqual(texts, [
    ['Invoices', 'Rows', '', '4', '3', 'Records were added or removed while they were read.'],
    ['Invoices', 'Sum of Total, ACCREC', 'GBP', '', '3.30', ''],
    ['Invoices', 'Sum of Total, ACCPAY', 'GBP', '', '7', ''],
    ['Invoices', 'Sum of Total, ACCPAY', 'JPY', '', '500', ''],
    ['Invoices', 'Sum of Total', '', '', '0.05', 'Xero tells no currency of these.'],
  ])
})

test('payments add up in the currency of what they settle, and nothing under a name it has not', () => {
  const sumsOf = (name: string, records: readonly object[]) => {
    const resource = resourceNamed(name)
    const sums = createSums(resource, 'GBP')
    for (const record of records) sums.add(recordRow(resource, record, null))
    return sums.done().map(({ column, currency, sum }) => `${column} ${currency} ${sum}`)
  }
  const settled = ['Invoice', 'CreditNote', 'Prepayment', 'Overpayment'].map((one, nth) => ({
    ...{ Amount: 2 ** nth, BankAmount: 7, [one]: { CurrencyCode: nth % 2 === 0 ? 'EUR' : 'GBP' } },
  }))
  const told = sumsOf('Payments', [...settled, { Amount: 16 }])
  assert.deepEqual(told, ['Amount EUR 5', 'Amount GBP 10', 'Amount  16'])
  for (const name of ['BankTransfers', 'Receipts', 'ExpenseClaims', 'Contacts', 'ProjectTasks']) {
    const record = { Amount: 1, Total: 1, rate: { value: 1 }, Balances: {} }
    assert.deepEqual(sumsOf(name, [record]), [], name)
  }
  assert.deepEqual(sumsOf('Items', [{ TotalCostPool: 3 }]), ['Total cost pool GBP 3'])
})

test('odd books of a type for each record have a summary that can be read', () => {
  const columns = [
    { title: 'Type', path: 'Type', kind: 'text' },
    { title: 'Total', path: 'Total', kind: 'money' },
  ] as const
  const sums = createSums({ columns, currency: 'base' }, 'GBP')
  for (let nth = 1; nth <= 10_000; nth++) {
    sums.add([
      { kind: 'text', text: `T${nth}` },
      { kind: 'money', value: '0.10' },
    ])
  }
  const told = sums.done()
  assert.equal(told.length, 21)
  assert.deepEqual(
    [told[0], told.at(-1)],
    [
      { column: 'Total', currency: 'GBP', type: 'T1', sum: '0.10' },
      { column: 'Total', currency: 'GBP', type: 'other types', sum: '998.00' },
    ],
  )
})
