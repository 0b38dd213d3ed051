import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { applyPayment, paymentSlice } from '../../../src/app/order/payment.ts'
import type { Order } from '../../../src/ports/store/order.ts'
import { NOW, ORDER } from '../../contract/store/records.ts'
import { openSmallShop, paidStatus, type SmallShop } from '../../support/small-shop.ts'

/** In every order. */
function* orders<T>(all: readonly T[]): Generator<readonly T[]> {
  if (all.length === 0) yield []
  for (const [at, first] of all.entries()) {
    for (const rest of orders([...all.slice(0, at), ...all.slice(at + 1)])) yield [first, ...rest]
  }
}

describe('P2: in whatever order events arrive, and whenever somebody looks', () => {
  const ABOUT = {
    'completed, unpaid': 'session',
    'async payment succeeded': 'session',
    expired: 'first session',
    refunded: 'payment',
    disputed: 'payment',
  } as const
  let small: SmallShop
  before(async () => {
    small = await openSmallShop()
  })
  after(() => small[Symbol.asyncDispose]())

  /** What Stripe says one after the other of the session that is paid late; the first has expired. */
  async function facts(order: Order, name: string, refundedMinor: number) {
    const paid = await paidStatus(small, order, `cs_${name}`)
    small.sessions.set(`old_${name}`, {
      ...paid,
      sessionId: `old_${name}`,
      status: 'expired',
      paid: 'unpaid',
      money: null,
      paymentIntentId: null,
    })
    const disputed = refundedMinor < paid.totalMinor
    return [
      { ...paid, paid: 'unpaid', money: 'on its way' },
      paid,
      { ...paid, refundedMinor },
      { ...paid, refundedMinor, disputed },
    ] as const
  }

  async function end(order: Order): Promise<string> {
    const { store } = small.ports
    const now = await store.order.order(order.id)
    const backup = await store.backup.backupOfOrder(order.id)
    const checkouts = (await store.order.checkoutsOf(order.id)).map((one) => one.state)
    return JSON.stringify([
      now?.state,
      now?.awaitingFunds,
      now?.refundedMinor,
      now?.disputedAt !== null,
      backup?.state === 'pending',
      checkouts,
    ])
  }

  const PART = 100
  const WHOLE = ORDER.totalMinor
  const ENDS = {
    [PART]: '["paid",false,100,true,true,["paid","expired"]]',
    [WHOLE]: `["refunded",false,${WHOLE},false,false,["refunded","expired"]]`,
  }

  test('all 120 orders of five events: the same end, one backup and one letter each', async () => {
    const before = small.letters(/payment received/)
    let count = 0
    for (const arrival of orders(Object.entries(ABOUT))) {
      const name = `x${count}`
      const order = await small.order(name, [`old_${name}`, `cs_${name}`])
      small.sessions.set(`cs_${name}`, (await facts(order, name, PART))[3])
      for (const [type, about] of arrival) {
        const id = `evt_${name}_${type}`
        const sessionId = { session: `cs_${name}`, 'first session': `old_${name}`, payment: null }
        const at = { createdAt: NOW, receivedAt: NOW, paymentIntentId: `pi_cs_${name}` }
        await small.ports.store.order.addEvent({ ...at, id, type, sessionId: sessionId[about] })
        await paymentSlice(small.ports, id)
      }
      assert.equal(await end(order), ENDS[PART], arrival.join(' | '))
      count += 1
    }
    assert.equal(count, 120)
    assert.equal(small.letters(/payment received/) - before, count)
  })

  for (const refunded of [PART, WHOLE]) {
    test(`looked at or not at each step, ${refunded} paid back: the same end`, async () => {
      for (let looks = 0; looks < 8; looks += 1) {
        const name = `${refunded}y${looks}`
        const order = await small.order(name, [`old_${name}`, `cs_${name}`])
        for (const [step, fact] of (await facts(order, name, refunded)).entries()) {
          small.sessions.set(`cs_${name}`, fact)
          const look = step === 3 || (looks & (1 << step)) !== 0
          if (look) await applyPayment(small.ports, order.id, 'all')
        }
        assert.equal(await end(order), ENDS[refunded], `looks ${looks.toString(2)}`)
      }
    })
  }

  test('cut off at any write and looked at again: the same end, and one letter', async () => {
    for (const refunded of [PART, WHOLE]) {
      let cut = 0
      for (let died = true; died; cut += 1) {
        const name = `${refunded}z${cut}`
        const order = await small.order(name, [`old_${name}`, `cs_${name}`])
        const [, paid, back, last] = await facts(order, name, refunded)
        const told = small.letters(/payment received/)
        const revive = dieAtWrite(cut)
        died = false
        for (const fact of [paid, back, last]) {
          small.sessions.set(`cs_${name}`, fact)
          const look = () => applyPayment(small.ports, order.id, 'all')
          await look().catch(() => {
            died = true
            revive()
            return look()
          })
        }
        revive()
        assert.equal(await end(order), ENDS[refunded], `cut off at write ${cut}`)
        assert.equal(small.letters(/payment received/) - told, 1, `cut off at write ${cut}`)
      }
      assert.ok(cut > 10, `${cut} writes`)
    }
  })

  /** The process dies at that write, counted from now; gives what brings it back. */
  function dieAtWrite(nth: number): () => void {
    const { order, backup, keeping, quote, jobs, mail } = small.ports.store
    const undo: (() => void)[] = []
    let writes = 0
    const dying = <Part extends object, Name extends keyof Part>(part: Part, name: Name) => {
      const real = part[name]
      if (typeof real !== 'function') throw new Error(`${String(name)} is no write.`)
      undo.push(() => Object.assign(part, { [name]: real }))
      const write = (...asked: readonly unknown[]) => {
        writes += 1
        if (writes === nth + 1) return Promise.reject(new Error('the process dies here'))
        return real.apply(part, asked)
      }
      Object.assign(part, { [name]: write })
    }
    dying(order, 'changeOrder')
    dying(order, 'changeCheckout')
    dying(backup, 'addBackup')
    dying(backup, 'changeBackup')
    dying(keeping, 'changeLife')
    dying(quote, 'forgetPaid')
    dying(jobs, 'add')
    dying(mail, 'queueMail')
    return () => {
      for (const one of undo) one()
    }
  }
})
