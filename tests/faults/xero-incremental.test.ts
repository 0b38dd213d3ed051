import assert from 'node:assert/strict'
import { test } from 'node:test'
import { truth } from '../../simulators/xero/control.ts'
import type { Deed } from '../../simulators/xero/worlds/changeable-books.ts'
import { EVERYTHING } from '../../src/core/filter.ts'
import { backUp, begin, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { attachedFiles, booksOf, hashes } from '../support/truth.ts'

const HOUR_MS = 3_600_000

const booksIn = (bench: Bench) => {
  const [books] = bench.xero.world.organisations
  assert.ok(books)
  return books
}

/** Calls since the counters were set back: for lists of attachments, and for files. */
function attachmentCalls({ xero }: Bench): { readonly lists: number; readonly files: number } {
  let lists = 0
  let files = 0
  for (const [path, made] of Object.entries(xero.calls.byPath)) {
    if (path.endsWith('/{id}/Attachments')) lists += made
    if (path.endsWith('/Attachments/{file}')) files += made
  }
  return { lists, files }
}

const DEEDS_SEEN_BY_COUNT: readonly Deed[] = ['file added', 'file removed']
const DEEDS_SEEN_BY_TIME: readonly Deed[] = ['touched', 'voided', 'document added']
/** Where attaching does not move the time of change, nothing in Xero shows these. */
const DEEDS_HIDDEN: readonly Deed[] = ['file renamed', 'file replaced']

const bumping = [true, false]

for (const bumps of bumping) {
  test(`a second backup asks only for what has changed, where attaching ${bumps ? 'moves' : 'does not move'} the time of change`, async () => {
    await using bench = await startInstallation({ world: 'demo' })
    const customer = await connect(bench)
    const first = await backUp(bench, customer)
    const before = new Map(attachedFiles(booksOf(bench)).map((file) => [file.attachmentId, file]))
    const everyFileBefore = [...truth(booksOf(bench))]
    await bench.clock.pass(HOUR_MS)
    const deeds = booksIn(bench).change({ share: 0.1, at: bench.clock.now(), bumps })
    const count = (...some: readonly Deed[]): number =>
      [...deeds.values()].filter((one) => some.includes(one)).length
    for (const deed of [...DEEDS_SEEN_BY_COUNT, ...DEEDS_SEEN_BY_TIME, ...DEEDS_HIDDEN]) {
      assert.ok(count(deed) > 0, deed)
    }
    const now = attachedFiles(booksOf(bench))
    const replaced = now.filter(({ attachmentId, sha256 }) => {
      const old = before.get(attachmentId)
      return old !== undefined && old.sha256 !== sha256
    })
    const fresh = now.filter((file) => !before.has(file.attachmentId))
    assert.equal(replaced.length, count('file replaced'))

    bench.xero.calls.reset()
    const { id } = await scan(bench, customer)
    const shown = await bench.app.quote.preview(customer.personId, id, EVERYTHING)
    const calls = bench.xero.calls.accepted
    const backupId = await begin(bench, customer, id)
    const backup = await ended(bench, customer, backupId)
    assert.equal(backup.state, 'complete')
    const made = attachmentCalls(bench)
    assert.equal(made.files, fresh.length + (bumps ? replaced.length : 0))
    const emptied = [...deeds.keys()].filter((one) => booksIn(bench).filesOn(one) === 0)
    const seen = deeds.size - emptied.length - (bumps ? 0 : count(...DEEDS_HIDDEN))
    // Where a list does not tell when a record changed, it is read again.
    assert.ok(made.lists >= seen && made.lists <= seen + timeless(bench), `${made.lists} lists`)
    const spent = bench.xero.calls.accepted - calls
    // Of a list that is read again it is not known how many files are held: all are counted. That a
    // file is another one by now is known when its list is read.
    const held = now.filter((file) => deeds.has(file.recordId)).length
    const most = shown.calls + replaced.length
    assert.ok(spent <= most && shown.calls <= spent + held, `${spent}, not ${shown.calls}`)

    const zip = await download(bench.app, customer, backupId)
    const old = bumps ? [] : replaced
    const wanted = [...truth(booksOf(bench))].map((file) =>
      old.some((one) => one.attachmentId === file.attachmentId)
        ? (before.get(file.attachmentId) ?? file)
        : file,
    )
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(wanted))
    const changes = await bench.installation.ports.store.backup.changes(backupId)
    const told = (change: string): number => changes.filter((one) => one.change === change).length
    assert.equal(told('vanished'), count('file removed'))
    assert.equal(told('renamed'), bumps ? count('file renamed') : 0)
    assert.equal(told('changed'), bumps ? count('file replaced') : 0)
    // What vanished or changed in Xero is still in the first archive.
    const firstZip = await download(bench.app, customer, first.id)
    assert.deepEqual(hashes(attachmentsIn(firstZip)), hashes(everyFileBefore))
  })
}

/** Documents with files in lists that tell no time of change, the library included. */
function timeless(bench: Bench): number {
  const books = booksIn(bench)
  const told = attachedFiles(booksOf(bench)).filter(({ recordId }) => {
    const place = books.objectOf(recordId)
    if (!place) return true
    const row = books.row(place.resource, place.index, { detail: 'summary', unitdp: 2 })
    return !('UpdatedDateUTC' in row)
  })
  return new Set(told.map((file) => file.recordId)).size
}

test('a document whose files are all gone costs no call, and its files are told as vanished', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  await backUp(bench, customer)
  const [file] = attachedFiles(booksOf(bench))
  assert.ok(file)
  const lost = attachedFiles(booksOf(bench)).filter((one) => one.recordId === file.recordId)
  booksIn(bench).clear(file.recordId)
  bench.xero.calls.reset()
  const { id } = await backUp(bench, customer)
  assert.equal(attachmentCalls(bench).files, 0)
  const { store } = bench.installation.ports
  const changes = await store.backup.changes(id)
  assert.deepEqual(
    changes.map((one) => one.attachmentId).sort(),
    lost.map((one) => one.attachmentId).sort(),
  )
  assert.ok(changes.every((one) => one.change === 'vanished'))
  const again = await backUp(bench, customer)
  assert.deepEqual(await store.backup.changes(again.id), [])
})

test('HasAttachments that lies either way loses nothing', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const books = booksIn(bench)
  const withFiles = [...new Set(attachedFiles(booksOf(bench)).map((file) => file.recordId))]
  const without = Array.from({ length: books.size('Invoices') }, (_, index) =>
    String(books.row('Invoices', index, { detail: 'summary', unitdp: 2 })['InvoiceID']),
  ).filter((id) => books.filesOn(id) === 0)
  books.lie([...withFiles.slice(0, 30), ...without.slice(0, 10)])
  const customer = await connect(bench)
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete')
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes([...truth(booksOf(bench))]))
})

test('two people of one organisation share its limits, and not their files', async () => {
  await using bench = await startInstallation()
  const ann = await connect(bench)
  await backUp(bench, ann)
  const { store } = bench.installation.ports
  const [file] = attachedFiles(booksOf(bench))
  assert.ok(file)
  assert.ok(await store.backup.held(ann.connectionId, file.attachmentId))
  assert.equal(await store.backup.held('con_of_another', file.attachmentId), null)
})
