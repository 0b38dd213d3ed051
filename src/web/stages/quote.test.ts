import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ANN_HEADERS, askSite } from '../../../tests/support/ask-site.ts'
import { FAKE_RULES } from '../../../tests/support/fake-account.ts'
import { filterWords } from '../../core/filter-words.ts'
import { termsVersionFor } from '../../core/terms.ts'

const PAGE = '/filters/scn_1'
const text = async (answer: Response | Promise<Response>) => (await answer).text()

describe('the filters', () => {
  test('show every type with its counts, the price with VAT, and when it would be done', async () => {
    const html = await text(askSite().get(PAGE, ANN_HEADERS))
    for (const part of [
      '700 files on 560 documents',
      '£47.68',
      'plus 20 % VAT for UK customers (£9.54)',
      '1,000 files at 4p each',
      'Tuesday 24 November, 14:05',
      'Update Filters',
      'I accept the terms',
      '>Buy<',
    ]) {
      assert.ok(html.includes(part), part)
    }
    assert.equal(html.match(/type="checkbox" [^>]*name="types"[^>]*checked/g)?.length, 7)
  })

  test('an address with a filter shows it without keeping it', async () => {
    const { get, state } = askSite()
    const html = await text(
      get(`${PAGE}?chosen=1&types=bills&from=2026-01-01&to=2026-12-31`, ANN_HEADERS),
    )
    assert.match(html, /value="2026-01-01"/)
    assert.equal(html.match(/name="types"[^>]*checked/g)?.length, 1)
    assert.deepEqual(state.calls, [])
  })

  test('ticking all that is offered means all types there are', async () => {
    const { get, post, state } = askSite()
    const html = await text(get(PAGE, ANN_HEADERS))
    const offered = /name="offered" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const ticked = offered.split(' ').map((type) => ['types', type])
    await post(PAGE, [['offered', offered], ...ticked], ANN_HEADERS)
    assert.equal(filterWords(state.filter), 'All types; all dates')
    await post(PAGE, [['offered', offered], ...ticked.slice(1)], ANN_HEADERS)
    assert.equal(state.filter.types.length, ticked.length - 1)
  })

  test('presets are financial years and quarters; a year shows its months', async () => {
    const { get } = askSite()
    const html = await text(get(PAGE, ANN_HEADERS))
    assert.match(html, /data-from="2025-04-01" data-to="2026-03-31"[^>]*>2025\/26</)
    const year = `${PAGE}?chosen=1&types=bills&from=2026-01-01&to=2026-12-31`
    const months = await text(get(year, ANN_HEADERS))
    assert.match(months, /Files by month, 2026.*data-from="2026-02-01" data-to="2026-02-28"/s)
  })

  test('PDFs and history say what they cost in time and money', async () => {
    const html = await text(askSite().get(PAGE, ANN_HEADERS))
    assert.match(html, /640 calls, about 11 minutes more, £9\.60 more/)
    assert.match(html, /1,120 calls, about 19 minutes more</)
  })

  test('no type at all is the workbook alone', async () => {
    const html = await text(askSite().get(`${PAGE}?chosen=1`, ANN_HEADERS))
    assert.match(html, /The workbook alone, with no files\./)
    assert.match(html, /£10\.00/)
  })

  test('Update Filters keeps the filter', async () => {
    const { post, state } = askSite()
    const answer = await post(
      PAGE,
      [
        ['types', 'bills'],
        ['types', 'quotes'],
        ['from', '2026-01-01'],
      ],
      ANN_HEADERS,
    )
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), PAGE)
    assert.deepEqual(state.filter, { types: ['bills', 'quotes'], from: '2026-01-01', to: null })
  })

  test('the live preview is the parts of the page that follow from the filter', async () => {
    const headers = { ...ANN_HEADERS, 'X-Fragment': 'preview' }
    const html = await text(askSite().get(`${PAGE}?chosen=1&types=bills`, headers))
    assert.doesNotMatch(html, /<html|I accept/)
    for (const part of ['price', 'years', 'bar', 'count-bills']) {
      assert.ok(html.includes(`data-part="${part}"`), part)
    }
  })

  test('the live preview of a filter that makes no sense is 400 and the reason, in plain words', async () => {
    const headers = { ...ANN_HEADERS, 'X-Fragment': 'preview' }
    const ask = (query: string) => askSite().get(`${PAGE}?chosen=1&${query}`, headers)
    for (const [query, reason] of [
      ['types=nonsense', /^"nonsense" is not a type/],
      ['types=bills&from=2026-02-01&to=2026-01-01', /^The range ends on 1 January 2026, before/],
      ['types=bills&from=2026-02-30', /^"2026-02-30" is not a date/],
    ] as const) {
      const answer = await ask(query)
      assert.equal(answer.status, 400)
      assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
      const words = await answer.text()
      assert.match(words, reason)
      assert.doesNotMatch(words, /[<>]|&quot;/)
    }
  })

  const wrong = [
    [
      ['types', 'bills'],
      ['from', '2026-02-01'],
      ['to', '2026-01-01'],
      /The range ends on 1 January 2026, before/,
    ],
    [
      ['types', 'bills'],
      ['from', '2026-02-30'],
      ['to', ''],
      /&quot;2026-02-30&quot; is not a date/,
    ],
    [['types', '<i>'], ['from', '2026-02-01'], ['to', ''], /&quot;&lt;i&gt;&quot; is not a type/],
  ] as const
  for (const [types, from, to, message] of wrong) {
    test(`says what is wrong above the field and keeps the values: ${message.source}`, async () => {
      const { get, post, state } = askSite()
      const form = [[...types], [...from], [...to]]
      const query = new URLSearchParams([...form, ['chosen', '1']])
      for (const answer of [
        await post(PAGE, form, ANN_HEADERS),
        await get(`${PAGE}?${query}`, ANN_HEADERS),
        await post('/orders', [...form, ['scanId', 'scn_1'], ...ACCEPTED], ANN_HEADERS),
      ]) {
        assert.equal(answer.status, 400)
        const html = await answer.text()
        assert.match(html, message)
        assert.ok(html.includes(`value="${from[1]}"`))
        assert.match(html, /class="field-error"/)
      }
      assert.deepEqual(state.calls, [])
    })
  }
})

