import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backUp, begin, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn, readZip } from '../support/read-zip.ts'
import { allFiles, attachedFiles, booksOf, hashes, type TrueFile } from '../support/truth.ts'

// Xero's answers in forms that nobody described: nothing of them is lost, and nothing is lost by them.

const ALWAYS = 1_000_000
const contentType = 'application/json; charset=utf-8'
const good = { kind: 'status', status: 200, contentType } as const

type Fields = Readonly<Record<string, unknown>>

function quoteOf(bench: Bench): Fields {
  const row = booksOf(bench).row('Quotes', 0, { detail: 'lines', unitdp: 4 })
  return JSON.parse(JSON.stringify(row)) as Fields
}

const asList = (quotes: readonly unknown[]): string => JSON.stringify({ Quotes: quotes })

const ODD: Readonly<Record<string, (quote: Fields) => Buffer | string>> = {
  'begins with a byte order mark': (quote) => `\ufeff${asList([quote])}`,
  'is no valid UTF-8': (quote) => {
    const [before, after] = asList([{ ...quote, Title: 'HERE' }]).split('HERE')
    return Buffer.concat([
      ...[Buffer.from(before ?? ''), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from(after ?? '')],
    ])
  },
  'has null where lists and records should be': (quote) =>
    asList([null, { ...quote, LineItems: null, Contact: null, Title: null, Terms: null }]),
  'leaves nearly everything out': ({ QuoteID }) => asList([{ QuoteID }]),
  'has states that nobody heard of': (quote) =>
    asList([{ ...quote, Status: 'HIBERNATING', LineAmountTypes: 7, Contact: 'a text' }]),
  'tells numbers as texts, and dates as numbers': (quote) =>
    asList([{ ...quote, Total: '1234.50', SubTotal: 'n/a', Date: 1_782_604_800_000 }]),
  'tells more digits than a computer keeps': (quote) =>
    asList([{ ...quote, Total: 'DIGITS' }]).replace('"DIGITS"', '98765432109876543210.123456789'),
  'is a bare list': (quote) => JSON.stringify([quote]),
  'holds a record twice': (quote) => asList([quote, quote]),
}

for (const [what, make] of Object.entries(ODD)) {
  test(`an answer that ${what}: every file is kept, and the answer as it came`, async () => {
    await using bench = await startInstallation()
    const customer = await connect(bench)
    const bytes = Buffer.from(make(quoteOf(bench)))
    const base64 = bytes.toString('base64')
    bench.xero.faults.add({ ...good, base64, match: '/Quotes\\?page=1', count: ALWAYS })
    const backup = await backUp(bench, customer)
    assert.equal(backup.state, 'complete', backup.reason ?? '')
    const zip = await download(bench.app, customer, backup.id)
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
    const raw = readZip(zip).filter((file) => file.path.startsWith('data/Raw/Quotes/'))
    assert.ok(raw.some((file) => file.bytes.equals(bytes)))
    const sheet = readZip(zip).find((file) => file.path === 'data/Data/Quotes.csv')
    assert.match(sheet?.bytes.toString() ?? '', new RegExp(String(quoteOf(bench)['QuoteID'])))
    if (what.includes('digits')) {
      assert.match(sheet?.bytes.toString() ?? '', /98765432109876543210\.123456789/)
    }
  })
}

test('a record without an id is told: its files cannot be asked for', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const body = asList([quoteOf(bench), { ...quoteOf(bench), QuoteID: null }])
  bench.xero.faults.add({ ...good, body, match: '/Quotes\\?page=1', count: ALWAYS })
  const found = await scan(bench, customer)
  assert.equal(found.exceptions[0]?.title, 'Quotes')
  assert.match(found.exceptions[0]?.reason ?? '', /1 of its records have no id/)
})

const withList = (file: TrueFile, entries: readonly unknown[] | null) => ({
  ...{ ...good, match: `${file.recordId}/Attachments$`, count: ALWAYS },
  body: JSON.stringify({ Status: 'OK', ...(entries && { Attachments: entries }) }),
})

const entryOf = ({ attachmentId, fileName, length }: TrueFile): Fields => ({
  ...{ AttachmentID: attachmentId, FileName: fileName, ContentLength: String(length) },
  Url: 'http://169.254.169.254/latest',
})

/** The document with the most files, and its files. */
function fullest(bench: Bench): readonly TrueFile[] {
  const files = attachedFiles(booksOf(bench))
  const of = (id: string) => files.filter((file) => file.recordId === id)
  const [most] = files.map((file) => of(file.recordId)).sort((a, b) => b.length - a.length)
  assert.ok(most && most.length > 1)
  return most
}

for (const [what, change, lost, reason] of [
  [
    'an entry without an id',
    (entries: readonly Fields[]) => [{ ...entries[0], AttachmentID: null }, ...entries.slice(1)],
    1,
    /without an id/,
  ],
  [
    'fewer files than Xero counts',
    (entries: readonly Fields[]) => entries.slice(1),
    1,
    /counts \d+ files here, and lists \d+/,
  ],
  ['no list at all', () => null, Number.POSITIVE_INFINITY, /no list of attachments/],
] as const) {
  test(`a list of attachments with ${what} is an exception, and what it does list is kept`, async () => {
    await using bench = await startInstallation({ world: 'demo' })
    const customer = await connect(bench)
    const files = fullest(bench)
    const [first] = files
    assert.ok(first)
    bench.xero.faults.add(withList(first, change(files.map(entryOf))))
    const backup = await backUp(bench, customer)
    assert.equal(backup.state, 'complete with exceptions')
    const { store } = bench.installation.ports
    const [one, ...more] = await store.backup.exceptions(backup.id)
    assert.equal(more.length, 0)
    assert.equal(one?.recordId, first.recordId)
    assert.match(one?.reason ?? '', reason)
    const missing = new Set(files.slice(0, lost).map((file) => file.attachmentId))
    const kept = allFiles(booksOf(bench)).filter((file) => !missing.has(file.attachmentId))
    const zip = await download(bench.app, customer, backup.id)
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(kept))
    // The next backup does not take the short list for good.
    bench.xero.faults.clear()
    const next = await backUp(bench, customer)
    assert.equal(next.state, 'complete')
    const whole = await download(bench.app, customer, next.id)
    assert.deepEqual(hashes(attachmentsIn(whole)), hashes(allFiles(booksOf(bench))))
  })
}

test('entries in odd forms are files all the same: twice, without a name, lengths as texts', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const files = fullest(bench)
  const [first] = files
  assert.ok(first)
  const entries = files.map(entryOf)
  const odd = [...entries.slice(1), { ...entries[0], FileName: null, MimeType: 7 }, entries[1]]
  bench.xero.faults.add(withList(first, odd))
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete')
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
})

test('files that a person deletes between the scan and their list are no exception', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const files = fullest(bench)
  const { id } = await scan(bench, customer)
  bench.xero.world.organisations[0]?.clear(files[0]?.recordId ?? '')
  const backup = await ended(bench, customer, await begin(bench, customer, id))
  assert.equal(backup.state, 'complete')
  assert.equal(backup.filesDone, allFiles(booksOf(bench)).length)
})
