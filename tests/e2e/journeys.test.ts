import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { noBrowser, openBrowser, type TestBrowser } from '../support/browser.ts'
import { type RunningSite, startSite } from '../support/running-site.ts'

const READER = { locale: 'en-GB', timezoneId: 'Europe/London' } as const
const PHONE = { width: 390, height: 844 } as const

/** Walks off the straight path, on the whole product with small books and a fast clock. */
describe('other ways through the site', { skip: noBrowser(), timeout: 300_000 }, () => {
  let site: RunningSite
  let chromium: TestBrowser

  before(async () => {
    site = await startSite({ environment: { DEMO_WORLD: 'tiny', DEMO_SPEED: '40' } })
    chromium = await openBrowser()
  })
  after(async () => {
    await chromium.close()
    await site.stop()
  })

  const newPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await chromium.browser.newContext({ ...READER, ...options })
    context.setDefaultTimeout(15_000)
    return context.newPage()
  }

  /** To Xero and back, choosing the organisation at that place of the list. */
  async function connect(page: Page, place: number): Promise<void> {
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.locator('[name=tenant]').nth(place).check()
    await page.getByRole('button', { name: 'Allow access' }).click()
    await page.waitForURL(`${site.url}/status`)
  }

  async function logIn(page: Page, place: number): Promise<void> {
    await page.goto(`${site.url}/backup`)
    await page.getByRole('button', { name: 'Accept and continue' }).click()
    await page.getByRole('button', { name: 'Log in to Xero' }).click()
    await connect(page, place)
  }

  /** From the filters to the payment page. */
  async function order(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Choose what to back up' }).first().click()
    await page.getByLabel('I accept the terms').check()
    await page.getByRole('button', { name: 'Buy' }).click()
    await page.getByLabel(/^Name/).first().fill('Harbour Street Bakery Ltd')
    await page.locator('[name=addressLine1]').fill('1 Harbour Street')
    await page.locator('[name=city]').fill('Whitby')
    await page.locator('[name=postalCode]').fill('YO21 1AA')
    await page.getByRole('button', { name: 'Continue to payment' }).click()
  }

  async function pay(page: Page, method: string): Promise<void> {
    await page.getByLabel('Name or company').fill('Harbour Street Bakery Ltd')
    await page.getByLabel('Address line').fill('1 Harbour Street')
    await page.getByLabel('Postal code').fill('YO21 1AA')
    await page.getByLabel('Payment method').selectOption(method)
    await page.getByRole('button', { name: 'Pay' }).click()
  }

  const control = async (simulator: 'Xero' | 'Stripe', path: string, body: unknown) => {
    const url = new RegExp(`${simulator} simulator +(\\S+)`).exec(site.printed())?.[1]
    const answer = await fetch(`${url}/control/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    assert.ok(answer.ok, `${path}: ${answer.status}`)
  }

  test('a phone in the dark, without a script: a refused card, a debit that fails after days, one that arrives', async () => {
    const options = { viewport: PHONE, colorScheme: 'dark', javaScriptEnabled: false } as const
    const page = await newPage(options)
    await logIn(page, 0)
    await page.getByRole('button', { name: 'Scan to Quote' }).click()
    await reloadUntil(page, 'Choose what to back up')
    await order(page)
    await pay(page, 'card_declined')
    await page.getByText('The payment was not made').waitFor()
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByText('Nothing was charged').first().waitFor()
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await debit(page, 'failed')
    await page.goto(`${site.url}/status`)
    await reloadUntil(page, 'Continue to payment')
    await page.getByRole('link', { name: 'Continue to payment' }).click()
    await page.getByText('The bank did not pay').waitFor()
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    const settle = await debit(page, null)
    await page.goto(`${site.url}/status`)
    await page.getByText('The backup starts by itself when your bank has paid').waitFor()
    assert.equal(await overflow(page), 0)
    await settle('succeeded')
    await reloadUntil(page, 'Download')
    assert.equal(await overflow(page), 0)
    await page.context().close()
  })

  /** Pays by debit, which takes days; the bank then says what is given, or what is told later. */
  async function debit(page: Page, said: 'succeeded' | 'failed' | null) {
    const session = new URL(page.url()).pathname.split('/').at(-1)
    await pay(page, said === 'failed' ? 'debit_fails' : 'debit_succeeds')
    await page.getByText('Your payment is on its way').first().waitFor()
    const settle = (outcome: 'succeeded' | 'failed') =>
      control('Stripe', 'settle', { session, outcome })
    if (said) await settle(said)
    return settle
  }

  test('two organisations in two tabs: the second is revoked at Xero, and connected again', async () => {
    const page = await newPage()
    await logIn(page, 0)
    await page.getByRole('button', { name: 'Connect Another Business' }).click()
    await connect(page, 1)
    assert.equal(await page.locator('.card').count(), 2)
    const second = page.locator('.card', { hasText: 'Atelier Lámh' })
    const other = await page.context().newPage()
    await other.goto(`${site.url}/status`)
    await revokeAll()
    await second.getByRole('button', { name: 'Scan to Quote' }).click()
    for (const tab of [page, other]) {
      const card = tab.locator('.card', { hasText: 'Atelier Lámh' })
      await card.getByText('Xero no longer lets us read this organisation').waitFor()
    }
    await page
      .getByRole('button', { name: /^Connect again/ })
      .first()
      .click()
    await connect(page, 1)
    for (const tab of [page, other]) {
      const card = tab.locator('.card', { hasText: 'Atelier Lámh' })
      await card.getByRole('link', { name: 'Choose what to back up' }).waitFor()
    }
    await page.context().close()
  })

  test('the keyboard alone: from the first page to the login, and back out', async () => {
    const page = await newPage()
    await page.goto(site.url)
    await page.keyboard.press('Tab')
    assert.equal(await focusedText(page), 'Skip to the content')
    assert.ok(await focusIsVisible(page))
    await tabTo(page, 'Backup')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/backup$/)
    await tabTo(page, 'Accept and continue')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Log in to Xero')
    assert.ok(await focusIsVisible(page))
    await page.keyboard.press('Enter')
    await tabTo(page, 'Log in')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Allow access')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${site.url}/status`)
    await tabTo(page, /^Disconnect/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/disconnect$/)
    await page.locator('[value=keep]').focus()
    await page.keyboard.press('ArrowDown')
    assert.equal(await page.locator('[value="delete files"]').isChecked(), true)
    await tabTo(page, 'Disconnect')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Receipt of a deletion' }).waitFor()
    await page.context().close()
  })

  async function revokeAll(): Promise<void> {
    const url = /Xero simulator +(\S+)/.exec(site.printed())?.[1]
    const told = (await (await fetch(`${url}/control/counts`)).json()) as {
      organisations: readonly { tenantId: string }[]
    }
    for (const { tenantId } of told.organisations) await control('Xero', 'disconnect', { tenantId })
  }
})

async function reloadUntil(page: Page, link: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    await page.goto(page.url())
    if ((await page.getByRole('link', { name: link }).count()) > 0) return
    await new Promise((done) => setTimeout(done, 300))
  }
  assert.fail(`${link} did not appear`)
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const focusedText = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')

const focusIsVisible = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })

async function tabTo(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).last().waitFor()
  await page.waitForLoadState()
  for (let tries = 0; tries < 60; tries += 1) {
    const focused = await focusedText(page)
    if (typeof text === 'string' ? focused === text : text.test(focused)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`${text} was not reached by the keyboard`)
}
