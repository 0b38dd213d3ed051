import assert from 'node:assert/strict'
import { test } from 'node:test'
import Stripe from 'stripe'
import { orderOf, startBench, ukVat, WEBHOOK_SECRET } from './start-for-test.ts'

test('a session is created, paid, told by webhook and read back whole', async () => {
  await using bench = await startBench()
  const { stripe } = bench
  const vat = await ukVat(stripe)
  const session = await stripe.checkout.sessions.create(orderOf(vat.id), {
    idempotencyKey: 'cs:o1:abc:1',
  })
  assert.equal(session.amount_subtotal, 5207)
  assert.equal(session.total_details?.amount_tax, 1041)
  assert.equal(session.amount_total, 6248)
  assert.equal(session.status, 'open')
  assert.equal(session.payment_intent, null)
  assert.equal(session.url, `${bench.simulator.url}/c/pay/${session.id}`)

  const page = await (await fetch(session.url ?? '')).text()
  for (const words of [
    '£52.07',
    '£10.41',
    '£62.48',
    'buyer@example.com',
    'Stripe simulator checkout (test)',
    '>Pay<',
    '>Cancel<',
  ]) {
    assert.ok(page.includes(words), words)
  }

  const answer = await bench.pay(session.id, { tax_id: 'GB 123 4567 89' })
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.get('location'), `http://127.0.0.1:9/done?session_id=${session.id}`)

  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: [
      'payment_intent.latest_charge',
      'invoice',
      'line_items',
      'total_details.breakdown',
      'customer',
    ],
  })
  assert.equal(paid.status, 'complete')
  assert.equal(paid.payment_status, 'paid')
  assert.deepEqual(paid.customer_details?.tax_ids, [{ type: 'gb_vat', value: 'GB123456789' }])
  assert.equal(paid.customer_details?.address?.country, 'GB')
  const intent = paid.payment_intent as Stripe.PaymentIntent
  const charge = intent.latest_charge as Stripe.Charge
  assert.equal(intent.status, 'succeeded')
  assert.equal(intent.metadata.order_id, 'o1')
  assert.equal(charge.payment_method_details?.card?.country, 'GB')
  assert.equal(charge.amount, 6248)
  assert.equal(paid.line_items?.data[0]?.amount_tax, 1041)
  assert.equal(paid.total_details?.breakdown?.taxes[0]?.rate.id, vat.id)
  assert.equal(paid.total_details?.breakdown?.taxes[0]?.taxable_amount, 5207)
  assert.equal((paid.customer as Stripe.Customer).email, 'buyer@example.com')
  const invoice = paid.invoice as Stripe.Invoice
  assert.match(invoice.number ?? '', /^[0-9A-Z]{8}-0001$/)
  assert.equal(invoice.total, 6248)
  assert.equal(invoice.total_taxes?.[0]?.amount, 1041)

  const types = await bench.eventTypes()
  for (const type of [
    'checkout.session.completed',
    'payment_intent.succeeded',
    'charge.succeeded',
    'invoice.paid',
  ]) {
    assert.equal(types.filter((each) => each === type).length, 1, type)
  }
  const completed = bench.received.find((each) =>
    each.body.includes('"checkout.session.completed"'),
  )
  assert.ok(completed)
  const event = Stripe.webhooks.constructEvent(
    completed.body,
    completed.signature,
    WEBHOOK_SECRET,
    300,
    undefined,
    bench.clock.now(),
  )
  assert.equal(event.type, 'checkout.session.completed')
  assert.equal(event.api_version, '2026-10-28.endive')
  assert.throws(() =>
    Stripe.webhooks.constructEvent(
      completed.body,
      completed.signature,
      'whsec_other',
      300,
      undefined,
      bench.clock.now(),
    ),
  )

  const again = await bench.pay(session.id)
  assert.equal(again.status, 409)
  assert.match(await again.text(), /order is complete/)
})

