import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { type Fault, Faults } from './faults.ts'
import { type Session, startSession, type TestClock } from './test-session.ts'

describe('faults on order', () => {
  let session: Session & { clock: TestClock }
  before(async () => {
    session = await startSession()
  })
  after(() => session.simulator.close())
  afterEach(() => fetch(`${session.simulator.control}/fault`, { method: 'DELETE' }))

  const ORGANISATION = 'api.xro/2.0/Organisation'

  async function order(fault: Fault): Promise<void> {
    const answer = await fetch(`${session.simulator.control}/fault`, {
      method: 'POST',
      body: JSON.stringify(fault),
    })
    assert.equal(answer.status, 200)
  }

  test('a fault meets the calls that it is for, and no more', async () => {
    await order({ kind: 'status', status: 500, match: 'Organisation', count: 2, after: 1 })
    const statuses: number[] = []
    for (let at = 0; at < 5; at += 1) statuses.push((await session.get(ORGANISATION)).status)
    assert.deepEqual(statuses, [200, 500, 500, 200, 200])
    assert.equal((await session.get('api.xro/2.0/Accounts')).status, 200)
  })

  test('bodies can be cut, short, empty, or a page', async () => {
    await order({ kind: 'truncate' })
    await assert.rejects(async () => (await session.get(ORGANISATION)).text())
    await order({ kind: 'reset' })
    await assert.rejects(session.get(ORGANISATION))
    await order({ kind: 'empty' })
    assert.equal(await (await session.get(ORGANISATION)).text(), '')
    await order({ kind: 'html' })
    assert.match(await (await session.get(ORGANISATION)).text(), /^<html>/)
    await order({ kind: 'wrong-length' })
    await assert.rejects(session.json(ORGANISATION), SyntaxError)
  })

  test('Xero’s own ways to fail', async () => {
    await order({ kind: 'offline' })
    assert.equal(await (await session.get(ORGANISATION)).text(), 'The Organisation is offline')
    await order({ kind: 'token-expired' })
    assert.match(await (await session.get(ORGANISATION)).text(), /TokenExpired/)
    await order({ kind: 'not-found' })
    assert.equal((await session.get(ORGANISATION)).status, 404)
    const started = session.clock.now()
    await order({ kind: 'slow', delayMs: 7_000 })
    assert.equal((await session.get(ORGANISATION)).status, 200)
    assert.equal(session.clock.now() - started, 7_000)
  })

  test('an unknown kind is refused', async () => {
    const answer = await fetch(`${session.simulator.control}/fault`, {
      method: 'POST',
      body: '{"kind":"earthquake"}',
    })
    assert.equal(answer.status, 400)
  })

  test('a probability is kept to, and the same each time', () => {
    const draw = () => {
      const faults = new Faults()
      faults.add({ kind: 'reset', probability: 0.1 })
      return Array.from({ length: 2_000 }, () => faults.take('GET', '/api/x') !== undefined)
    }
    const hits = draw()
    assert.deepEqual(hits, draw())
    const share = hits.filter(Boolean).length / hits.length
    assert.ok(share > 0.07 && share < 0.13, String(share))
  })
})
