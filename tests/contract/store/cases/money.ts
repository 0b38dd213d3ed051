import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BackupDocument } from '../../../../src/ports/store/backup.ts'
import type { PaidDocument } from '../../../../src/ports/store/quote.ts'
import { on, type Place } from '../place.ts'
import {
  BACKUP,
  CONNECTION,
  document,
  exception,
  file,
  NOW,
  ORDER,
  ORGANISATION,
  PERSON,
  SCAN,
} from '../records.ts'
import { backedUp, ordered, scanned } from '../seeds.ts'

const ALL = { types: ['bills', 'contacts'], from: null, to: null } as const
/** A share, under way. */
export const REFUND = {
  orderId: ORDER.id,
  number: 1,
  checkoutId: 'cs_1',
  part: 1,
  whole: 5,
  amountMinor: 0,
  currency: 'GBP',
  state: 'pending',
  refundId: null,
  creditNoteId: null,
  because: 'One file could not be delivered.',
  by: 'ops@example.com',
  unpaidAt: null,
  createdAt: NOW,
} as const

const paid = (fingerprint: string, files: number, orderId = ORDER.id): PaidDocument => ({
  organisation: 'books',
  fingerprint,
  orderId,
  files,
})

export function moneyCases(place: Place): void {
  describe('money', () => {
    test(
      'what was paid for adds up over orders, and is written down once for each',
      on(place, async ({ store: { quote } }) => {
        assert.equal(await quote.paidMark('books'), '')
        await quote.addPaid([paid('a', 2), paid('b', 1)])
        await quote.addPaid([paid('a', 9), paid('a', 1, 'ord_2')])
        const files = await quote.paidFiles(['a', 'b', 'c'])
        assert.deepEqual([...files].sort(), [
          ['a', 3],
          ['b', 1],
        ])
        const mark = await quote.paidMark('books')
        assert.notEqual(mark, '')
        await quote.growPaid(paid('b', 4))
        await quote.growPaid(paid('c', 2))
        await quote.growPaid(paid('a', -5))
        assert.notEqual(await quote.paidMark('books'), mark)
        assert.deepEqual([...(await quote.paidFiles(['a', 'b', 'c']))].sort(), [
          ['a', 1],
          ['b', 5],
          ['c', 2],
        ])
        await quote.forgetPaid(ORDER.id)
        assert.deepEqual([...(await quote.paidFiles(['a', 'b', 'c']))], [['a', 1]])
        assert.equal(await quote.paidMark('other books'), '')
      }),
    )

    test(
      'a scan compared with what was paid for tells its new files',
      on(place, async ({ store }) => {
        const three = [3, 2, 0].map((files, seq) => document(seq, { files }))
        await scanned(store, [...three, document(3, { files: 4, type: 'contacts', day: null })])
        const { quote } = store
        const all = await quote.documentsWithFiles(SCAN.id, ALL, -1, 10)
        assert.deepEqual(
          all.map(({ seq, files, paid }) => [seq, files, paid]),
          [
            [0, 3, 0],
            [1, 2, 0],
            [3, 4, 0],
          ],
        )
        assert.equal((await quote.documentsWithFiles(SCAN.id, ALL, 0, 1))[0]?.seq, 1)
        assert.equal(await quote.comparedFor(SCAN.id), null)
        await quote.setCompared(SCAN.id, [
          { seq: 0, paid: 1 },
          { seq: 1, paid: 7 },
        ])
        await quote.finishCompared(SCAN.id, 'mark')
        assert.equal(await quote.comparedFor(SCAN.id), 'mark')
        const paid = await quote.paidFilesByType(SCAN.id, ALL)
        assert.deepEqual(paid, [{ type: 'bills', files: 3 }])
        await quote.clearCompared(SCAN.id)
        assert.equal(await quote.comparedFor(SCAN.id), null)
        assert.deepEqual(await quote.paidFilesByType(SCAN.id, ALL), [])
      }),
    )

    test(
      'every session of an order leads back to it, and so does its payment',
      on(place, async ({ store }) => {
        await ordered(store)
        const { order } = store
        const one = { orderId: ORDER.id, state: 'open', paymentIntentId: null } as const
        await order.addCheckout({ ...one, id: 'cs_2', openedAt: NOW + 1 })
        await order.addCheckout({ ...one, id: 'cs_1', openedAt: NOW })
        await order.addCheckout({ ...one, id: 'cs_1', openedAt: NOW + 9, state: 'paid' })
        await order.changeCheckout('cs_2', { state: 'expired', paymentIntentId: 'pi_2' })
        assert.equal((await order.orderOfCheckout('cs_1'))?.id, ORDER.id)
        assert.equal((await order.orderOfPayment('pi_2'))?.id, ORDER.id)
        assert.equal(await order.orderOfPayment('pi_1'), null)
        const states = (await order.checkoutsOf(ORDER.id)).map(({ id, state }) => [id, state])
        assert.deepEqual(states, [
          ['cs_1', 'open'],
          ['cs_2', 'expired'],
        ])
      }),
    )

    test(
      'what was not delivered is told by what became of it, not by its words',
      on(place, async ({ store }) => {
        const files = [1, 1, 1, 2, 2].map((count, seq) => document(seq, { files: count }))
        await backedUp(store, files)
        const { backup } = store
        const told = (of: BackupDocument) => ({ ...exception({ recordId: of.recordId }), name: '' })
        const documents = await backup.pendingDocuments(BACKUP.id, 10)
        for (const [at, of] of documents.entries()) {
          const wanted = file(of, 0)
          const cause = at % 2 === 0 ? {} : ({ cause: 'gone' } as const)
          if (at > 2) await backup.except({ ...told(of), ...cause }, null, of)
          else {
            await backup.listed(of, [wanted])
            await backup.except({ ...told(of), ...cause }, wanted, null)
          }
        }
        await backup.except({ ...exception({ recordId: 'odd' }), cause: 'kept' }, null, null)
        assert.deepEqual(await backup.undelivered(BACKUP.id), [
          { resource: 'Invoices', recordId: 'record-0', files: 1, pdf: null },
          { resource: 'Invoices', recordId: 'record-2', files: 1, pdf: null },
          { resource: 'Invoices', recordId: 'record-4', files: 2, pdf: null },
        ])
        const causes = (await backup.exceptions(BACKUP.id)).map((one) => one.cause ?? 'none')
        assert.deepEqual(causes.sort(), ['gone', 'gone', 'kept', 'none', 'none', 'none'])
      }),
    )

    test(
      'a share that was given back makes files unpaid once for each refund',
      on(place, async ({ store }) => {
        await ordered(store)
        const { quote, order } = store
        const five = paid('f', 5)
        await quote.addPaid([five])
        await order.addRefund(REFUND)
        const less = [{ ...five, files: 2 }]
        await quote.unpay(ORDER.id, 1, less, NOW)
        await quote.unpay(ORDER.id, 1, less, NOW)
        assert.equal((await quote.paidFiles(['f'])).get('f'), 3)
        await order.addRefund({ ...REFUND, number: 2 })
        await quote.unpay(ORDER.id, 2, [{ ...five, files: 9 }], NOW)
        assert.equal((await quote.paidFiles(['f'])).get('f'), 0)
        assert.equal((await order.refundsOf(ORDER.id))[0]?.unpaidAt, NOW)
      }),
    )

    test(
      'a refund has its number once, and a comparison with Stripe is kept',
      on(place, async ({ store }) => {
        await ordered(store)
        const { order } = store
        assert.equal(await order.addRefund(REFUND), true)
        assert.equal(await order.addRefund({ ...REFUND, part: null }), false)
        await order.changeRefund(ORDER.id, 1, { state: 'succeeded', amountMinor: 1_176 })
        const changed = { ...REFUND, state: 'succeeded', amountMinor: 1_176 }
        assert.deepEqual(await order.refundsOf(ORDER.id), [changed])
        assert.equal(await order.latestReconciliation(), null)
        const found = {
          fromAt: 0,
          sessions: 2,
          orders: 2,
          differenceMinor: 5,
          findings: ['a', 'b'],
        }
        await order.addReconciliation({ ...found, at: NOW, findings: [] })
        await order.addReconciliation({ ...found, at: NOW + 1 })
        assert.deepEqual(await order.latestReconciliation(), { ...found, at: NOW + 1 })
        const evidence = { billing: 'GB', organisation: null, card: 'IM', ukVat: true }
        await order.changeOrder(ORDER.id, ['unpaid'], { state: 'paid', paidAt: NOW, evidence })
        assert.deepEqual((await order.paidSince(NOW))[0]?.evidence, evidence)
        assert.deepEqual(await order.paidSince(NOW + 1), [])
      }),
    )

    test(
      'an operator finds orders by organisation, mail, id and state; a link works once',
      on(place, async ({ store }) => {
        await ordered(store)
        const find = async (search: string, states: readonly ('unpaid' | 'paid')[] = ['unpaid']) =>
          (await store.operator.orders({ search, states, limit: 9 })).map((one) => one.organisation)
        for (const search of ['', 'DEMO', 'ana@', ORDER.id]) {
          assert.deepEqual(await find(search), [ORGANISATION.name], search)
        }
        assert.deepEqual(await find('%'), [])
        assert.deepEqual(await find('', ['paid']), [])
        const [line] = await store.operator.orders({ search: '', states: ['unpaid'], limit: 1 })
        const whole = { ...ORDER, organisation: ORGANISATION.name, personEmail: PERSON.email }
        assert.deepEqual(line, whole)
        assert.deepEqual(await store.operator.backups(['running'], 5), [])
        await store.order.changeOrder(ORDER.id, ['unpaid'], { state: 'paid', paidAt: NOW })
        assert.equal((await store.operator.takings(NOW))[0]?.netMinor, ORDER.netMinor)
        const pass = { email: 'ops@example.com', createdAt: NOW, expiresAt: NOW + 5 }
        await store.operator.addLink({ ...pass, fingerprint: 'f' })
        assert.equal(await store.operator.linksSince(pass.email, NOW), 1)
        const taken = await Promise.all([
          store.operator.takeLink('f'),
          store.operator.takeLink('f'),
        ])
        assert.equal(taken.filter(Boolean).length, 1)
        await store.operator.addSession({ ...pass, fingerprint: 's' })
        assert.equal((await store.operator.session('s'))?.email, pass.email)
        await store.operator.forgetExpired(NOW + 5)
        assert.equal(await store.operator.session('s'), null)
        assert.equal((await store.connect.connection(CONNECTION.id))?.id, CONNECTION.id)
      }),
    )
  })
}
