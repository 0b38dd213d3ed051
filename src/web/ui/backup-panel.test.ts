import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ANN_HEADERS, askSite } from '../../../tests/support/ask-site.ts'
import { aBackup, anOrganisation, FAKE_NOW, finished } from '../../../tests/support/fake-views.ts'
import type { BackupView } from '../../app/app.ts'

const READY = finished().archive
const PAGES = ['/backups/bak_1', '/status'] as const

async function pageOf(backup: BackupView, path: string): Promise<string> {
  const organisations = [anOrganisation({ backups: [backup] })]
  return (await askSite({ state: { organisations } }).get(path, ANN_HEADERS)).text()
}

describe('an archive that is ready', () => {
  for (const state of [
    'pending',
    'running',
    'waiting',
    'packaging',
    'failed',
    'cancelled',
  ] as const) {
    test(`stays to be downloaded while its retry is ${state}`, async () => {
      const backup = aBackup({ state, archive: READY })
      for (const path of PAGES) {
        assert.match(await pageOf(backup, path), /href="\/backups\/bak_1\/download"/, path)
      }
    })
  }

  test('is not offered once it is deleted, or before it is there', async () => {
    const gone = [
      finished({ deletedAt: FAKE_NOW }),
      aBackup(),
      aBackup({ archive: READY && { ...READY, state: 'building' } }),
    ]
    for (const backup of gone) {
      for (const path of PAGES) assert.doesNotMatch(await pageOf(backup, path), /\/download"/)
    }
  })
})

describe('what was not obtained', () => {
  const page = (mayRetry: boolean) =>
    pageOf(finished({ state: 'complete with exceptions', exceptions: 3, mayRetry }), PAGES[0])

  test('is fetched by a retry, where there is anything that one would try', async () => {
    assert.match(await page(true), /action="\/backups\/bak_1\/retry"/)
    const without = await page(false)
    assert.doesNotMatch(without, /\/retry"/)
    assert.match(without, /A retry would not bring these now/)
  })
})

describe('a backup that stopped', () => {
  const stopped = (change: Partial<BackupView>) =>
    aBackup({ state: 'failed', reason: 'The disk is broken', finishedAt: FAKE_NOW, ...change })

  test('has its reason and a retry on every page, where the app would accept one', async () => {
    for (const path of PAGES) {
      const html = await pageOf(stopped({ mayRetry: true }), path)
      assert.match(html, /The disk is broken/)
      assert.match(html, /action="\/backups\/bak_1\/retry"/, path)
      for (const [retryObstacle, words] of [
        ['disconnected', /can be tried again when the organisation is connected/],
        ['paid back', /Its payment was paid back, so it cannot be tried again/],
      ] as const) {
        const not = await pageOf(stopped({ mayRetry: false, retryObstacle }), path)
        assert.doesNotMatch(not, /\/retry"/, path)
        assert.match(not, words, path)
      }
    }
  })

  test('says that somebody was told only where somebody was', async () => {
    const [path] = PAGES
    assert.match(await pageOf(stopped({}), path), /We have been told/)
    assert.doesNotMatch(await pageOf(stopped({ operatorTold: false }), path), /told/)
  })
})

describe('a backup whose day is near', () => {
  const day = 86_400_000
  const kept = (days: number) => finished({ keptUntil: FAKE_NOW + days * day })

  test('says so on every page from the day of the letter on', async () => {
    for (const path of PAGES) {
      assert.doesNotMatch(await pageOf(kept(8), path), /This backup is deleted on/, path)
      assert.match(await pageOf(kept(7), path), /This backup is deleted on/, path)
    }
    assert.match(await pageOf(kept(7), PAGES[0]), /choose a later day here\./)
  })
})

describe('a backup that rests', () => {
  const day = 86_400_000
  const rests = (days: number, pausedByCustomer: boolean) =>
    aBackup({ state: 'paused', pausedByCustomer, keptUntil: FAKE_NOW + days * day })

  test('says until when, and what has to be done before, in amber in its last week', async () => {
    for (const path of PAGES) {
      const byHand = await pageOf(rests(20, true), path)
      assert.match(byHand, /Kept until <time.*Resume it before that day/s, path)
      assert.match(byHand, />\s*Resume\s*</, path)
      const amber = /class="notice waiting"><p>Kept until/
      assert.doesNotMatch(byHand, amber, path)
      assert.match(await pageOf(rests(6, true), path), amber, path)
      assert.match(await pageOf(rests(6, false), path), /Connect the organisation again before/)
    }
  })
})

describe('cancelling', () => {
  const asked = async (backup: BackupView): Promise<string> =>
    pageOf(backup, '/backups/bak_1/cancel')

  test('a backup ends it without an archive; a retry leaves the archive as it is', async () => {
    assert.match(await asked(aBackup()), /There will be no archive/)
    const retry = await asked(aBackup({ archive: READY }))
    assert.match(retry, /Your archive stays as it is/)
    assert.doesNotMatch(retry, /no archive|for good/)
  })
})

describe('a wait', () => {
  const waits = [
    ["Xero's daily limit for this organisation", 'limit', 'Waiting for Xero'],
    ['Xero does not answer as it should at the moment', 'xero', 'Waiting for Xero'],
    ['The connection to Xero broke (ENOTFOUND).', 'line', 'Waiting for the line to Xero'],
    ['The disk is full', 'disk', 'Waiting for room on the disk'],
    ['The database can’t be used now, says Xero.', null, 'Waiting'],
  ] as const
  for (const [reason, waitsFor, words] of waits) {
    test(`says what it is for: ${reason}`, async () => {
      const waitingUntil = Date.UTC(2026, 10, 22, 14, 5)
      const html = await pageOf(
        aBackup({ state: 'waiting', reason, waitsFor, waitingUntil }),
        PAGES[0],
      )
      assert.match(html, new RegExp(`state-words">\\s*${words}\\s* until `))
      assert.ok(html.includes(reason.replaceAll("'", '&#39;')), reason)
      assert.equal(html.includes('Xero limits how fast'), waitsFor === 'limit')
      assert.match(html, /The backup goes on by itself/)
    })
  }
})
