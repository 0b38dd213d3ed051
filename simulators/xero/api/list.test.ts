import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Session, signIn, startSession } from '../test-session.ts'
import type { Row } from '../worlds/row.ts'

let session: Session
before(async () => {
  session = await startSession({ world: 'demo' })
})
after(() => session.simulator.close())

const API = 'api.xro/2.0'

async function read(
  path: string,
  headers?: Record<string, string>,
): Promise<Record<string, readonly Row[]> & { pagination?: Row }> {
  return (await session.json(`${API}/${path}`, headers)) as never
}

async function rows(
  resource: string,
  query: string,
  headers?: Record<string, string>,
): Promise<readonly Row[]> {
  return (await read(`${resource}?${query}`, headers))[resource] ?? []
}

test('a page has lines and a pagination block before its rows; a bare list has neither', async () => {
  const words = await (await session.get(`${API}/Invoices?page=3&pageSize=100`)).text()
  assert.ok(words.indexOf('"pagination"') < words.indexOf('"Invoices"'))
  const paged = JSON.parse(words)
  assert.deepEqual(paged.pagination, { page: 3, pageSize: 100, pageCount: 3, itemCount: 232 })
  assert.equal(paged.Invoices.length, 32)
  assert.ok(paged.Invoices[0].LineItems.length > 0)
  const bare = await read('Invoices')
  assert.equal(bare.pagination, undefined)
  assert.equal(bare.Invoices?.length, 232)
  assert.deepEqual(bare.Invoices?.[0]?.LineItems, [])
})

test('page sizes are clamped, and a page past the end is empty', async () => {
  assert.equal((await read('Invoices?page=1&pageSize=5000')).pagination?.pageSize, 1000)
  assert.equal((await read('Invoices?page=1&pageSize=0')).pagination?.pageSize, 1)
  assert.equal((await read('Invoices?page=1')).pagination?.pageSize, 100)
  assert.deepEqual((await read('Invoices?page=99')).Invoices, [])
})

test('pages of any size give every record once', async () => {
  const ids = new Set<unknown>()
  for (let page = 1; page <= 6; page += 1) {
    for (const row of await rows('Invoices', `page=${page}&pageSize=41`)) ids.add(row.InvoiceID)
  }
  assert.equal(ids.size, 232)
})

