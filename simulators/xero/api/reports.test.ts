import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Session, startSession } from '../test-session.ts'

interface ReportRow {
  readonly RowType: string
  readonly Cells?: readonly { readonly Value: string }[]
  readonly Rows?: readonly ReportRow[]
}

let session: Session
before(async () => {
  session = await startSession({ world: 'demo' })
})
after(() => session.simulator.close())

async function rows(path: string): Promise<readonly (readonly string[])[]> {
  const answer = (await session.json(`api.xro/2.0/Reports/${path}`)) as unknown as {
    Reports: { Rows: ReportRow[] }[]
  }
  return (answer.Reports[0]?.Rows ?? [])
    .flatMap((one) => [one, ...(one.Rows ?? [])])
    .map((one) => (one.Cells ?? []).map((cell) => cell.Value))
}

test('the trial balance balances at any day', async () => {
  for (const day of ['2024-08-31', '2026-03-31', '2026-11-22']) {
    const [, , , debit, credit] = (await rows(`TrialBalance?date=${day}`)).at(-1) ?? []
    assert.ok(Number(debit) > 1000)
    assert.equal(debit, credit)
  }
})

test('net assets equal equity', async () => {
  const found = await rows('BalanceSheet?date=2026-10-31')
  const value = (title: string) => found.find(([name]) => name === title)?.[1]
  assert.equal(value('Net Assets'), value('Total Equity'))
})
