import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type ServingSite, serveSite } from '../../src/web/server.ts'
import { createFakeSite, type FakeSiteOptions } from '../support/fake-site.ts'
import { anOrder, SCENES, type Scene } from '../support/fake-views.ts'

const CHROMIUM = '/usr/bin/chromium'
const skip = existsSync(CHROMIUM) ? false : `there is no browser at ${CHROMIUM}`

const PAGES: readonly (readonly [Scene, string])[] = [
  ['scan done', '/'],
  ['scan done', '/backup'],
  ['scan done', '/how-it-works'],
  ['scan done', '/what-is-backed-up'],
  ['scan done', '/pricing'],
  ['scan done', '/pricing?files=many'],
  ['scan done', '/questions'],
  ['scan done', '/security'],
  ['scan done', '/privacy'],
  ['scan done', '/cookies'],
  ['scan done', '/terms'],
  ['scan done', '/example'],
  ['complete', '/account'],
  ['complete', '/account/erase'],
  ['complete', '/receipts/del_1'],
  ['scan done', '/outbox'],
  ['scan done', '/outbox/letter-1'],
  ['scan done', '/nowhere'],
  ['running', '/connections/con_1/disconnect'],
  ['failed', '/connections/con_1/disconnect'],
  ['nothing connected', '/status'],
  ['just connected', '/status'],
  ['scan pending', '/status'],
  ['scanning', '/status'],
  ['scan done', '/status'],
  ['waiting for payment', '/status'],
  ['payment on its way', '/status'],
  ['two organisations', '/status'],
  ['backup pending', '/status'],
  ['packaging', '/status'],
  ['paused by the customer', '/status'],
  ['deleted', '/status'],
  ['running', '/status'],
  ['waiting', '/status'],
  ['paused', '/status'],
  ['complete', '/status'],
  ['complete with exceptions', '/status'],
  ['failed', '/status'],
  ['scan done', '/filters/scn_1'],
  ['scan done', '/filters/scn_1?chosen=1&from=2026-02-01&to=2026-01-01'],
  ['scan done', '/filters/scn_1?chosen=1&types=bills&from=2026-01-01&to=2026-12-31'],
  ['scan done', '/orders/ord_1'],
  ['scan done', '/orders/ord_1/details'],
  ['running', '/backups/bak_1'],
  ['running', '/backups/bak_1/cancel'],
  ['backup pending', '/backups/bak_1'],
  ['packaging', '/backups/bak_1'],
  ['paused by the customer', '/backups/bak_1'],
  ['deleted', '/backups/bak_1'],
  ['complete', '/backups/bak_1/delete'],
  ['waiting', '/backups/bak_1'],
  ['paused', '/backups/bak_1'],
  ['complete', '/backups/bak_1'],
  ['complete with exceptions', '/backups/bak_1'],
  ['failed', '/backups/bak_1'],
  ['scan done', '/admin/login'],
  ['scan done', '/admin/enter?token=abc'],
  ['scan done', '/admin'],
  ['scan done', '/admin/orders'],
  ['scan done', '/admin/orders/ord_1'],
  ['scan done', '/admin/orders/ord_1/refund?how=all'],
]

/** Between them they show every colour there is. */
const COLOURFUL = PAGES.filter(
  ([scene, path]) =>
    [
      ...['/', '/backup', '/pricing?files=many', '/filters/scn_1', '/orders/ord_1', '/nowhere'],
      ...['/connections/con_1/disconnect', '/outbox', '/account'],
    ].includes(path) || ['waiting', 'paused', 'complete with exceptions', 'failed'].includes(scene),
)

