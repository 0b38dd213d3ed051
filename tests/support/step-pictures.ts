import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { loadAssets } from '../../src/web/assets.ts'

const FOLDER = 'src/web/assets/pictures'
const KEPT_IN = join(FOLDER, 'steps.json')
const SIZES = {
  wide: { width: 1120, height: 760 },
  phone: { width: 390, height: 760 },
} as const
const QUALITY = 62

type Kept = Record<string, { readonly fingerprint: string }>

/**
 * Takes the picture of a step for the page "How it works", on a desk and on a phone, when what the page
 * says or how the site looks is no longer what the kept picture shows. So the pictures follow the site by
 * themselves, and nothing changes when nothing has changed.
 */
export async function keepStepPicture(page: Page, step: string, at?: string): Promise<void> {
  const fingerprint = await fingerprintOf(page)
  const kept: Kept = JSON.parse(readFileSync(KEPT_IN, { encoding: 'utf8', flag: 'a+' }) || '{}')
  if (kept[step]?.fingerprint === fingerprint) return
  const before = page.viewportSize()
  for (const [name, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size)
    await lookAt(page, at ?? null)
    await writeFile(join(FOLDER, `step-${step}-${name}.webp`), await shot(page))
  }
  await page.evaluate(() => scrollTo(0, 0))
  if (before) await page.setViewportSize(before)
  const steps = Object.entries({ ...kept, [step]: { fingerprint, ...SIZES } })
  steps.sort(([a], [b]) => a.localeCompare(b))
  await writeFile(KEPT_IN, `${JSON.stringify(Object.fromEntries(steps), null, 2)}\n`)
}

/** The line about the demonstration is hidden meanwhile: these are pictures for customers. */
async function lookAt(page: Page, selector: string | null): Promise<void> {
  await page.evaluate((wanted) => {
    for (const one of document.querySelectorAll<HTMLElement>('.demonstration')) one.hidden = true
    document.querySelector(wanted ?? 'body')?.scrollIntoView({ block: 'start' })
  }, selector)
}

async function shot(page: Page): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page)
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
  })
  await devtools.detach()
  return Buffer.from(data, 'base64')
}

const DAYS = /\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g
const MONTHS =
  /\b(January|February|March|April|May|June|July|August|September|October|November|December)\b/g

/** What the page says, without what changes from one run to the next, and how the site looks. */
async function fingerprintOf(page: Page): Promise<string> {
  const words = await page.locator('main, body').first().innerText()
  const lasting = words
    .replaceAll(DAYS, 'day')
    .replaceAll(MONTHS, 'month')
    .replaceAll(/\(in # \w+\)/g, '')
    .replaceAll(/[\d.,:#]+/g, '#')
    .replaceAll(/\b(bytes|kB|MB|minutes?|hours?|days?)\b/g, 'unit')
    .replaceAll(/\s+/g, ' ')
  const look = loadAssets().get('site.css')?.hash ?? ''
  return createHash('sha256').update(lasting).update(look).digest('hex').slice(0, 16)
}
