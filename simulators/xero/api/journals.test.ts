import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startXeroSimulator } from '../server.ts'
import { signIn, testClock } from '../test-session.ts'

test('journals go by number, with short pages and gaps before the end', async () => {
  const simulator = await startXeroSimulator({
    clock: testClock(),
    world: 'demo',
    refusedScopes: [],
  })
  try {
    const session = await signIn(simulator, undefined, undefined, 'openid accounting.journals.read')
    const numbers: number[] = []
    for (;;) {
      const answer = await session.json(`api.xro/2.0/Journals?offset=${numbers.at(-1) ?? 0}`)
      const page: readonly { JournalNumber: number }[] = answer.Journals ?? []
      if (page.length === 0) break
      assert.ok(page.length < 100)
      numbers.push(...page.map((one) => one.JournalNumber))
    }
    assert.equal(numbers.length, 232)
    assert.equal(new Set(numbers).size, 232)
  } finally {
    await simulator.close()
  }
})