const TERMS = termsVersionFor(FAKE_RULES)
const ACCEPTED = [
  ['terms', 'accepted'],
  ['termsVersion', TERMS],
]
const ORDER = [
  ['scanId', 'scn_1'],
  ['types', 'bills'],
  ['net', '2800'],
  ['currency', 'GBP'],
]

describe('Buy', () => {
  test('orders what is ticked at the price that was shown', async () => {
    const { post, state } = askSite()
    const answer = await post('/orders', [...ORDER, ...ACCEPTED], ANN_HEADERS)
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), '/orders/ord_1/details')
    const shown = await (await askSite().get(PAGE, ANN_HEADERS)).text()
    assert.match(shown, /name="currency" value="GBP"/)
    assert.deepEqual(state.calls, [`order.buy 1 2800 ${TERMS}`])
  })

  const old = [
    ['terms', 'accepted'],
    ['termsVersion', '1999'],
  ]
  for (const [terms, status, words] of [
    [[], 400, /Tick the box to accept the terms\. Nothing was ordered\./],
    [ACCEPTED.slice(1), 400, /Tick the box to accept the terms\. Nothing was ordered\./],
    [old, 409, /The terms have changed since the page was opened/],
  ] as const) {
    test(`needs these very terms: ${JSON.stringify(terms)}`, async () => {
      const { post, state } = askSite()
      const answer = await post('/orders', [...ORDER, ...terms], ANN_HEADERS)
      assert.equal(answer.status, status)
      assert.match(await answer.text(), words)
      assert.deepEqual(state.calls, [])
    })
  }

  test('at a price of nothing it says that it starts at once, as it does', async () => {
    const { get } = askSite({ state: { free: true } })
    for (const headers of [ANN_HEADERS, { ...ANN_HEADERS, 'X-Fragment': 'preview' }]) {
      const html = await text(get(`${PAGE}?chosen=1&types=bills`, headers))
      assert.match(html, />Start backup</)
      assert.match(html, /The backup starts at once/)
      assert.doesNotMatch(html, />Buy<|then you pay with Stripe/)
    }
  })

  test('another price than the one shown is told, and nothing is ordered', async () => {
    const { post, state } = askSite()
    const form = [['scanId', 'scn_1'], ['types', 'bills'], ['net', '1'], ...ACCEPTED]
    const answer = await post('/orders', form, ANN_HEADERS)
    assert.equal(answer.status, 409)
    const html = await answer.text()
    assert.match(html, /The price has changed/)
    assert.match(html, /£28\.00/)
    assert.deepEqual(state.calls, [])
  })

  test('where nothing is to be paid it is Start backup, without a price', async () => {
    const { get, post, state } = askSite({ site: { paid: false } })
    const html = await text(get(PAGE, ANN_HEADERS))
    assert.match(html, />Start backup</)
    assert.doesNotMatch(html, /£|VAT|>Buy</)
    const form = [['scanId', 'scn_1'], ['types', 'bills'], ...ACCEPTED]
    const answer = await post('/orders', form, ANN_HEADERS)
    assert.equal(answer.headers.get('location'), '/backups/bak_1')
    assert.deepEqual(state.calls, [`order.buy 1 null ${TERMS}`])
  })
})
