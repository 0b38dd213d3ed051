import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fault } from '../../simulators/xero/faults.ts'
import { backUp, connect, download } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, booksOf, hashes } from '../support/truth.ts'

/** Addresses of lists of records, of lists of attachments, and of files. */
const LIST = 'api\\.xro/2\\.0/[A-Za-z]+(\\?|$)'
const ATTACHMENTS = '/Attachments$'
const FILE = '/Attachments/.'

/** Meets so many calls of each kind. */
const everywhere = (fault: Fault, count = 2): readonly Fault[] =>
  [LIST, ATTACHMENTS, FILE].map((match) => ({ ...fault, match, count, after: 1 }))

/** Passing faults: whatever happens on the way, every file arrives in the end. */
const PASSING: Readonly<Record<string, readonly Fault[]>> = {
  'an answer of 500': everywhere({ kind: 'status', status: 500 }),
  'an answer of 502': everywhere({ kind: 'status', status: 502, body: '<h1>Bad gateway</h1>' }),
  'an answer of 503': everywhere({ kind: 'status', status: 503, retryAfter: 3 }),
  'ten answers of 503 in a row': everywhere({ kind: 'status', status: 503 }, 10),
  'a dropped connection': everywhere({ kind: 'reset' }),
  'a body that breaks off': everywhere({ kind: 'truncate' }),
  'a body that is shorter than it should be': everywhere({ kind: 'wrong-length' }),
  'a page of HTML with 200': everywhere({ kind: 'html' }),
  'nothing at all with 200': everywhere({ kind: 'empty' }),
  'a token that ran out': everywhere({ kind: 'token-expired' }, 1),
  'too many calls at once': everywhere({ kind: 'concurrent' }),
  'a 429 without a word': everywhere({ kind: 'status', status: 429 }),
  'a 429 to be tried after 0 s': everywhere({ kind: 'status', status: 429, retryAfter: 0 }),
  'a 429 to be tried after -1 s': everywhere({ kind: 'status', status: 429, retryAfter: -1 }),
  'a 429 to be tried after 7 s': everywhere({ kind: 'status', status: 429, retryAfter: 7 }),
  'a 429 to be tried after 86,400 s': everywhere(
    { kind: 'status', status: 429, retryAfter: 86_400, headers: { 'X-Rate-Limit-Problem': 'day' } },
    1,
  ),
  'a 429 to be tried at a date': everywhere({
    ...{ kind: 'status', status: 429 },
    headers: {
      'Retry-After': 'Sun, 22 Nov 2026 12:04:00 GMT',
      'X-Rate-Limit-Problem': 'appminute',
    },
  }),
  'a 429 for the minute without a time': everywhere({
    ...{ kind: 'status', status: 429 },
    headers: { 'X-Rate-Limit-Problem': 'minute' },
  }),
  'an organisation that is offline': everywhere({ kind: 'offline' }, 1),
  'maintenance at Xero': everywhere({ kind: 'maintenance' }, 4),
  'answers that take 50 s': everywhere({ kind: 'slow', delayMs: 50_000 }),
  'a fault at every fifth call': [
    { kind: 'status', status: 503, probability: 0.1 },
    { kind: 'reset', probability: 0.1 },
  ],
  'a refresh of tokens that fails': [
    { kind: 'token-expired', match: FILE, count: 1 },
    { kind: 'status', status: 503, match: '/connect/token', after: 1 },
  ],
}

async function filesOf(bench: Bench): Promise<readonly string[]> {
  const customer = await connect(bench)
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete', backup.reason ?? '')
  return hashes(attachmentsIn(await download(bench.app, customer, backup.id)))
}

for (const [what, faults] of Object.entries(PASSING)) {
  test(`${what}: every file is kept, and nothing else`, async () => {
    await using bench = await startInstallation()
    for (const fault of faults) bench.xero.faults.add(fault)
    assert.deepEqual(await filesOf(bench), hashes(allFiles(booksOf(bench))))
    for (const { kind, hits } of bench.xero.faults.list())
      assert.ok(hits > 0, `${kind} was not met`)
  })
}
