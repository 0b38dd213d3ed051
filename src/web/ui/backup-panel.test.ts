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
  const missing = (exceptions: number, listsMissing: number) =>
    finished({ state: 'complete with exceptions', exceptions, listsMissing })

  test('is fetched by a retry, lists by a new scan', async () => {
    const page = (backup: BackupView) => pageOf(backup, PAGES[0])
    const [files, lists, both] = await Promise.all([
      page(missing(3, 0)),
      page(missing(2, 2)),
      page(missing(3, 2)),
    ])
    assert.deepEqual(
      [files, lists, both].map((html) => [
        html.includes('/backups/bak_1/retry'),
        html.includes('fetched by a new scan'),
      ]),
      [
        [true, false],
        [false, true],
        [true, true],
      ],
    )
  })
})

describe('a wait', () => {
  const waits = [
    ["Xero's daily limit for this organisation", 'Waiting for Xero', true],
    ['Xero does not answer as it should at the moment', 'Waiting for Xero', false],
    ['The connection to Xero broke (ENOTFOUND).', 'Waiting for the line to Xero', false],
    ['The disk is full', 'Waiting for room on the disk', false],
    ['The database can’t be used now.', 'Waiting', false],
  ] as const
  for (const [reason, words, isLimit] of waits) {
    test(`says what it is for: ${reason}`, async () => {
      const waitingUntil = Date.UTC(2026, 10, 22, 14, 5)
      const html = await pageOf(aBackup({ state: 'waiting', reason, waitingUntil }), PAGES[0])
      assert.match(html, new RegExp(`state-words">\\s*${words}\\s* until `))
      assert.ok(html.includes(reason.replaceAll("'", '&#39;')), reason)
      assert.equal(html.includes('Xero limits how fast'), isLimit)
      assert.match(html, /The backup goes on by itself/)
    })
  }
})
