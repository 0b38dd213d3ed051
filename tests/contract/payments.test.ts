import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { NOW, request, startBench } from './payments-bench.ts'

describe('opening a session', () => {
  test('the same request finds the same session, however often and at once', async () => {
    await using bench = await startBench()
    const first = await bench.payments.open(request)
    const more = await Promise.all([bench.payments.open(request), bench.make().open(request)])
    for (const each of more) assert.deepEqual(each, first)
    assert.match(first.url ?? '', /^http:\/\/127\.0\.0\.1:\d+\/c\/pay\/cs_/)
    assert.equal((await bench.sessions()).length, 1)
  })

  test('is exactly what was asked for: lines, tax, references, nothing personal in metadata', async () => {
    await using bench = await startBench()
    const { sessionId } = await bench.payments.open(request)
    const session = await bench.stripe.checkout.sessions.retrieve(sessionId, {
      expand: ['line_items', 'total_details.breakdown'],
    })
    const metadata = {
      order_id: 'ord_1',
      quote_id: 'quo_1',
      quote_hash: request.quoteHash,
      schema: '1',
    }
    assert.partialDeepStrictEqual(session, {
      mode: 'payment',
      ui_mode: 'hosted_page',
      currency: 'gbp',
      amount_subtotal: 12_000,
      amount_total: 14_400,
      client_reference_id: 'ord_1',
      customer_email: null,
      customer_creation: null,
      billing_address_collection: 'required',
      allow_promotion_codes: true,
      expires_at: (NOW + 3_600_000) / 1000,
      success_url: request.successUrl,
      cancel_url: request.cancelUrl,
      metadata,
    })
    assert.equal(session.tax_id_collection?.enabled, true)
    assert.equal(session.adaptive_pricing?.enabled, false)
    assert.deepEqual(session.metadata, metadata)
    const invoice = session.invoice_creation?.invoice_data
    assert.deepEqual(invoice?.metadata, metadata)
    assert.deepEqual(invoice?.custom_fields, [
      { name: 'Quote', value: 'quo_1' },
      { name: 'Customer', value: 'Ann & Søn Ltd' },
      { name: 'Customer VAT number', value: 'GB123456789' },
    ])
    assert.deepEqual(invoice?.account_tax_ids, ['txi_ours'])
    assert.equal(invoice?.footer, request.taxNote)
    assert.equal(session.customer_details?.email, 'ann@example.org')
    assert.equal(session.customer_details?.address?.postal_code, 'BS1 4QA')
    assert.equal(session.line_items?.data.length, 1)
    assert.equal(session.line_items?.data[0]?.description, request.title)
    const rate = session.total_details?.breakdown?.taxes[0]?.rate
    assert.partialDeepStrictEqual(
      { ...rate },
      {
        percentage: 20,
        inclusive: false,
        country: 'GB',
        tax_type: 'vat',
        active: true,
      },
    )
  })

  test('another amount under the same order, quote and attempt is a conflict', async () => {
    await using bench = await startBench()
    const { sessionId } = await bench.payments.open(request)
    await assert.rejects(bench.payments.open({ ...request, netMinor: 11_999 }), {
      kind: 'refuse',
      reason: 'conflict',
    })
    const next = await bench.payments.open({ ...request, attempt: 2 })
    assert.notEqual(next.sessionId, sessionId)
  })

  test('opened again after its end, it has no address any more', async () => {
    await using bench = await startBench()
    const { sessionId } = await bench.payments.open(request)
    await bench.payments.expire(sessionId)
    assert.partialDeepStrictEqual(await bench.payments.open(request), { sessionId, url: null })
  })

  test('empty and overlong texts are fitted to what Stripe takes', async () => {
    await using bench = await startBench()
    const named = (name: string) => ({ ...request.customer, name })
    const long = { title: '🏦'.repeat(400), customer: named('é\n'.repeat(200)) }
    await bench.payments.open({ ...request, ...long })
    const bare = { ...request, orderId: 'ord_2', description: ' ', customer: named('') }
    await bench.payments.open(bare)
    assert.equal((await bench.sessions()).length, 2)
  })

  test('an address that Stripe does not take is refused with its field', async () => {
    await using bench = await startBench()
    const refused = { kind: 'refuse', field: 'email' }
    await assert.rejects(
      bench.payments.open({ ...request, customer: { ...request.customer, email: 'ann@nowhere' } }),
      refused,
    )
  })
})

describe('UK VAT', () => {
  test('the rate is made once, by two at once too, and found again', async () => {
    await using bench = await startBench()
    const orders = ['ord_1', 'ord_2', 'ord_3'].map((orderId) => ({ ...request, orderId }))
    await Promise.all(orders.map((order) => bench.payments.open(order)))
    await bench.make().open({ ...request, orderId: 'ord_4' })
    const rates = await bench.stripe.taxRates.list()
    assert.deepEqual(
      rates.data.map((rate) => rate.id),
      [bench.settings.get('stripe.uk-vat-rate.test')],
    )
  })

  test('a rate that is gone, archived, inclusive or not 20 % is never used', async () => {
    await using bench = await startBench()
    const { taxRates } = bench.stripe
    const rate = { display_name: 'VAT', percentage: 20, inclusive: false }
    const archived = (await taxRates.create(rate)).id
    await taxRates.update(archived, { active: false })
    const inclusive = (await taxRates.create({ ...rate, inclusive: true })).id
    const reduced = (await taxRates.create({ ...rate, percentage: 5 })).id
    for (const [at, bad] of ['txr_gone', archived, inclusive, reduced].entries()) {
      bench.settings.set('stripe.uk-vat-rate.test', bad)
      const { sessionId } = await bench.payments.open({ ...request, orderId: `ord_${at}` })
      assert.equal((await bench.payments.status(sessionId)).taxMinor, 2_400)
      assert.notEqual(bench.settings.get('stripe.uk-vat-rate.test'), bad)
    }
  })

  test('our own rate, archived an hour later, is replaced by a new one', async () => {
    await using bench = await startBench()
    await bench.payments.open(request)
    const made = bench.settings.get('stripe.uk-vat-rate.test') ?? ''
    await bench.stripe.taxRates.update(made, { active: false })
    const { sessionId } = await bench.payments.open({ ...request, orderId: 'ord_2' })
    assert.equal((await bench.payments.status(sessionId)).taxMinor, 2_400)
    assert.notEqual(bench.settings.get('stripe.uk-vat-rate.test'), made)
  })

  test('elsewhere there is no tax, and no rate is made', async () => {
    await using bench = await startBench()
    const { sessionId } = await bench.payments.open({ ...request, tax: 'none' })
    const status = await bench.payments.status(sessionId)
    assert.deepEqual([status.taxMinor, status.totalMinor], [0, 12_000])
    assert.equal((await bench.stripe.taxRates.list()).data.length, 0)
  })

  test('tax is rounded half up to the penny', async () => {
    await using bench = await startBench()
    const cases = [
      [52, 10],
      [53, 11],
      [9_999_999, 2_000_000],
      [1_002, 200],
      [1_003, 201],
    ] as const
    for (const [netMinor, tax] of cases) {
      const order = { ...request, orderId: `ord_${netMinor}`, netMinor }
      const { sessionId } = await bench.payments.open(order)
      assert.equal((await bench.payments.status(sessionId)).taxMinor, tax, `${netMinor}`)
    }
  })
})
