import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { LedgerkeepError } from '../../src/core/errors.ts'
import { noBrowser, openBrowser, type TestBrowser } from '../support/browser.ts'
import { backupIn, begin, type Customer, connect, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachedFiles, booksOf } from '../support/truth.ts'

/** The real product on a clock that stands while a page is looked at, so each state can be looked at. */
describe('every state of a backup in a browser', { skip: noBrowser(), timeout: 120_000 }, () => {
  let bench: Bench
  let chromium: TestBrowser
  let page: Page
  let customer: Customer

  before(async () => {
    bench = await startInstallation({ site: true })
    customer = await connect(bench)
    chromium = await openBrowser()
    // Without a script nothing sleeps for the next look, and each look is one request.
    const context = await chromium.browser.newContext({ javaScriptEnabled: false })
    context.setDefaultTimeout(4_000)
    const name = 'ledgerkeep'
    await context.addCookies([{ name, value: await signIn(bench), url: bench.url }])
    page = await context.newPage()
  })
  after(async () => {
    await chromium?.close()
    await bench?.[Symbol.asyncDispose]()
  })

  const start = async (): Promise<string> =>
    begin(bench, customer, (await scan(bench, customer)).id)

  /** The same words on the page of the backup and on Status. */
  const shows = async (id: string, words: string | RegExp): Promise<string> => {
    await page.goto(`${bench.url}/status`)
    await page.locator('.state-words', { hasText: words }).first().waitFor()
    await page.goto(`${bench.url}/backups/${id}`)
    await page.locator('.state-words', { hasText: words }).waitFor()
    return page.locator('main').innerText()
  }

  const press = async (name: string | RegExp): Promise<void> => {
    const done = page.waitForResponse((answer) => answer.request().method() === 'POST')
    await page.getByRole('button', { name }).first().click()
    await done
    await page.waitForLoadState()
  }

  const many = { kind: 'status', status: 503, count: 1_000_000 } as const

  test('pending, running, paused by hand, waiting, disconnected, failed, retried, ready, deleted', async () => {
    const id = await start()
    await shows(id, /Waiting to start|Backing up/)
    await backupIn(bench, id, (one) => one.filesDone > 1)
    await shows(id, 'Backing up')
    await press('Pause')
    assert.match(await shows(id, 'Paused by you'), /Kept until .* Resume it before that day/)
    bench.xero.faults.add(many)
    await press('Resume')
    await backupIn(bench, id, (one) => one.state === 'waiting')
    assert.match(await shows(id, /Waiting for Xero\s+until/), /The backup goes on by itself/)
    bench.xero.faults.clear()
    const [books] = bench.xero.identity.world.organisations
    bench.xero.identity.connections.removeTenant(books?.tenantId ?? '')
    await backupIn(bench, id, ({ state }) => state === 'paused')
    assert.match(await shows(id, 'Paused: Xero is disconnected'), /Connect the organisation again/)
    await connect(bench)
    await failWhilePacking(id)
    const failed = await shows(id, 'Stopped')
    assert.match(failed, /The paper ran out/)
    assert.match(failed, /A retry goes on where it stopped/)
    await press(/^Retry/)
    await ended(bench, customer, id)
    assert.match(await shows(id, 'Ready to download'), /Kept until/)
    await page.getByRole('link', { name: 'Delete this backup now' }).click()
    await press('Delete this backup')
    await page.getByRole('heading', { name: 'Receipt of a deletion' }).waitFor()
    assert.match(await shows(id, 'Deleted'), /Its files were deleted on/)
  })

  test('with an exception, its retry cancelled, and retried to the end', async () => {
    const [file] = attachedFiles(booksOf(bench))
    const match = `/Attachments/${file?.attachmentId}`
    const lost = { kind: 'not-found', match, count: 9 } as const
    bench.xero.faults.add(lost)
    const id = await start()
    await ended(bench, customer, id)
    assert.match(await shows(id, 'Ready, with 1 exception'), /1 not obtained/)
    await press(/^Retry what failed/)
    await page.getByRole('link', { name: /^Cancel retry/ }).click()
    assert.match(await page.locator('main').innerText(), /Your archive stays as it is/)
    await press('Cancel retry')
    await shows(id, 'Ready, with 1 exception')
    await page.getByRole('link', { name: /^Download/ }).waitFor()
    // The call that was under way when the retry was cancelled comes to its end.
    await bench.clock.pass(10_000)
    bench.xero.faults.clear()
    await press(/^Retry what failed/)
    await ended(bench, customer, id)
    await shows(id, 'Ready to download')
  })

  test('cancelled', async () => {
    // Nothing of this one is held yet, so that it cannot end while the clock stands.
    const other = await connect(bench, { organisation: 'Atelier' })
    const id = await begin(bench, other, (await scan(bench, other)).id)
    await page.goto(`${bench.url}/backups/${id}`)
    await page.getByRole('link', { name: /^Cancel backup/ }).click()
    assert.match(await page.locator('main').innerText(), /There will be no archive/)
    await press('Cancel backup')
    assert.match(await shows(id, 'Stopped'), /You cancelled this backup/)
  })

  /** A fault of ours, until the backup gives up. */
  async function failWhilePacking(id: string): Promise<void> {
    const { archive } = bench.installation.ports.store
    const { startArchive } = archive
    let looked = false
    archive.startArchive = async () => {
      if (!looked) await shows(id, 'Packing')
      looked = true
      throw new LedgerkeepError('bug', 'The paper ran out.')
    }
    assert.equal((await ended(bench, customer, id)).state, 'failed')
    archive.startArchive = startArchive
  }
})

/** A session in the browser of somebody who has logged in before. */
async function signIn(bench: Bench): Promise<string> {
  const { url } = await bench.app.connect.begin('a second browser', '/status')
  const answer = await bench.xero.approve(url, {})
  return (await bench.app.connect.finish(answer, 'a second browser')).session
}
