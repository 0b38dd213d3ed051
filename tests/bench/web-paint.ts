import type { Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import type { WebReady } from './web-process.ts'

const SLOWER = 4
const LOADS = 3

export interface Paint {
  readonly name: string
  /** The middle one of the loads. */
  readonly ms: number
}

/** When the largest piece of a page is painted, in a browser on a processor slowed down four times. */
export async function largestPaints(ready: WebReady): Promise<readonly Paint[]> {
  const visitor = ready.visitors[0]
  if (!visitor) return []
  const chromium = await openBrowser()
  try {
    const context = await chromium.browser.newContext({ viewport: { width: 1280, height: 900 } })
    await context.addCookies([
      { name: 'ledgerkeep', value: visitor.session, url: ready.url },
      { name: 'ledgerkeep-cookies', value: 'accepted', url: ready.url },
    ])
    const paints: Paint[] = []
    for (const [name, path] of [
      ['home', '/'],
      ['howItWorks', '/how-it-works'],
      ['whatIsBackedUp', '/what-is-backed-up'],
      ['status', '/status'],
      ['filters', `/filters/${visitor.scanIds[3]}`],
      ['backup running', `/backups/${visitor.backupIds[1]}`],
    ] as const) {
      const times: number[] = []
      for (let load = 0; load < LOADS; load += 1) {
        const page = await context.newPage()
        times.push(await largestPaint(page, ready.url + path))
        await page.close()
      }
      times.sort((a, b) => a - b)
      paints.push({ name, ms: times[Math.floor(LOADS / 2)] ?? Number.NaN })
    }
    return paints
  } finally {
    await chromium.close()
  }
}

async function largestPaint(page: Page, url: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.goto(url, { waitUntil: 'load' })
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let last = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) last = Math.max(last, entry.startTime)
        }).observe({ type: 'largest-contentful-paint', buffered: true })
        setTimeout(() => resolve(last), 400)
      }),
  )
}
