import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING } from '../../src/core/filter.ts'
import { backUp, begin, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, attachedFiles, booksOf, hashes } from '../support/truth.ts'

const refusals = ({ xero }: Bench): number => xero.calls.byStatus['400'] ?? 0

test('counting settles below what the server takes at once, and counts to the last file', async () => {
  await using bench = await startInstallation({ world: 'small', xero: { countIds: 150 } })
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  assert.equal(found.exact, true)
  assert.equal(found.files, booksOf(bench).fileCount)
  assert.ok(refusals(bench) > 0 && refusals(bench) <= 4, `${refusals(bench)} refusals`)
  const kept = await bench.installation.ports.store.scan.scan(found.id)
  assert.ok((kept?.countTaken ?? 0) <= 150 && (kept?.countTaken ?? 0) > 130)
})

test('a record that Xero refuses to count is the only one that is estimated', async () => {
  const uncountable = new Set<string>()
  await using bench = await startInstallation({ world: 'demo', xero: { uncountable } })
  const counted = new Map<string, number>()
  for (const { recordId } of attachedFiles(booksOf(bench))) {
    counted.set(recordId, (counted.get(recordId) ?? 0) + 1)
  }
  const [bad] = [...counted].find(([, files]) => files > 1) ?? []
  assert.ok(bad)
  uncountable.add(bad)
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  assert.equal(found.exact, true)
  const lost = (counted.get(bad) ?? 0) - 1
  assert.equal(found.files, booksOf(bench).fileCount - lost)
  assert.ok(refusals(bench) <= 10, `${refusals(bench)} refusals`)
  const { store } = bench.installation.ports
  const place = booksOf(bench).objectOf(bad)
  assert.equal(await store.scan.isCounted(found.id, place?.resource ?? '', bad), false)
  const months = await store.scan.countsByMonth(found.id)
  assert.equal(months.filter((one) => !one.exact).length, 1)
})

test('where Xero refuses every count, few calls show it, and the scan is an estimate', async () => {
  await using bench = await startInstallation({ xero: { countIds: 0 } })
  const found = await scan(bench, await connect(bench))
  assert.equal(found.exact, false)
  assert.ok(refusals(bench) <= 12, `${refusals(bench)} refusals`)
})

const COUNT = 'GET /api/files.xro/1.0/Associations/Count'

test('where counting breaks part of the way, few calls show it, and the rest is an estimate', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const match = '/Associations/Count'
  bench.xero.faults.add({ kind: 'status', status: 500, count: 1_000_000, after: 1, match })
  const found = await scan(bench, customer)
  assert.equal(found.exact, false)
  const calls = bench.xero.calls.byPath[COUNT] ?? 0
  assert.ok(calls <= 50, `${calls} calls`)
})

test('a kind of record that Xero does not count costs few calls, and leaves the others exact', async () => {
  const uncountable = new Set<string>()
  await using bench = await startInstallation({ world: 'small', xero: { uncountable } })
  const books = booksOf(bench)
  for (let index = 0; index < books.size('Contacts'); index += 1) {
    const row = books.row('Contacts', index, { detail: 'summary', unitdp: 2 })
    uncountable.add(String(row['ContactID']))
  }
  const found = await scan(bench, await connect(bench))
  assert.equal(found.exact, false)
  assert.ok(refusals(bench) <= 120, `${refusals(bench)} refusals`)
  const { store } = bench.installation.ports
  const months = await store.scan.countsByMonth(found.id)
  const others = months.filter((one) => one.type !== 'contacts')
  assert.ok(others.length > 0 && others.every((one) => one.exact))
})

const LINKS = 'GET /api/files.xro/1.0/Files/{id}/Associations'
const looks = ({ xero }: Bench): number => xero.calls.byPath[LINKS] ?? 0

