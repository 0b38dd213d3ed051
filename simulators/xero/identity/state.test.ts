import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startXeroSimulator } from '../server.ts'
import { askToken, NOON, signIn, testClock } from '../test-session.ts'

test('connections and tokens outlive a restart, and so do the dates of the books', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xero-state-'))
  try {
    const state = join(folder, 'state.json')
    const first = await startXeroSimulator({ clock: testClock(), world: 'tiny', state })
    const session = await signIn(first)
    const port = Number(new URL(first.url).port)
    const before = await (await session.get('api.xro/2.0/Invoices')).text()
    await first.close()
    const twoDaysIntoTheNextMonth = testClock(NOON + 10 * 86_400_000)
    const second = await startXeroSimulator({
      clock: twoDaysIntoTheNextMonth,
      world: 'tiny',
      state,
      port,
    })
    const answer = await askToken(second, {
      grant_type: 'refresh_token',
      refresh_token: session.tokens.refresh_token,
    })
    assert.equal(answer.status, 200)
    const { access_token } = (await answer.json()) as { access_token: string }
    const after = await (
      await session.get('api.xro/2.0/Invoices', { authorization: `Bearer ${access_token}` })
    ).text()
    const rows = (text: string) => text.slice(text.indexOf('"Invoices"'))
    assert.equal(rows(after), rows(before))
    await second.close()
  } finally {
    rmSync(folder, { recursive: true })
  }
})
