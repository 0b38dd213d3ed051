import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startXeroSimulator } from '../server.ts'
import { askToken, NOON, signIn, testClock } from '../test-session.ts'

const INVOICES = 'api.xro/2.0/Invoices'
const TEN_DAYS_MS = 10 * 86_400_000

const rows = (text: string) => text.slice(text.indexOf('"Invoices"'))

/** Signs in, reads the invoices and stops; what stays is the file. */
async function firstLife(state: string) {
  const simulator = await startXeroSimulator({ clock: testClock(), world: 'tiny', state })
  try {
    const session = await signIn(simulator)
    const invoices = await (await session.get(INVOICES)).text()
    return { session, invoices }
  } finally {
    await simulator.close()
  }
}

test('connections and tokens outlive a restart, and so do the dates of the books', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xero-state-'))
  const state = join(folder, 'state.json')
  const { session, invoices } = await firstLife(state)
  const clock = testClock(NOON + TEN_DAYS_MS)
  const simulator = await startXeroSimulator({ clock, world: 'tiny', state })
  try {
    const { refresh_token } = session.tokens
    const answer = await askToken(simulator, { grant_type: 'refresh_token', refresh_token })
    assert.equal(answer.status, 200)
    const { access_token } = (await answer.json()) as { access_token: string }
    const authorization = `Bearer ${access_token}`
    const headers = {
      authorization,
      'xero-tenant-id': session.tenantId,
      accept: 'application/json',
    }
    const again = await fetch(`${simulator.api}/${INVOICES}`, { headers })
    assert.equal(again.status, 200)
    assert.equal(rows(await again.text()), rows(invoices))
  } finally {
    await simulator.close()
    rmSync(folder, { recursive: true })
  }
})
