import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { request } from 'undici'
import { signatureHeader } from '../../simulators/stripe/webhooks.ts'
import { type Bench, startInstallation, WEBHOOK_SECRET } from '../support/installation.ts'

let bench: Bench

before(async () => {
  bench = await startInstallation({ payments: true })
})

after(() => bench[Symbol.asyncDispose]())

const event = (id: string, more: object = {}): string =>
  JSON.stringify({
    id,
    type: 'checkout.session.completed',
    created: Math.floor(bench.clock.now() / 1000),
    data: { object: { id: 'cs_unknown', object: 'checkout.session' } },
    ...more,
  })

const sign = (body: string, secret = WEBHOOK_SECRET, ageSeconds = 0): string =>
  signatureHeader(body, secret, Math.floor(bench.clock.now() / 1000) - ageSeconds)

async function send(body: string, signature: string | null): Promise<number> {
  const answer = await request(`${bench.url}/stripe/webhook`, {
    method: 'POST',
    body,
    headers: signature === null ? {} : { 'stripe-signature': signature },
    reset: true,
  })
  await answer.body.dump()
  return answer.statusCode
}

function storedRows(): number {
  const database = new DatabaseSync(join(bench.folder, 'ledgerkeep.sqlite'), { readOnly: true })
  const row = database.prepare('select count(*) as count from "paymentEvents"').get()
  database.close()
  return Number(row?.count)
}

test('what is not signed by Stripe is refused, and nothing is stored', async () => {
  const body = event('evt_1')
  const large = event('evt_2', { padding: 'x'.repeat(1_100_000) })
  const cases: Readonly<Record<string, readonly [string, string | null]>> = {
    'no header': [body, null],
    'an empty header': [body, ''],
    'another secret': [body, sign(body, 'whsec_other')],
    '301 seconds old': [body, sign(body, WEBHOOK_SECRET, 301)],
    'another body': [`${body} `, sign(body)],
    'no JSON': ['hello', sign('hello')],
    'no event': ['{}', sign('{}')],
    'over 1 MiB': [large, sign(large)],
  }
  for (const [what, [sent, signature]] of Object.entries(cases)) {
    const status = await send(sent, signature)
    assert.ok(status === 400 || status === 413, `${what}: ${status}`)
  }
  assert.equal(storedRows(), 0)
})

test('an event of something unknown is taken and starts nothing', async () => {
  const before = bench.log.length
  for (const body of [event('evt_3'), event('evt_4', { type: 'invoice.sent', data: {} })]) {
    assert.equal(await send(body, sign(body)), 200)
    assert.equal(await send(body, sign(body)), 200)
  }
  assert.equal(storedRows(), 2)
  assert.equal(bench.log.length, before)
})