test('lists and single records differ as Xero’s do, and nulls are left out', async () => {
  const [listed] = await rows('Invoices', 'where=HasAttachments==true&page=1&pageSize=1')
  const [single] = (await read(`Invoices/${String(listed?.InvoiceID)}`)).Invoices ?? []
  assert.equal(listed?.Attachments, undefined)
  assert.ok(Array.isArray(single?.Attachments) && single.Attachments.length > 0)
  assert.ok(
    String((single.Attachments[0] as Row).Url).startsWith(
      `${session.simulator.api}/api.xro/2.0/Invoices/`,
    ),
  )
  assert.match(String(listed?.Date), /^\/Date\(\d+\+0000\)\/$/)
  assert.match(String(listed?.DateString), /^\d{4}-\d\d-\d\dT00:00:00$/)
  assert.match(String(listed?.UpdatedDateUTCString), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  const words = await (await session.get(`${API}/Invoices?page=1&pageSize=1000`)).text()
  assert.ok(!words.includes(':null'))
  assert.match(words, /"Total":\d+\.\d\d,/)
})

test('quotes have their own wrapping, dates and paging', async () => {
  const answer = await session.get(`${API}/Quotes?page=1`)
  assert.equal(answer.headers.get('content-type'), 'application/json')
  const words = await answer.text()
  assert.ok(words.startsWith('{"SummarizeErrors":true,'))
  const { Quotes: quotes, pagination } = JSON.parse(words)
  assert.equal(pagination, undefined)
  assert.match(quotes[0].Date, /^\/Date\(\d+\)\/$/)
  assert.equal(quotes[0].HasAttachments, undefined)
  assert.match(quotes[0].LineAmountTypes, /^[A-Z]+$/)
})

test('purchase orders are always paged; other lists never', async () => {
  assert.equal((await read('PurchaseOrders')).pagination?.pageSize, 100)
  assert.equal((await read('BankTransfers?page=1')).pagination, undefined)
})

test('where, order, parameters and If-Modified-Since select rows', async () => {
  const all = await rows('Invoices', '')
  const bills = await rows(
    'Invoices',
    `where=${encodeURIComponent('Type=="ACCPAY" AND Status=="PAID"')}`,
  )
  assert.equal(
    bills.length,
    all.filter((row) => row.Type === 'ACCPAY' && row.Status === 'PAID').length,
  )
  const newest = await rows('Invoices', 'order=Date DESC')
  const days = newest.map((row) => String(row.DateString))
  assert.deepEqual(days, days.toSorted().reverse())
  const two = all.slice(3, 5).map((row) => String(row.InvoiceID))
  assert.deepEqual(
    (await rows('Invoices', `IDs=${two.join(',')}`)).map((row) => row.InvoiceID),
    two,
  )
  const voided = await read('Invoices?Statuses=VOIDED')
  assert.ok(voided.pagination !== undefined && (voided.Invoices?.length ?? 0) > 0)
  const since = '2026-06-01T00:00:00'
  const changed = await rows('Invoices', '', { 'if-modified-since': since })
  assert.equal(
    changed.length,
    all.filter((row) => String(row.UpdatedDateUTCString) >= since).length,
  )
  assert.ok(changed.length > 0 && changed.length < all.length)
  const problem = await session.get(`${API}/Invoices?where=Nope==1&page=1`)
  assert.equal(problem.status, 400)
  assert.equal(((await problem.json()) as Row).Type, 'QueryParseException')
})

test('archived contacts and deleted transfers show only when asked for', async () => {
  const active = await rows('Contacts', 'page=1&pageSize=1000')
  const every = await rows('Contacts', 'page=1&pageSize=1000&includeArchived=true')
  assert.equal(every.length, 64)
  assert.ok(active.length < every.length)
})

test('unit prices have four decimals when asked for', async () => {
  const words = async (query: string) =>
    (await session.get(`${API}/Invoices?page=1${query}`)).text()
  assert.match(await words(''), /"UnitAmount":\d+\.\d\d,/)
  assert.match(await words('&unitdp=4'), /"UnitAmount":\d+\.\d{4},/)
})

test('summaryOnly drops what a scan would need', async () => {
  const [row] = await rows('Invoices', 'summaryOnly=true')
  assert.equal(row?.HasAttachments, undefined)
  assert.equal(row?.LineItems, undefined)
})

test('without Accept the answer is XML; unknown things are an HTML page', async () => {
  const answer = await session.get(`${API}/Organisation`, { accept: '*/*' })
  assert.match(answer.headers.get('content-type') ?? '', /^text\/xml/)
  for (const path of [
    'Nothing',
    'Invoices/8a508ec1-b578-48bf-97df-020c918fbf7d',
    'Prepayments/x/Attachments',
    'Invoices/%E0%A4%A',
  ]) {
    const missing = await session.get(`${API}/${path}`)
    assert.equal(missing.status, 404, path)
    assert.match(missing.headers.get('content-type') ?? '', /^text\/html/)
  }
})

test('a missing scope is a 401 with Xero’s misspelling', async () => {
  const narrow = await signIn(
    session.simulator,
    undefined,
    undefined,
    'openid accounting.settings.read',
  )
  for (const path of ['Invoices', 'Journals', 'Receipts', 'Reports/TrialBalance']) {
    const refused = await narrow.get(`${API}/${path}`)
    assert.equal(refused.status, 401, path)
    assert.equal(refused.headers.get('www-authenticate'), 'Bearer error="insufficent_scope"')
  }
  assert.equal((await narrow.get(`${API}/Items`)).status, 200)
  assert.equal((await narrow.get('files.xro/1.0/Files')).status, 401)
})

test('a document is printed when PDF is accepted', async () => {
  const [quote] = await rows('Quotes', '')
  const answer = await session.get(`${API}/Quotes/${String(quote?.QuoteID)}`, {
    accept: 'application/pdf',
  })
  assert.equal(answer.headers.get('content-type'), 'application/pdf')
  assert.ok((await answer.text()).startsWith('%PDF-'))
})
