import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openSource, problemsOf } from '../../src/cli/verify.ts'
import { resourceNamed } from '../../src/core/catalogue/index.ts'
import { type ErrorKind, LedgerkeepError } from '../../src/core/errors.ts'
import type { Backup } from '../../src/ports/store/backup.ts'
import { letters } from '../support/buyer.ts'
import { begin, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn, readZip } from '../support/read-zip.ts'
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
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(await problemsIn(bench, zip), [])
  const summary = readZip(zip).find(({ path }) => path === 'data/summary.csv')
  for (const resource of ['Invoices', 'CreditNotes', 'BankTransactions', 'Payments']) {
    const field = resource === 'Payments' ? 'Amount' : 'Total'
    assertSums(String(summary?.bytes), bench, resource, field)
  }
  assert.match(
    String(summary?.bytes),
    /^Trial balance,"?YTD Debit, As at .*,GBP,(\d+\.\d\d),\1,\r$/m,
  )
})

/** The sums that the summary tells are those of Xero's own numbers, to the minor unit. */
function assertSums(summary: string, bench: Bench, resource: string, field: string): void {
  const books = booksOf(bench)
  const { title, columns } = resourceNamed(resource)
  const hasType = columns.some((column) => column.title === 'Type')
  const sums = new Map<string, number>()
  for (let nth = 0; nth < books.size(resource); nth++) {
    const told = JSON.stringify(books.row(resource, nth, { detail: 'single', unitdp: 2 }))
    const row = JSON.parse(told) as Record<string, unknown>
    const paid = row.Invoice as Record<string, unknown> | undefined
    const code = String(row.CurrencyCode ?? paid?.CurrencyCode ?? '')
    const key = hasType
      ? `"${title}","Sum of ${field}, ${String(row.Type)}",${code}`
      : `${title},Sum of ${field},${code}`
    sums.set(key, (sums.get(key) ?? 0) + Math.round(Number(row[field]) * 100))
  }
  const lines = summary.split('\r\n').map((line) => line.replace(/^([^",]+),"/, '"$1","'))
  for (const [key, minor] of sums) {
    const line = lines.find((one) => one.startsWith(`${key},,`)) ?? ''
    assert.equal(Math.round(Number(line.slice(key.length + 2).split(',')[0]) * 100), minor, key)
  }
}

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

test('a kill after damaged files were given up as stored leaves none of them out', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const { store } = bench.installation.ports
  const change = store.backup.changeBackup.bind(store.backup)
  const lost = store.backup.lost.bind(store.backup)
  let steps: readonly string[] = []
  store.backup.changeBackup = async (...[backupId, from, to]: Parameters<typeof change>) => {
    if (to.state === 'packaging' && steps.length === 0) {
      const path = storedFiles(bench).find((one) => readFileSync(one).length > 0)
      assert.ok(path)
      flip(path)
      steps = ['damaged']
    }
    return change(backupId, from, to)
  }
  store.backup.lost = async (files) => {
    await lost(files)
    steps = [...steps, 'lost']
    if (steps.length === 2) throw new Error('killed')
  }
  const backup = await ended(bench, customer, await begin(bench, customer, id))
  assert.deepEqual(steps, ['damaged', 'lost'])
  assert.equal(backup.state, 'complete')
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
})

test('packing that is interrupted leaves nothing behind', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const { archive } = bench.installation.ports.store
  const finish = archive.finishArchive.bind(archive)
  let times = 0
  archive.finishArchive = async (one) => {
    times += 1
    if (times < 3) throw new Error('killed')
    return finish(one)
  }
  const backup = await ended(bench, customer, await begin(bench, customer, id))
  assert.deepEqual([backup.state, times], ['complete', 3])
  const ready = await archive.newestArchive(backup.id)
  assert.deepEqual(readdirSync(join(bench.folder, 'storage', 'archives')), [ready?.id])
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
})

