import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resourceNamed } from './catalogue/index.ts'
import { type BooksFacts, callsOf, PAGES_A_CALL, placeOf } from './scan-calls.ts'

const BOOKS: BooksFacts = {
  yearEnd: { day: 31, month: 3 },
  oldest: '2025-06-01',
  today: '2026-11-22',
  country: 'GB',
  ids: async (resource) => [`${resource} 1`, `${resource} 2`],
  owing: async (of) => [`${of} 1`],
}

const calls = (name: string, change: Partial<BooksFacts> = {}) =>
  callsOf(resourceNamed(name), { ...BOOKS, ...change })

test('a list is one call', async () => {
  assert.deepEqual(await calls('Invoices'), [
    { path: ['Invoices'], query: { unitdp: '4', includeArchived: 'true' } },
  ])
})

test('a report is a call for each year, by its day or its days', async () => {
  assert.deepEqual(
    (await calls('TrialBalance')).map((call) => call.query),
    [{ date: '2026-03-31' }, { date: '2026-11-22' }],
  )
  assert.deepEqual((await calls('ProfitAndLoss'))[0], {
    path: ['Reports', 'ProfitAndLoss'],
    query: { fromDate: '2025-04-01', toDate: '2026-03-31' },
  })
})

test('what hangs on records is a call for each of them', async () => {
  assert.deepEqual(
    (await calls('GroupMembers')).map((call) => call.path),
    [
      ['ContactGroups', 'ContactGroups 1'],
      ['ContactGroups', 'ContactGroups 2'],
    ],
  )
  const [aged] = await calls('AgedPayablesByContact')
  assert.deepEqual(aged?.query, { contactId: 'AccountsPayable 1', date: '2026-11-22' })
})

test('every state of assets is asked for', async () => {
  assert.deepEqual(
    (await calls('Assets')).map((call) => call.query['status']),
    ['DRAFT', 'REGISTERED', 'DISPOSED'],
  )
})

test('what exists in one country alone is not asked for elsewhere', async () => {
  assert.equal((await calls('CISSettings')).length, 2)
  assert.deepEqual(await calls('CISSettings', { country: 'NZ' }), [])
})

test('a page tells its call and its place there', () => {
  assert.deepEqual(placeOf(resourceNamed('Invoices'), 70_003), { call: 0, page: 70_003 })
  assert.deepEqual(placeOf(resourceNamed('Assets'), 2 * PAGES_A_CALL + 3), { call: 2, page: 3 })
  assert.deepEqual(placeOf(resourceNamed('Assets'), 1), { call: 0, page: 1 })
})