test('files that hang on nothing are found among the attachments of a large folder, and not charged for attachments', async () => {
  await using bench = await startInstallation({ world: 'demo', xero: { mixedFolder: true } })
  const customer = await connect(bench)
  const all = allFiles(booksOf(bench))
  const free = all.filter((file) => file.resource === 'Library').length
  const found = await scan(bench, customer)
  assert.ok(found.files <= all.length, `${found.files} files`)
  const before = looks(bench)
  const backup = await ended(bench, customer, await begin(bench, customer, found.id))
  assert.equal(backup.state, 'complete')
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(all))
  assert.equal(backup.types.find((one) => one.title === 'Library files')?.done, free)
  // What is in a record's list needs no look.
  assert.equal(looks(bench) - before, free)

  bench.xero.calls.reset()
  const again = await backUp(bench, customer)
  assert.equal(again.filesDone, all.length)
  // A few samples of the folder show that there are other files in it.
  assert.ok(looks(bench) <= 6, `${looks(bench)} looks`)
  const second = await download(bench.app, customer, again.id)
  assert.deepEqual(hashes(attachmentsIn(second)), hashes(all))
})

test('where numbers agree by chance, the lists themselves show that a folder hides files', async () => {
  await using bench = await startInstallation({ world: 'demo', xero: { mixedFolder: true } })
  const [books] = bench.xero.world.organisations
  assert.ok(books)
  const all = allFiles(books)
  const free = all.filter((file) => file.resource === 'Library').length
  const without = Array.from({ length: books.size('Invoices') }, (_, index) =>
    String(books.row('Invoices', index, { detail: 'summary', unitdp: 2 })['InvoiceID']),
  ).filter((id) => books.filesOn(id) === 0)
  // Each counts as one file, so that as many seem to hang on something as there are.
  books.lie(without.slice(0, free))
  const customer = await connect(bench)
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete')
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(all))
})

test('a library that has not changed costs a second backup no call for its files', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const first = await backUp(bench, customer)
  bench.xero.calls.reset()
  const { id } = await scan(bench, customer)
  const samples = looks(bench)
  const again = await ended(bench, customer, await begin(bench, customer, id))
  assert.equal(again.filesDone, first.filesDone)
  assert.equal(looks(bench), samples)
  const contents = Object.keys(bench.xero.calls.byPath).filter((path) => /Content$/.test(path))
  assert.deepEqual(contents, [])
  const { store } = bench.installation.ports
  const free = allFiles(booksOf(bench)).filter((file) => file.resource === 'Library')
  assert.equal((await store.scan.pages(id, 'FileLinks')).length, free.length)
})

test("a second backup of a scan leaves what the first was told of the library's files", async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const { store } = bench.installation.ports
  const library = { ...EVERYTHING, types: ['library'] } as const
  const links = async () =>
    (await store.scan.pages(id, 'FileLinks')).map((page) => page.storageKey).sort()
  await ended(bench, customer, await begin(bench, customer, id, { ...library, to: '2023-11-03' }))
  const first = await links()
  await ended(bench, customer, await begin(bench, customer, id, library))
  const free = allFiles(booksOf(bench)).filter((file) => file.resource === 'Library').length
  const both = await links()
  assert.ok(first.length > 0 && first.length < free)
  assert.deepEqual([both.length, new Set(both).size], [free, free])
})

test('files that are attached between scan and backup have no library listed anew', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const [books] = bench.xero.world.organisations
  assert.ok(books)
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const before = allFiles(books).length
  books.change({ share: 0.1, at: bench.clock.now(), bumps: true })
  const added = allFiles(books).length - before
  assert.ok(added > 0)
  // They came to records that had none: as if to others, in whose lists the backup meets them.
  const { backup } = bench.installation.ports.store
  const { filesSeen } = backup
  backup.filesSeen = async (backupId) => {
    const { attached, free } = await filesSeen(backupId)
    return { attached: attached + added, free }
  }
  bench.xero.calls.reset()
  await ended(bench, customer, await begin(bench, customer, id))
  const asked = (path: string) => bench.xero.calls.byPath[`GET /api/files.xro/1.0/${path}`] ?? 0
  assert.deepEqual([asked('Folders'), asked('Files')], [1, 0])
})
