import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathTemplate } from './calls.ts'
import { startSession } from './test-session.ts'

test('paths are counted without their ids and file names', () => {
  const id = crypto.randomUUID()
  assert.equal(
    pathTemplate(`/api/api.xro/2.0/Invoices/${id}/Attachments/a%20b.pdf`),
    '/api/api.xro/2.0/Invoices/{id}/Attachments/{file}',
  )
  assert.equal(pathTemplate('/api/connections'), '/api/connections')
})

test('calls, calls at once and windows are told', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const session = await startSession()
  try {
    const { simulator } = session
    await fetch(`${simulator.control}/reset-calls`, { method: 'POST' })
    simulator.setLatency(1)
    simulator.clock.sleep = () => held
    const open = Array.from({ length: 6 }, () => session.get('api.xro/2.0/Accounts'))
    const refused = await Promise.race(open)
    assert.equal(refused.headers.get('x-rate-limit-problem'), 'concurrent')
    release()
    await Promise.all(open)
    const told = (await (await fetch(`${simulator.control}/calls`)).json()) as {
      accepted: number
      limited: unknown
      byPath: unknown
      tenants: { maxInFlight: number; maxInAMinute: number }[]
    }
    assert.equal(told.accepted, 5)
    assert.deepEqual(told.limited, { concurrent: 1 })
    assert.deepEqual(told.byPath, { 'GET /api/api.xro/2.0/Accounts': 6 })
    assert.equal(told.tenants[0]?.maxInFlight, 5)
    assert.equal(told.tenants[0]?.maxInAMinute, 5)
  } finally {
    await session.simulator.close()
  }
})
