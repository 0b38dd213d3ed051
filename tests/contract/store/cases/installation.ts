import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Store } from '../../../../src/ports/store/index.ts'
import { on, type Place } from '../place.ts'
import { BACKUP, MAIL, NOW, ORDER, QUOTE, SCAN } from '../records.ts'
import { ordered } from '../seeds.ts'

const LINE = { at: NOW, personId: null, what: 'order paid', subjectId: 'ord_1', detail: '£58.80' }

export function installationCases(place: Place): void {
  describe('installation', () => {
    test(
      'the audit trail keeps its order',
      on(place, async ({ store }) => {
        const lines = ['a', 'b', 'c', 'd', 'e'].map((detail) => ({ ...LINE, detail }))
        for (const line of lines) await store.audit(line)
        const earlier = { ...LINE, at: NOW - 1, personId: 'per_1' }
        await store.audit(earlier)
        await store.audit({ ...LINE, subjectId: 'ord_2' })
        assert.deepEqual(await store.auditOf('ord_1'), [earlier, ...lines])
        await store.audit(LINE)
        await Promise.all(lines.map((line) => store.audit(line)))
        assert.equal((await store.auditOf('ord_1')).length, 12)
      }),
    )

    test(
      'settings',
      on(place, async ({ store }) => {
        assert.equal(await store.setting('tax rate'), null)
        await store.saveSetting('tax rate', 'txr_1')
        await store.saveSetting('tax rate', 'txr_2')
        assert.equal(await store.setting('tax rate'), 'txr_2')
      }),
    )

    test(
      'what is unfinished is found until it is finished',
      on(place, async ({ store }) => {
        await ordered(store)
        await store.mail.queueMail(MAIL)
        await store.order.changeOrder(ORDER.id, ['unpaid'], { checkoutId: 'cs_1' })
        const atStart = { scans: [SCAN.id], mails: [MAIL.id], orders: [ORDER.id] }
        const empty = { backups: [], packaging: [], deletions: [] }
        assert.deepEqual(await store.unfinished(), { ...atStart, ...empty })
        await store.scan.updateScan(SCAN.id, { state: 'done' })
        await store.mail.markSent(MAIL.id, NOW)
        await paidWithoutBackup(store)
        await store.backup.changeBackup(BACKUP.id, ['pending'], { state: 'complete' })
        const none = { scans: [], mails: [], orders: ['ord_2'] }
        for (const [state, found] of BACKUP_STATES) {
          await store.backup.addBackup({ ...BACKUP, id: state, orderId: null, state })
          assert.deepEqual(await store.unfinished(), {
            ...none,
            ...empty,
            ...found,
          })
          await store.backup.changeBackup(state, [state], { state: 'complete' })
        }
      }),
    )
  })
}

/** The first order gets its backup, a second one does not, a third waits without a checkout. */
async function paidWithoutBackup(store: Store): Promise<void> {
  await store.order.changeOrder(ORDER.id, ['unpaid'], { state: 'paid', paidForAt: NOW })
  for (const number of [2, 3]) {
    await store.quote.addQuote({ ...QUOTE, id: `quo_${number}` })
    const state = number === 2 ? 'paid' : 'unpaid'
    await store.order.addOrder({ ...ORDER, id: `ord_${number}`, quoteId: `quo_${number}`, state })
  }
  await store.backup.addBackup(BACKUP)
}

/** One after the other: a connection has one unfinished backup without an order at a time. */
const BACKUP_STATES = [
  ['pending', { backups: ['pending'] }],
  ['running', { backups: ['running'] }],
  ['waiting', { backups: ['waiting'] }],
  ['paused', {}],
  ['packaging', { packaging: ['packaging'] }],
  ['failed', {}],
] as const
