import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { askSite, ORIGIN } from '../../../tests/support/ask-site.ts'

describe('the webhook', () => {
  const send = (body: string, signature: string) => {
    const fake = askSite()
    const headers = { 'stripe-signature': signature, 'content-type': 'application/json' }
    const answer = fake.site.request(`${ORIGIN}/stripe/webhook`, { method: 'POST', body, headers })
    return { ...fake, answer }
  }
  test('takes what is signed, without a cookie or an origin', async () => {
    const { answer, state } = send('{"id":"evt_1"}', 'good')
    assert.equal((await answer).status, 200)
    assert.deepEqual(state.calls, ['order.webhook 14'])
  })
  test('refuses what is not', async () => {
    const { answer, state } = send('{}', 'bad')
    assert.equal((await answer).status, 400)
    assert.deepEqual(state.calls, [])
  })
  test('refuses more than 1 MiB', async () => {
    assert.equal((await send('x'.repeat(1024 * 1024 + 1), 'good').answer).status, 413)
    assert.equal((await send('x'.repeat(1024 * 1024), 'good').answer).status, 200)
  })
})
