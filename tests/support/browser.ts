import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'

/** Why tests in a browser are skipped here; false where there is one. */
export const noBrowser = (): string | false =>
  existsSync(CHROMIUM) ? false : `there is no browser at ${CHROMIUM}`

export interface TestBrowser {
  readonly browser: Browser
  close(): Promise<void>
}

/** A headless Chromium with a profile of its own, that talks to nobody by itself. */
export async function openBrowser(): Promise<TestBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerkeep-browser-'))
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--crash-dumps-dir=${folder}`,
    ],
  })
  return {
    browser,
    close: async () => {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Where the pictures of the walk are kept (`SCREENSHOTS=docs/screenshots`); null when nobody asked for any. */
export async function pictureFolder(): Promise<string | null> {
  const folder = process.env['SCREENSHOTS']
  if (!folder) return null
  await mkdir(folder, { recursive: true })
  return folder
}
