import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { type Bench, orderOf, startBench, ukVat } from './start-for-test.ts'

async function paidSession(bench: Bench, fields = {}): Promise<Stripe.Checkout.Session> {
  const vat = await ukVat(bench.stripe)
  const session = await bench.stripe.checkout.sessions.create(orderOf(vat.id))
  await bench.pay(session.id, fields)
  return bench.stripe.checkout.sessions.retrieve(session.id)
}

test('a charge is refunded in part, then for the rest, then no more', async () => {
  await using bench = await startBench()
  const { refunds, charges } = bench.stripe
  const payment_intent = String((await paidSession(bench)).payment_intent)
  const part = await refunds.create({
    payment_intent,
    amount: 1000,
    reason: 'requested_by_customer',
  })
  assert.equal(part.status, 'succeeded')
  await assert.rejects(
    refunds.create({ payment_intent, amount: 5249 }),
    /greater than unrefunded amount/,
  )
  const rest = await refunds.create({ payment_intent })
  assert.equal(rest.amount, 5248)
  const charge = await charges.retrieve(String(part.charge), { expand: ['refunds'] })
  assert.equal(charge.refunded, true)
  assert.deepEqual(
    charge.refunds?.data.map((refund) => refund.amount),
    [5248, 1000],
  )
  await assert.rejects(refunds.create({ payment_intent }), {
    code: 'charge_already_refunded',
    statusCode: 400,
  })
  assert.equal((await refunds.list({ payment_intent })).data.length, 2)
  const types = await bench.eventTypes()
  assert.equal(types.filter((type) => type === 'charge.refunded').length, 2)
})

test('the refund of a debit waits for the bank, and may fail', async () => {
  await using bench = await startBench()
  const session = await paidSession(bench, { payment_method: 'debit_succeeds' })
  const payment_intent = String(session.payment_intent)
  await assert.rejects(bench.stripe.refunds.create({ payment_intent }), {
    code: 'charge_not_refundable',
  })
  await bench.control('settle', { session: session.id, outcome: 'succeeded' })
  const refund = await bench.stripe.refunds.create({ payment_intent })
  assert.equal(refund.status, 'pending')
  await bench.control('refund', { refund: refund.id, status: 'failed' })
  assert.equal((await bench.stripe.refunds.retrieve(refund.id)).status, 'failed')
  assert.equal((await bench.stripe.charges.retrieve(String(refund.charge))).amount_refunded, 0)
  assert.ok((await bench.eventTypes()).includes('refund.failed'))
})

test('a credit note over the whole invoice refunds it with its VAT', async () => {
  await using bench = await startBench()
  const session = await paidSession(bench)
  const invoice = String(session.invoice)
  const note = await bench.stripe.creditNotes.create({
    invoice,
    amount: 6248,
    refund_amount: 6248,
    reason: 'order_change',
  })
  assert.equal(note.total, 6248)
  assert.equal(note.total_excluding_tax, 5207)
  assert.equal(note.total_taxes?.[0]?.amount, 1041)
  assert.match(note.number, /-0001-CN-01$/)
  const refund = await bench.stripe.refunds.retrieve(String(note.refunds[0]?.refund))
  assert.equal(refund.amount, 6248)
  const credited = await bench.stripe.invoices.retrieve(invoice)
  assert.equal(credited.post_payment_credit_notes_amount, 6248)
  await assert.rejects(bench.stripe.creditNotes.create({ invoice, amount: 1, refund_amount: 1 }), {
    statusCode: 400,
  })
  assert.equal((await fetch(note.pdf)).headers.get('content-type'), 'application/pdf')
})

test('a credit note by line carries tax in proportion and must be accounted for', async () => {
  await using bench = await startBench()
  const session = await paidSession(bench)
  const invoice = await bench.stripe.invoices.retrieve(String(session.invoice))
  const lines = [
    { type: 'invoice_line_item', invoice_line_item: invoice.lines.data[0]?.id ?? '', amount: 1000 },
  ] as const
  const params = { invoice: invoice.id, lines: [...lines] }
  await assert.rejects(
    bench.stripe.creditNotes.create({ ...params, refund_amount: 1000 }),
    /must equal the total/,
  )
  const refund = await bench.stripe.refunds.create({
    payment_intent: String(session.payment_intent),
    amount: 1200,
  })
  const note = await bench.stripe.creditNotes.create({
    ...params,
    refunds: [{ refund: refund.id }],
  })
  assert.equal(note.total, 1200)
  assert.equal(note.total_taxes?.[0]?.amount, 200)
  assert.equal((await bench.stripe.refunds.list()).data.length, 1)
  assert.equal((await bench.stripe.creditNotes.list({ invoice: invoice.id })).data[0]?.id, note.id)
})

test('a disputed charge is marked and can no longer be refunded', async () => {
  await using bench = await startBench()
  const session = await paidSession(bench)
  const [charge] = (
    await bench.stripe.charges.list({ payment_intent: String(session.payment_intent) })
  ).data
  const dispute = await bench.control('dispute', { charge: charge?.id })
  assert.equal((await bench.stripe.disputes.retrieve(String(dispute.id))).status, 'needs_response')
  assert.equal((await bench.stripe.charges.retrieve(charge?.id ?? '')).disputed, true)
  await assert.rejects(bench.stripe.refunds.create({ charge: charge?.id ?? '' }), {
    code: 'charge_disputed',
  })
  assert.ok((await bench.eventTypes()).includes('charge.dispute.created'))
})

test('tampered amounts are what the API shows', async () => {
  await using bench = await startBench()
  const session = await paidSession(bench)
  await bench.control('tamper', {
    session: session.id,
    fields: { amount_subtotal: 1, total_details: { amount_tax: 7 } },
  })
  const shown = await bench.stripe.checkout.sessions.retrieve(session.id)
  assert.equal(shown.amount_subtotal, 1)
  assert.deepEqual(shown.total_details, { ...session.total_details, amount_tax: 7 })
})