test('the paid invoice has a page, a PDF and a mail', async () => {
  await using bench = await startBench()
  const session = await bench.stripe.checkout.sessions.create(orderOf())
  await bench.pay(session.id)
  const paid = await bench.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['invoice.payments'],
  })
  const invoice = paid.invoice as Stripe.Invoice
  assert.equal(invoice.payments?.data[0]?.amount_paid, 5207)
  const pdf = Buffer.from(await (await fetch(invoice.invoice_pdf ?? '')).arrayBuffer()).toString(
    'latin1',
  )
  assert.ok(pdf.startsWith('%PDF-1.4'))
  const at = Number(/startxref\n(\d+)/.exec(pdf)?.[1])
  assert.equal(pdf.slice(at, at + 4), 'xref')
  assert.match(pdf, /Total: £52\.07/)
  const page = await (await fetch(invoice.hosted_invoice_url ?? '')).text()
  assert.match(page, /Quote: Q-17/)
  const { mails } = await bench.control('state')
  assert.deepEqual(
    Object(mails).map((mail: { about: string }) => mail.about),
    [invoice.id],
  )
})

test('a declined card shows the page again and leaves the session open', async () => {
  await using bench = await startBench()
  const session = await bench.stripe.checkout.sessions.create(orderOf())
  const declined = await bench.pay(session.id, { payment_method: 'card_declined' })
  assert.equal(declined.status, 422)
  assert.match(await declined.text(), /Your card was declined/)
  const open = await bench.stripe.checkout.sessions.retrieve(session.id)
  assert.equal(open.status, 'open')
  assert.equal(open.payment_status, 'unpaid')
  assert.equal((await bench.pay(session.id)).status, 303)
  const listed = await bench.stripe.charges.list({ payment_intent: String(open.payment_intent) })
  assert.deepEqual(
    listed.data.map((charge) => charge.status),
    ['succeeded', 'failed'],
  )
})

test('the hosted page refuses an incomplete address and a malformed tax ID, and escapes what was typed', async () => {
  await using bench = await startBench()
  const session = await bench.stripe.checkout.sessions.create(orderOf())
  const answer = await bench.pay(session.id, { line1: '', tax_id: 'nonsense', name: '<b>"x"' })
  assert.equal(answer.status, 422)
  const page = await answer.text()
  assert.match(page, /first line of the address/)
  assert.match(page, /tax ID is not valid/)
  assert.ok(page.includes('&lt;b&gt;&quot;x&quot;'))
})

test('a promotion code of 100 % leaves nothing to pay: no intent, and still complete', async () => {
  await using bench = await startBench()
  const { stripe } = bench
  const vat = await ukVat(stripe)
  const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once' })
  await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
    code: 'GIFT',
    max_redemptions: 1,
  })
  const session = await stripe.checkout.sessions.create(orderOf(vat.id))
  const shown = await bench.pay(session.id, { promotion_code: 'gift', action: 'apply' })
  assert.match(await shown.text(), /−£52\.07/)
  assert.equal((await bench.pay(session.id, { promotion_code: 'gift' })).status, 303)
  const free = await stripe.checkout.sessions.retrieve(session.id)
  assert.equal(free.payment_status, 'no_payment_required')
  assert.equal(free.payment_intent, null)
  assert.equal(free.amount_total, 0)
  assert.equal(free.amount_subtotal, 5207)
  assert.equal(free.total_details?.amount_discount, 5207)
  const next = await stripe.checkout.sessions.create(orderOf(vat.id))
  assert.equal((await bench.pay(next.id, { promotion_code: 'GIFT' })).status, 422)
})

test('automatic tax follows the country the buyer gives', async () => {
  await using bench = await startBench()
  for (const [country, tax] of [
    ['GB', 1041],
    ['IM', 1041],
    ['JE', 0],
    ['DE', 0],
  ] as const) {
    const session = await bench.stripe.checkout.sessions.create({
      ...orderOf(),
      automatic_tax: { enabled: true },
    })
    assert.equal(session.total_details?.amount_tax, 0)
    assert.equal((await bench.pay(session.id, { country })).status, 303)
    const paid = await bench.stripe.checkout.sessions.retrieve(session.id)
    assert.equal(paid.total_details?.amount_tax, tax, country)
    assert.equal(paid.amount_total, 5207 + tax)
  }
})
