import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openSource, problemsOf } from '../../src/cli/verify.ts'
import type { Backup } from '../../src/ports/store/backup.ts'
import { begin, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, attachedFiles, booksOf, hashes } from '../support/truth.ts'

/** What is wrong with a ZIP, as the terminal would say. */
async function problemsIn(bench: Bench, zip: Buffer) {
  const path = join(bench.folder, 'verified.zip')
  writeFileSync(path, zip)
  return problemsOf(await openSource([path]), () => undefined)
}

const storedFiles = (bench: Bench): readonly string[] =>
  readdirSync(join(bench.folder, 'storage', 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()

function flip(path: string): void {
  const body = readFileSync(path)
  body.writeUInt8(body.readUInt8(body.length - 1) ^ 1, body.length - 1)
  writeFileSync(path, body)
}

test('the whole archive of the demonstration is sound, and verifies', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const backup = await ended(bench, customer, await begin(bench, customer, id))
  assert.deepEqual(await problemsIn(bench, await download(bench.app, customer, backup.id)), [])
})

test('stored files that are damaged before packing are found and fetched again', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const { store } = bench.installation.ports
  // The moment before the packing: the change to it is held up while the files are damaged.
  const change = store.backup.changeBackup.bind(store.backup)
  let damaged = 0
  store.backup.changeBackup = async (...[backupId, from, to]: Parameters<typeof change>) => {
    if (to.state === 'packaging' && damaged === 0) {
      const [first, second, third] = storedFiles(bench).filter((path) => readFileSync(path).length)
      assert.ok(first && second && third)
      flip(first)
      truncateSync(second, 1)
      rmSync(third)
      damaged = 3
    }
    return change(backupId, from, to)
  }
  const backup = await ended(bench, customer, await begin(bench, customer, id))
  assert.equal(damaged, 3)
  assert.equal(backup.state, 'complete')
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
  assert.deepEqual(await problemsIn(bench, zip), [])
})

test('Retry what failed fetches only that, and gives a new version of the archive', async () => {
  await using bench = await startInstallation()
  const [file] = attachedFiles(booksOf(bench))
  assert.ok(file)
  const match = `/Attachments/${file.attachmentId}`
  const fault = bench.xero.faults.add({ kind: 'not-found', match, count: 1 })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const first = await ended(bench, customer, await begin(bench, customer, id))
  assert.equal(first.state, 'complete with exceptions')
  const before = await bench.app.download.open(customer.personId, first.id)
  const calls = bench.xero.calls.accepted
  void fault

  await bench.app.backup.retry(customer.personId, first.id)
  const again = await ended(bench, customer, first.id)
  assert.equal(again.state, 'complete')
  assert.ok(bench.xero.calls.accepted - calls <= 3, 'only the file is fetched')
  const after = await bench.app.download.open(customer.personId, first.id)
  assert.notEqual(after.etag, before.etag)
  const zip = await download(bench.app, customer, first.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
  assert.deepEqual(await problemsIn(bench, zip), [])
  const kept: Backup | null = await bench.installation.ports.store.backup.backup(first.id)
  assert.equal(kept?.exceptions, 0)
  await assert.rejects(bench.app.backup.retry(customer.personId, first.id), { reason: 'conflict' })
})