test('a lasting fault of the storage is waited out; one of ours stops, and a retry goes on', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const { archive } = bench.installation.ports.store
  const start = archive.startArchive.bind(archive)
  let faults: ErrorKind[] = Array.from({ length: 8 }, () => 'retry')
  archive.startArchive = async (one) => {
    const fault = faults.pop()
    if (fault) throw new LedgerkeepError(fault, 'The disk is away.')
    return start(one)
  }
  const first = await ended(bench, customer, await begin(bench, customer, id))
  assert.equal(first.state, 'complete')
  assert.equal(faults.length, 0)

  faults = Array.from({ length: 5 }, () => 'bug')
  const second = await ended(bench, customer, await begin(bench, customer, id))
  assert.equal(second.state, 'failed')
  const third = await begin(bench, customer, id)
  await assert.rejects(bench.app.backup.retry(customer.personId, second.id), {
    reason: 'conflict',
    message: /Another backup/,
  })
  const mayRetry = async () => (await bench.app.backup.view(customer.personId, second.id)).mayRetry
  assert.equal(await mayRetry(), false)
  assert.equal((await ended(bench, customer, third)).state, 'complete')
  assert.equal(await mayRetry(), true)
  await bench.app.backup.retry(customer.personId, second.id)
  const again = await ended(bench, customer, second.id)
  assert.deepEqual([again.state, again.reason], ['complete', null])
})

const SCANS: readonly (readonly [string, boolean])[] = [
  ['asked for again while Xero is connected', true],
  ['an exception of its list, and the rest packed, when it is not', false],
]
for (const [what, isConnected] of SCANS) {
  test(`a stored answer that is damaged before packing is ${what}`, async () => {
    await using bench = await startInstallation()
    const customer = await connect(bench)
    const { id } = await scan(bench, customer)
    const { store } = bench.installation.ports
    const change = store.backup.changeBackup.bind(store.backup)
    let isDamaged = false
    store.backup.changeBackup = async (...[backupId, from, to]: Parameters<typeof change>) => {
      if (to.state === 'packaging' && !isDamaged) {
        isDamaged = true
        const folder = join(bench.folder, 'storage', 'scans', id)
        for (const list of ['Contacts', 'Invoices']) flip(join(folder, list, '0000001.json'))
        const one = await store.connect.connection(customer.connectionId)
        if (!isConnected && one) await store.connect.loseConnection(one.id, one.connectedAt)
      }
      return change(backupId, from, to)
    }
    const backup = await ended(bench, customer, await begin(bench, customer, id))
    assert.equal(backup.state, isConnected ? 'complete' : 'complete with exceptions')
    const zip = await download(bench.app, customer, backup.id)
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
    assert.deepEqual(await problemsIn(bench, zip), [])
    const table = readZip(zip).find(({ path }) => path === 'data/exceptions.csv')
    const rows = String(table?.bytes).split('\r\n').slice(1, -1)
    assert.equal(rows.length, isConnected ? 0 : 2)
    assert.ok(rows.every((row) => row.includes('stored answers are damaged')))
  })
}

test('Retry what failed fetches only that, and gives a new version of the archive', async () => {
  await using bench = await startInstallation()
  const [file] = attachedFiles(booksOf(bench))
  assert.ok(file)
  const match = `/Attachments/${file.attachmentId}`
  const fault = bench.xero.faults.add({ kind: 'not-found', match, count: 1 })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const first = await ended(bench, customer, await begin(bench, customer, id))
  assert.deepEqual([first.state, first.mayRetry], ['complete with exceptions', true])
  const before = await bench.app.download.open(customer.personId, first.id)
  const calls = bench.xero.calls.accepted
  await bench.clock.pass(60_000)
  const told = (await letters(bench)).length
  void fault

  await bench.app.backup.retry(customer.personId, first.id)
  const again = await ended(bench, customer, first.id)
  assert.equal(again.state, 'complete')
  await bench.clock.until(async () => (await letters(bench)).length === told + 1 || null)
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