describe('the pages in a browser', { skip, timeout: 1_200_000 }, () => {
  let browser: Browser
  before(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--headless'],
    })
  })
  after(() => browser?.close())

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing, nothing overflows a phone of 320 px, no error is logged: ${colorScheme}`, async () => {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width: 320, height: 800 },
      })
      await withSite({}, async ({ url, state }) => {
        const page = await signedInPage(context, url)
        const errors = errorsOf(page)
        for (const [scene, path] of colorScheme === 'light' ? PAGES : COLOURFUL) {
          // Off the page first: it loads itself again when its organisations are others.
          await page.goto('about:blank')
          state.organisations = SCENES[scene]
          await page.goto(url + path)
          const axe = new AxeBuilder({ page }).exclude('iframe').setLegacyMode()
          // In the dark only the colours are others.
          if (colorScheme === 'dark') axe.withRules(['color-contrast'])
          const { violations } = await axe.analyze()
          const found = violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)
          assert.deepEqual(found, [], `${scene} ${path}`)
          assert.deepEqual(errors, [], `${scene} ${path}`)
          assert.equal(await overflow(page), 0, `${scene} ${path} is wider than the phone`)
        }
      })
      await context.close()
    })
  }

  test('the status page follows a scan without reloading, and the focus stays', async () => {
    await withSite({ scene: 'scanning' }, async ({ url, state }) => {
      const page = await signedInPage(await browser.newContext(), url)
      await page.goto(`${url}/status`)
      await page.getByText('Counting your files').waitFor()
      await page.getByRole('link', { name: 'Disconnect' }).focus()
      const one = state.organisations[0]
      assert.ok(one?.scan)
      state.organisations = [{ ...one, scan: { ...one.scan, state: 'done', files: 77 } }]
      await page.getByRole('link', { name: 'Choose what to back up' }).waitFor()
      assert.match(await page.locator('.card').innerText(), /77 files/)
      const focused = await page.evaluate(() => document.activeElement?.textContent)
      assert.match(focused ?? '', /Disconnect/)
      const said = await page.locator('[data-announcer]').textContent()
      assert.equal(said, 'Demo Company (UK): Ready for your choice')
      await page.context().close()
    })
  })

  test('the price follows the filter, and Buy leads on', async () => {
    await withSite({}, async ({ url, state }) => {
      const page = await signedInPage(await browser.newContext(), url)
      await page.goto(`${url}/filters/scn_1`)
      const panel = page.locator('#price')
      assert.match(await panel.innerText(), /£47\.68/)
      await page.getByLabel('Bills', { exact: true }).uncheck()
      await panel.getByText('£32.48').first().waitFor()
      await page.getByRole('link', { name: 'No types' }).click()
      await panel.getByText('The workbook alone, with no files.').waitFor()
      await page.getByLabel('I accept the terms').check()
      await page.getByRole('button', { name: 'Buy' }).click()
      await page.getByRole('heading', { name: 'Invoice details' }).waitFor()
      assert.ok(state.calls.includes(`order.buy 0 1000 2026-11-1`), state.calls.join())
      assert.match(await page.locator('.summary').innerText(), /£57\.22/)
      await page.getByLabel('Country').selectOption('JE')
      assert.doesNotMatch(await page.locator('.summary').innerText(), /£57\.22/)
      await page.context().close()
    })
  })

  test('a form may be redirected to Stripe, and nowhere else', async () => {
    const other = createFakeSite({ scene: 'scan done' })
    const stripe = await serveSite(other.site, { port: 0, host: '127.0.0.1' })
    for (const allowed of [true, false]) {
      const formTargets = allowed ? [new URL(stripe.url).origin] : []
      await withSite({ site: { formTargets } }, async ({ url, state, ports }) => {
        state.orders.set('ord_1', anOrder({ details: DETAILS }))
        Object.assign(ports.app.order, { pay: async () => ({ url: `${stripe.url}/how-it-works` }) })
        const page = await signedInPage(await browser.newContext(), url)
        await page.goto(`${url}/orders/ord_1`)
        await page.getByRole('button', { name: 'Continue to payment' }).click()
        if (allowed) await page.waitForURL(`${stripe.url}/how-it-works`)
        else await page.waitForTimeout(200)
        assert.equal(page.url().startsWith(stripe.url), allowed)
        await page.context().close()
      })
    }
    await stripe.close()
  })

  test('everything that matters works without a script', async () => {
    await withSite({}, async ({ url, state }) => {
      const page = await signedInPage(await browser.newContext({ javaScriptEnabled: false }), url)
      await page.goto(`${url}/filters/scn_1`)
      await page.getByLabel('Bills', { exact: true }).uncheck()
      await page.getByRole('button', { name: 'Update Filters' }).click()
      assert.match(await page.locator('#price').innerText(), /£32\.48/)
      await page.getByRole('button', { name: 'Buy' }).click()
      assert.match(await page.locator('main').innerText(), /Tick the box to accept the terms/)
      assert.equal(await page.getByLabel('Bills', { exact: true }).isChecked(), false)
      await page.getByLabel('I accept the terms').check()
      await page.getByRole('button', { name: 'Buy' }).click()
      assert.equal(new URL(page.url()).pathname, '/orders/ord_1/details')
      assert.equal(state.filter.types.includes('bills'), false)
      await page.context().close()
    })
  })
})

const DETAILS = {
  name: 'Ann Archer',
  addressLine1: '1 Paper Street',
  addressLine2: '',
  city: 'Norwich',
  postalCode: 'NR1 1AA',
  country: 'GB',
  email: 'ann@example.com',
  vatNumber: '',
}

type Served = ReturnType<typeof createFakeSite> & { readonly url: string }

async function withSite(options: FakeSiteOptions, work: (served: Served) => Promise<void>) {
  const fake = createFakeSite(options)
  const serving: ServingSite = await serveSite(fake.site, { port: 0, host: '127.0.0.1' })
  try {
    await work({ ...fake, url: serving.url })
  } finally {
    await serving.close()
  }
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

async function signedInPage(context: BrowserContext, url: string): Promise<Page> {
  await context.addCookies([
    { name: 'ledgerkeep', value: 'ann-session', url },
    { name: 'ledgerkeep-operator', value: 'operator-session', url },
  ])
  return context.newPage()
}

/** What the browser complains of, without the 4xx that a page is meant to answer. */
function errorsOf(page: Page): readonly string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
      errors.push(message.text())
    }
  })
  return errors
}
