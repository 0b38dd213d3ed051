import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, test as nodeTest } from 'node:test'
import type { Page } from 'playwright-core'
import { noBrowser, openBrowser, pictureFolder, type TestBrowser } from '../support/browser.ts'
import { keepExamplePicture } from '../support/example-picture.ts'
import { type RunningSite, startSite } from '../support/running-site.ts'
import { keepStepPicture } from '../support/step-pictures.ts'

const WIDE = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
/** Whose pages are in the pictures. */
const READER = { locale: 'en-GB', timezoneId: 'Europe/London' } as const

describe('the eleven steps in a browser', { skip: noBrowser(), timeout: 1_200_000 }, () => {
  let site: RunningSite
  let chromium: TestBrowser
  let page: Page
  let folder: string | null

  before(async () => {
    site = await startSite()
    chromium = await openBrowser()
    const context = await chromium.browser.newContext({
      ...READER,
      viewport: WIDE,
      acceptDownloads: true,
    })
    page = await context.newPage()
    page.setDefaultTimeout(10_000)
    folder = await pictureFolder()
  })
  after(async () => {
    await chromium.close()
    await site.stop()
  })

  let broken = false
  /** Each step goes on from where the one before ended: after a failure the rest tells nothing. */
  const test = (name: string, step: () => Promise<void>) =>
    nodeTest(name, async (context) => {
      if (broken) return context.skip('an earlier step failed')
      broken = true
      await step()
      broken = false
    })

  /** The page as it is now, on a desk and on a phone, for whoever asked for pictures. */
  const picture = async (name: string): Promise<void> => {
    if (!folder) return
    for (const [size, viewport] of [
      ['wide', WIDE],
      ['phone', PHONE],
    ] as const) {
      await page.setViewportSize(viewport)
      await page.screenshot({ path: join(folder, `${name}-${size}.png`), fullPage: true })
    }
    await page.setViewportSize(WIDE)
  }

  const button = (name: string) => page.getByRole('button', { name }).first()
  const link = (name: string) => page.getByRole('link', { name }).first()
  const seen = (text: string | RegExp) => page.getByText(text).first().waitFor()

  test('1 and 2: Backup in the navigation, cookies accepted once', async () => {
    await page.goto(site.url)
    await seen('Demonstration: Xero and Stripe are simulated on this machine')
    await picture('01-home')
    await keepStepPicture(page, '01')
    await page.getByRole('navigation').getByRole('link', { name: 'Backup' }).click()
    await link('Each cookie, and how long it lives').click()
    await seen('strictly necessary')
    await picture('02-cookies')
    await keepStepPicture(page, '02')
    await page.goBack()
    assert.equal(await button('Log in to Xero').count(), 0)
    await button('Accept and continue').click()
  })

  test('3: log in to Xero and pick an organisation', async () => {
    await picture('03-log-in')
    await keepStepPicture(page, '03')
    await button('Log in to Xero').click()
    await seen('ann@example.com')
    await button('Log in').click()
    await button('Allow access').click()
    await page.waitForURL(`${site.url}/status`)
    await seen('Harbour Street Bakery')
    await button('Connect Another Business').waitFor()
    await picture('04-connected')
    await keepStepPicture(page, '04', '.title-row')
  })

  test('4 and 5: Scan to Quote, leave, come back, an email', async () => {
    await button('Scan to Quote').click()
    await seen(/^(PENDING|SCANNING)$/)
    await seen('Counting your files')
    await picture('05-scanning')
    await keepStepPicture(page, '05', '.card')
    await page.goto(`${site.url}/how-it-works`)
    await page.goto(`${site.url}/status`)
    await link('Choose what to back up').waitFor({ timeout: 60_000 })
    await picture('05-scanned')
    await page.goto(`${site.url}/outbox`)
    await seen(/Harbour Street Bakery: 156 files counted/)
    await seen('ann@example.com')
  })

  test('6: filters change count and price, worked out by the server', async () => {
    await page.goto(`${site.url}/status`)
    await link('Choose what to back up').click()
    await seen('156')
    await page.getByLabel('First day').fill('2026-05-01')
    await page.getByLabel('Last day').fill('2026-01-01')
    await button('Update Filters').click()
    await seen(/ends .* before it starts|starts/)
    await page.getByLabel('First day').fill('2025-01-01')
    await page.getByLabel('Last day').fill('')
    await button('Update Filters').click()
    await page.waitForLoadState()
    // The truth of the demonstration's books from 2025 on; the files of its library are older.
    assert.equal(await attachments(page), 89)
    await picture('06-filters')
    await keepStepPicture(page, '06')
    await page.getByRole('checkbox', { name: /^Bills/ }).uncheck()
    await page.locator('.price-panel', { hasText: /Attachments\s*61/ }).waitFor()
    await page.getByRole('checkbox', { name: /^Bills/ }).check()
    await button('Update Filters').click()
  })

  test('7 and 8: terms, Buy, Invoice details', async () => {
    await page.getByLabel('I accept the terms').check()
    await keepStepPicture(page, '07', '.filters-order')
    await button('Buy').click()
    await page.getByRole('heading', { name: 'Invoice details' }).waitFor()
    await page.getByLabel(/^Name/).first().fill('Harbour Street Bakery Ltd')
    await page.locator('[name=addressLine1]').fill('1 Harbour Street')
    await page.locator('[name=city]').fill('Whitby')
    await page.locator('[name=postalCode]').fill('YO21 1AA')
    await page.locator('[name=country]').selectOption('GB')
    await picture('08-invoice-details')
    await keepStepPicture(page, '08')
    await button('Continue to payment').click()
  })

  test('9: Stripe Checkout with UK VAT; cancelling charges nothing', async () => {
    await seen('£12.00')
    await page.getByRole('link', { name: 'Cancel' }).click()
    await seen('Nothing was charged')
    await picture('09-cancelled')
    await button('Continue to payment').click()
    await page.waitForURL(/\/c\/pay\//)
    await picture('09-payment')
    await keepStepPicture(page, '09')
    await page.getByLabel('Name or company').fill('Harbour Street Bakery Ltd')
    await page.getByLabel('Address line').fill('1 Harbour Street')
    await page.getByLabel('Town or city').fill('Whitby')
    await page.getByLabel('Postal code').fill('YO21 1AA')
    await button('Pay').click()
    await page.waitForURL(/\/(orders|backups)\//)
  })

  test('10: the backup starts by itself and shows its progress live', async () => {
    await page.goto(`${site.url}/status`)
    await seen('RUNNING')
    await page
      .getByRole('link', { name: /See|Open|Details|backup/i })
      .last()
      .waitFor()
    const first = await filesDone(page)
    await eventually(async () => (await filesDone(page)) > first + 5)
    await seen(/\d{2}:\d{2}/)
    await picture('10-running')
    await keepStepPicture(page, '10', '.card')
  })

  test('disconnecting pauses, reconnecting goes on', async () => {
    // A slow hand: parts of the page are renewed between press and release.
    await page.getByRole('link', { name: /^Disconnect/ }).click({ delay: 2_500 })
    await page.waitForURL(/\/disconnect/)
    await picture('10-disconnect')
    await page.getByRole('button', { name: /^Disconnect/ }).click()
    await seen('Paused: Xero is disconnected')
    await picture('10-paused')
    await page
      .getByRole('button', { name: /^Connect again|^Connect Xero again/ })
      .first()
      .click()
    await seen('ann@example.com')
    await button('Log in').click()
    await button('Allow access').click()
    await page.waitForURL(`${site.url}/status`)
    await seen('RUNNING')
  })

  test('11: an email, then Download: one ZIP', async () => {
    const download = page.getByRole('link', { name: 'Download' }).first()
    await download.waitFor({ timeout: 120_000 })
    await picture('11-ready')
    await keepStepPicture(page, '11', '.card')
    const [saved] = await Promise.all([page.waitForEvent('download'), download.click()])
    assert.match(saved.suggestedFilename(), /^Ledgerkeep - Harbour Street Bakery - .*\.zip$/)
    const path = join(site.dataFolder, 'downloaded.zip')
    await saved.saveAs(path)
    await keepExamplePicture(path, saved.suggestedFilename())
    const names = zipNames(path)
    const within = (folder: string) => names.filter((name) => name.startsWith(`data/${folder}/`))
    const exceptions = execFileSync('unzip', ['-p', path, 'data/exceptions.csv'], {
      encoding: 'utf8',
    })
    assert.equal(within('Attachments').length, 89, exceptions)
    assert.equal(within('Library files').length, 0)
    assert.ok(names.includes('data/Accounting data.xlsx'))
    await page.goto(`${site.url}/outbox`)
    await seen(/your backup is ready/)
    await picture('11-outbox')
    await page.goto(`${site.url}/account`)
    await picture('12-account')
    await page.goto(`${site.url}/how-it-works`)
    await picture('12-how-it-works')
  })
})

/** Waits for what the page shows by itself, without reloading it. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await holds()) return
    await new Promise((done) => setTimeout(done, 200))
  }
  assert.fail('It did not come about within 30 seconds.')
}

async function attachments(page: Page): Promise<number> {
  const text = await page.locator('.price-panel').innerText()
  return Number(/Attachments\s+([\d,]+)/.exec(text)?.[1]?.replace(',', ''))
}

async function filesDone(page: Page): Promise<number> {
  return Number(/(\d+) of 89 files/.exec(await page.locator('body').innerText())?.[1] ?? 0)
}

/** Python's own reader: another witness than our writer. */
function zipNames(path: string): readonly string[] {
  const script =
    'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;print("\\n".join(z.namelist()))'
  return execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }).trim().split('\n')
}
