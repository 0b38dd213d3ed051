import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { on, type Place, sharedOnly } from '../place.ts'
import { CONNECTION, NOW, ORDER, QUOTE } from '../records.ts'
import { ordered } from '../seeds.ts'

const DETAILS = {
  name: 'Demo Ltd',
  addressLine1: '1 High Street',
  addressLine2: '',
  city: 'Leeds',
  postalCode: 'LS1 1AA',
  country: 'GB',
  email: 'ana@example.com',
  vatNumber: '',
}
const EVENT = {
  id: 'evt_1',
  type: 'paid',
  createdAt: NOW,
  receivedAt: NOW,
  sessionId: null,
  paymentIntentId: null,
}

export function orderCases(place: Place): void {
  describe('order', () => {
    test(
      'an order is found by its id and its checkout',
      on(place, async ({ store: { order }, store }) => {
        await ordered(store)
        const checkoutId = 'cs_1'
        assert.deepEqual(await order.order(ORDER.id), ORDER)
        assert.equal(await order.orderOfCheckout(checkoutId), null)
        const opened = { orderId: ORDER.id, state: 'open', openedAt: NOW } as const
        await order.addCheckout({ ...opened, id: checkoutId, paymentIntentId: null })
        const change = { checkoutId, details: DETAILS, awaitingFunds: true, attemptAt: NOW }
        assert.equal(await order.changeOrder(ORDER.id, ['unpaid'], change), true)
        const changed = { ...ORDER, ...change }
        assert.deepEqual(await order.orderOfCheckout(checkoutId), changed)
        assert.deepEqual(await order.ordersOf(CONNECTION.id), [changed])
        assert.equal(await order.changeOrder(ORDER.id, ['unpaid'], { details: null }), true)
        assert.deepEqual(await order.order(ORDER.id), { ...changed, details: null })
      }),
    )

    test(
      'a quote is ordered once',
      on(place, async ({ store: { order }, store }) => {
        await ordered(store)
        await order.changeOrder(ORDER.id, ['unpaid'], { state: 'paid' })
        assert.equal(await order.addOrder({ ...ORDER, id: 'ord_2' }), false)
        assert.equal(await order.order('ord_2'), null)
      }),
    )

    test(
      'a connection has one unpaid order at a time',
      on(place, async ({ store: { order, quote }, store }) => {
        await ordered(store)
        await quote.addQuote({ ...QUOTE, id: 'quo_2' })
        const second = { ...ORDER, id: 'ord_2', quoteId: 'quo_2' }
        assert.equal(await order.addOrder(second), false)
        await order.changeOrder(ORDER.id, ['unpaid'], { state: 'cancelled' })
        assert.equal(await order.addOrder(second), true)
      }),
    )

    test(
      'of two tries at a checkout one is the next',
      on(place, async ({ store: { order }, store }) => {
        await ordered(store)
        const attempt = (number: number, from: number) =>
          order.changeAttempt(ORDER.id, from, { attempt: number, attemptAt: NOW + number })
        const { attempt: first } = ORDER
        const both = await Promise.all([attempt(first + 1, first), attempt(first + 1, first)])
        assert.deepEqual(both.sort(), [false, true])
        assert.equal(await attempt(first + 2, first + 1), true)
        assert.equal((await order.order(ORDER.id))?.attempt, first + 2)
        await order.changeOrder(ORDER.id, ['unpaid'], { state: 'paid' })
        assert.equal(await attempt(first + 3, first + 2), false)
        assert.equal(await order.changeAttempt('ord_2', 0, { attempt: 1 }), false)
      }),
    )

    test(
      'an order changes only from a state it is in',
      on(place, async ({ store: { order }, store }) => {
        await ordered(store)
        assert.equal(await order.changeOrder(ORDER.id, ['held', 'paid'], { taxMinor: 1 }), false)
        assert.equal(await order.changeOrder(ORDER.id, [], { taxMinor: 1 }), false)
        assert.equal(await order.changeOrder('ord_2', ['unpaid'], { taxMinor: 1 }), false)
        assert.equal(await order.changeOrder(ORDER.id, ['unpaid'], {}), true)
        assert.deepEqual(await order.order(ORDER.id), ORDER)
      }),
    )

    test(
      'of two that pay it at once one wins',
      sharedOnly(place),
      on(place, async (bench) => {
        await ordered(bench.store)
        const stores = [bench.store, await bench.another()]
        const changed = await Promise.all(
          [...stores, ...stores].map((store, index) =>
            store.order.changeOrder(ORDER.id, ['unpaid'], { state: 'paid', attempt: index }),
          ),
        )
        assert.equal(changed.filter(Boolean).length, 1)
        assert.equal((await bench.store.order.order(ORDER.id))?.attempt, changed.indexOf(true))
      }),
    )

    test(
      'an event is recorded once, with its job',
      on(place, async ({ store: { order, jobs } }) => {
        const added = await Promise.all([order.addEvent(EVENT), order.addEvent(EVENT)])
        assert.deepEqual([...added].sort(), [false, true])
        assert.equal(await jobs.nextAt(), null, 'it speaks of no payment')
        const second = { ...EVENT, id: 'evt_2', sessionId: 'cs_1' }
        assert.equal(await order.addEvent(second), true)
        const job = await jobs.take(NOW, 1_000)
        assert.deepEqual([job?.kind, job?.subjectId], ['payment', 'evt_2'])
        if (job) await jobs.finish(job)
        assert.equal(await order.addEvent(second), false)
        assert.equal(await jobs.nextAt(), NOW, 'it came again, and is looked at again')
      }),
    )
  })
}
