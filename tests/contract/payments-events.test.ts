import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import Stripe from 'stripe'
import { createStripePayments } from '../../src/adapters/payments/create-stripe-payments.ts'
import type { Payments } from '../../src/ports/payments.ts'
import { type Fields, NOW, request, SECRETS, startBench } from './payments-bench.ts'

describe('events', () => {
  const clock = { at: NOW, now: () => clock.at, sleep: async () => {} }
  const paymentsWith = (webhookSecrets: readonly string[]): Payments =>
    createStripePayments({
      secretKey: 'sk_test_demo',
      webhookSecrets,
      baseUrl: null,
      livemode: false,
      accountTaxIds: [],
      store: { setting: async () => null, saveSetting: async () => {} },
      clock,
    })
  const payments = paymentsWith(SECRETS)
  const event = (object: Fields, type = 'checkout.session.completed') =>
    JSON.stringify(
      { id: 'evt_1', object: 'event', type, created: NOW / 1000, data: { object } },
      null,
      2,
    )
  const body = event({ id: 'cs_test_1', object: 'checkout.session', name: '株式会社' })
  const sign = (payload: string, { secret = 'whsec_new_one', at = NOW } = {}): string =>
    Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: at / 1000 })
  const refused = { kind: 'refuse', reason: 'invalid' }

  test('signed with either secret of a rotation, it is read', () => {
    for (const secret of SECRETS) {
      assert.deepEqual(payments.event(body, sign(body, { secret })), {
        id: 'evt_1',
        type: 'checkout.session.completed',
        createdAt: NOW,
        sessionId: 'cs_test_1',
        paymentIntentId: null,
      })
    }
    const both = `${sign(body, { secret: 'whsec_gone' })},${sign(body).split(',')[1]}`
    assert.equal(payments.event(body, both).id, 'evt_1')
  })

  test('an event about something else has no session', () => {
    const charge = event({ id: 'ch_1', object: 'charge' }, 'charge.refunded')
    assert.equal(payments.event(charge, sign(charge)).sessionId, null)
  })

  test('300 s old or ahead of our clock holds, 301 s does not', () => {
    for (const off of [-300_000, 300_000]) payments.event(body, sign(body, { at: NOW + off }))
    for (const off of [-301_000, 301_000]) {
      assert.throws(() => payments.event(body, sign(body, { at: NOW + off })), refused, `${off}`)
    }
  })

  test('the time is that of our clock, not of the wall', () => {
    clock.at = NOW + 90 * 86_400_000
    assert.equal(payments.event(body, sign(body, { at: clock.at })).id, 'evt_1')
    assert.throws(() => payments.event(body, sign(body)), refused)
    clock.at = NOW
  })

  test('wrong secret, changed or re-serialised body, no secret configured', () => {
    assert.throws(() => payments.event(body, sign(body, { secret: 'whsec_other' })), refused)
    assert.throws(() => payments.event(JSON.stringify(JSON.parse(body)), sign(body)), refused)
    assert.throws(() => payments.event(body.replace('cs_test_1', 'cs_test_2'), sign(body)), refused)
    for (const none of [[], [''], ['  ']]) {
      assert.throws(
        () => paymentsWith(none).event(body, sign(body, { secret: none[0] ?? 'whsec_new_one' })),
        refused,
      )
    }
  })

  test('headers that are missing, empty, doubled or nonsense', () => {
    const good = sign(body)
    const [time = '', v1 = ''] = good.split(',')
    const bad = [
      '',
      'nonsense',
      v1,
      time,
      `t=,${v1}`,
      `t=x,${v1}`,
      `t=-1,${v1}`,
      `${good},t=${NOW / 1000 + 1}`,
      // An old message, captured and given a fresh time in front.
      `${time},${sign(body, { at: NOW - 999_000 })}`,
      `${time},v0=${v1.slice(3)}`,
      `${time},v1=`,
      `${good},${'v1=0,'.repeat(2_000)}`,
    ]
    for (const header of bad) assert.throws(() => payments.event(body, header), refused, header)
  })

  test('bodies that are empty, over 1 MiB, or signed but no event', () => {
    const atLimit = (length: number) => body + ' '.repeat(length - Buffer.byteLength(body))
    assert.equal(payments.event(atLimit(1_048_576), sign(atLimit(1_048_576))).id, 'evt_1')
    const wide = `${body}${'é'.repeat(600_000)}`
    for (const bad of ['', atLimit(1_048_577), wide, '{', '[]', 'null', '{"id":1}', '"evt_1"']) {
      assert.throws(() => payments.event(bad, sign(bad)), refused, bad.slice(0, 20))
    }
  })

  test('one that the simulator delivers is read too', async () => {
    await using bench = await startBench()
    const received: { body: string; signature: string }[] = []
    const hook = createServer(async (incoming, answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk)
      const signature = String(incoming.headers['stripe-signature'])
      received.push({ body: Buffer.concat(chunks).toString(), signature })
      answer.end()
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => hook.once('listening', resolve))
    const address = hook.address()
    assert.ok(address && typeof address === 'object')
    const url = `http://127.0.0.1:${address.port}/`
    await bench.control('webhooks', { url, secret: SECRETS[0], enabled: true })
    const opened = await bench.payments.open(request)
    await bench.pay(opened.url)
    await bench.control('idle', {})
    const events = received.map((each) => bench.payments.event(each.body, each.signature))
    const completed = events.filter((each) => each.type === 'checkout.session.completed')
    assert.deepEqual(
      completed.map((each) => each.sessionId),
      [opened.sessionId],
    )
    hook.closeAllConnections()
    hook.close()
  })
})
