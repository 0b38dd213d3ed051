import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { termsVersionFor } from '../../src/core/terms.ts'
import { type ServingSite, serveSite } from '../../src/web/server.ts'
import { FAKE_RULES } from '../support/fake-account.ts'
import { createFakeSite, type FakeSiteOptions } from '../support/fake-site.ts'
import { anOrder } from '../support/fake-views.ts'
import { isColourful, organisationsOf, PAGES } from '../support/seen-pages.ts'

const CHROMIUM = '/usr/bin/chromium'
const PHONE = { width: 320, height: 800 } as const
const DESK = { width: 1280, height: 800 } as const
const skip = existsSync(CHROMIUM) ? false : `there is no browser at ${CHROMIUM}`

describe('the pages in a browser', { skip, timeout: 1_200_000 }, () => {
  let browser: Browser
  before(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--headless'],
    })
  })
  after(() => browser?.close())

  test('axe finds nothing, in the dark neither; nothing overflows; no error is logged', async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport: PHONE })
    await withSite({}, async ({ url, state }) => {
      const page = await signedInPage(context, url)
      const errors = errorsOf(page)
      const seen = new Set<string>()
      for (const shown of PAGES) {
        const [scene, path] = shown
        // Off the page first: it loads itself again when its organisations are others.
        await page.goto('about:blank')
        state.organisations = organisationsOf(scene)
        await page.emulateMedia({ colorScheme: 'light' })
        await page.goto(url + path)
        const axe = new AxeBuilder({ page }).exclude('iframe').setLegacyMode()
        // Around another state of the same page nothing differs.
        if (seen.has(path)) axe.include('main')
        seen.add(path)
        assert.deepEqual(found((await axe.analyze()).violations), [], `${scene} ${path}`)
        if (isColourful(shown)) {
          await page.emulateMedia({ colorScheme: 'dark' })
          assert.deepEqual(await contrastFaults(page), [], `${scene} ${path} in the dark`)
        }
        assert.equal(await overflow(page), 0, `${scene} ${path} is wider than the phone`)
        await page.setViewportSize(DESK)
        assert.equal(await overflow(page), 0, `${scene} ${path} is wider than the desk`)
        await page.setViewportSize(PHONE)
        assert.deepEqual(errors, [], `${scene} ${path}`)
      }
    })
    await context.close()
  })

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
      const fault = page.locator('[data-preview-fault]')
      await page.getByLabel('First day').fill('2026-05-01')
      await page.getByLabel('Last day').fill('2026-01-01')
      await fault.getByText('The range ends').waitFor()
      await page.getByLabel('First day').fill('')
      await page.getByLabel('Last day').fill('')
      await fault.getByText('The range ends').waitFor({ state: 'detached' })
      await page.getByLabel('Bills', { exact: true }).uncheck()
      await panel.getByText('£32.48').first().waitFor()
      await page.getByRole('link', { name: 'No types' }).click()
      await panel.getByText('The workbook alone, with no files.').waitFor()
      await page.getByLabel('I accept the terms').check()
      await page.getByRole('button', { name: 'Buy' }).click()
      await page.getByRole('heading', { name: 'Invoice details' }).waitFor()
      assert.ok(state.calls.includes(`order.buy 0 1000 ${TERMS}`), state.calls.join())
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
        const refused = allowed ? null : await violation(page)
        await page.getByRole('button', { name: 'Continue to payment' }).click()
        if (allowed) await page.waitForURL(`${stripe.url}/how-it-works`)
        else assert.equal(await refused?.told, 'form-action')
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

/** Which directive of the content policy the page's next fault is against. */
async function violation(page: Page): Promise<{ readonly told: Promise<string> }> {
  const { promise: told, resolve } = Promise.withResolvers<string>()
  await page.exposeFunction('refused', resolve)
  await page.evaluate(() => {
    const { refused } = globalThis as unknown as { refused(directive: string): void }
    addEventListener('securitypolicyviolation', (event) => refused(event.effectiveDirective))
  })
  return { told }
}

const TERMS = termsVersionFor(FAKE_RULES)

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

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

const found = (violations: readonly Violation[]): readonly string[] =>
  violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)

/** By the axe that is in the page from the look before: only the colours are others now. */
const contrastFaults = async (page: Page): Promise<readonly string[]> =>
  found(
    await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(on: object, how: object): Promise<{ violations: readonly Violation[] }> }
      }
      const how = { runOnly: ['color-contrast'], resultTypes: ['violations'] }
      return (await axe.run({ exclude: [['iframe']] }, how)).violations
    }),
  )

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
