import assert from 'node:assert/strict'
import { test } from 'node:test'
import { truth } from '../../simulators/xero/control.ts'
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

const bumping = [true, false]

for (const bumps of bumping) {
  test(`a second backup asks only for what has changed, where attaching ${bumps ? 'moves' : 'does not move'} the time of change`, async () => {
    await using bench = await startInstallation({ world: 'demo' })
    const customer = await connect(bench)
    const first = await backUp(bench, customer)
    const before = attachedFiles(booksOf(bench))
    const everyFileBefore = [...truth(booksOf(bench))]
    await bench.clock.pass(HOUR_MS)
    const deeds = booksIn(bench).change({ share: 0.05, at: bench.clock.now(), bumps })
    const done = [...deeds.values()]
    const now = attachedFiles(booksOf(bench))
    const everyFile = [...truth(booksOf(bench))]
    const fresh = now.filter(
      (file) => !before.some((one) => one.attachmentId === file.attachmentId),
    )
    assert.ok(fresh.length > 0 && done.includes('file removed') && done.includes('file renamed'))

    bench.xero.calls.reset()
    const { id } = await scan(bench, customer)
    const shown = await bench.app.quote.preview(customer.personId, id, EVERYTHING)
    const calls = bench.xero.calls.accepted
    const backupId = await begin(bench, customer, id)
    const backup = await ended(bench, customer, backupId)
    assert.equal(backup.state, 'complete')
    const made = attachmentCalls(bench)
    assert.equal(made.files, fresh.length)
    // Without a moved time a file that was only renamed can't be seen: the count is the same.
    const seen = bumps ? done.length : done.filter((one) => one !== 'file renamed').length
    // Where a list does not tell when a record changed, it is read again.
    assert.ok(made.lists >= seen && made.lists <= seen + timeless(bench), `${made.lists} lists`)
    const spent = bench.xero.calls.accepted - calls
    // Of a list that is read again it is not known how many files are held: all are counted.
    const held = now.filter((file) => deeds.has(file.recordId)).length
    assert.ok(spent <= shown.calls && shown.calls <= spent + held, `${spent}, not ${shown.calls}`)

    const zip = await download(bench.app, customer, backupId)
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(everyFile))
    const changes = await bench.installation.ports.store.backup.changes(backupId)
    const vanished = changes.filter((one) => one.change === 'vanished')
    assert.equal(vanished.length, done.filter((one) => one === 'file removed').length)
    assert.equal(
      changes.filter((one) => one.change === 'renamed').length,
      bumps ? done.filter((one) => one === 'file renamed').length : 0,
    )
    // What vanished in Xero is still in the first archive.
    const old = await download(bench.app, customer, first.id)
    assert.deepEqual(hashes(attachmentsIn(old)), hashes(everyFileBefore))
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
