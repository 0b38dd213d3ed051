import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LedgerkeepError } from '../../src/core/errors.ts'
import type { Storage } from '../../src/ports/storage.ts'
import { backupIn, begin, connect, download, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, booksOf, hashes } from '../support/truth.ts'

// The disk or the line is down, and no file is to blame for it.

const ALWAYS = 1_000_000
const MINUTE_MS = 60_000

const full = (): LedgerkeepError => new LedgerkeepError('wait', 'The disk is full')
const failing = (): LedgerkeepError => new LedgerkeepError('retry', 'The storage failed: EIO')

/** Lets the storage fail for as long as `now.down` is true; counts how often it was tried. */
function breakable(bench: Bench, error: () => LedgerkeepError) {
  const storage = bench.installation.ports.storage as { put: Storage['put'] }
  const put = storage.put.bind(storage)
  const now = { down: false, tries: 0 }
  storage.put = (key, body, signal) => {
    if (!now.down) return put(key, body, signal)
    now.tries += 1
    if (!(body instanceof Uint8Array)) body.on('error', () => undefined).destroy()
    return Promise.reject(error())
  }
  return now
}

async function complete(bench: Bench, who: Awaited<ReturnType<typeof connect>>, id: string) {
  const backup = await ended(bench, who, id)
  assert.equal(backup.state, 'complete', backup.reason ?? '')
  assert.equal(backup.exceptions, 0)
  const zip = await download(bench.app, who, id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
}

for (const [what, error] of [
  ['is full', full],
  ['fails', failing],
] as const) {
  test(`a disk that ${what} for two hours: the backup says so, looks each minute, and loses no file`, async () => {
    await using bench = await startInstallation({ world: 'demo' })
    const customer = await connect(bench)
    const storage = breakable(bench, error)
    const id = await begin(bench, customer, (await scan(bench, customer)).id)
    await backupIn(bench, id, (one) => one.filesDone >= 20)
    storage.down = true
    const waiting = await backupIn(bench, id, (one) => one.state === 'waiting')
    assert.equal(waiting.reason, error().message)
    await bench.clock.pass(120 * MINUTE_MS)
    // Five files are under way at a time.
    assert.ok(storage.tries <= 5 * 122, `${storage.tries} tries`)
    storage.down = false
    const freed = bench.clock.now()
    await backupIn(bench, id, (one) => one.filesDone > waiting.filesDone)
    assert.ok(bench.clock.now() - freed <= 70_000)
    await complete(bench, customer, id)
  })

  test(`a disk that ${what} while a scan reads its lists costs no list`, async () => {
    await using bench = await startInstallation()
    const customer = await connect(bench)
    const storage = breakable(bench, error)
    storage.down = true
    const id = await bench.app.scan.start(customer.personId, customer.connectionId)
    await bench.clock.pass(90 * MINUTE_MS)
    const [view] = await bench.app.status.organisations(customer.personId)
    assert.equal(view?.scan?.state, 'scanning')
    assert.equal(view.scan.waitingFor, error().message)
    storage.down = false
    const found = await scan(bench, customer)
    assert.equal(found.id, id)
    assert.deepEqual(found.exceptions, [])
    assert.equal(found.files, booksOf(bench).fileCount)
  })
}

test('a line that comes and goes uses up the tries of no file and no list', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const flicker = async (): Promise<void> => {
    for (let time = 0; time < 8; time += 1) {
      bench.xero.faults.add({ kind: 'reset', count: ALWAYS })
      await bench.clock.pass(3 * MINUTE_MS)
      bench.xero.faults.clear()
      await bench.clock.pass(20_000)
    }
  }
  const scanId = await bench.app.scan.start(customer.personId, customer.connectionId)
  await flicker()
  const found = await scan(bench, customer)
  assert.equal(found.id, scanId)
  assert.deepEqual(found.exceptions, [])
  const id = await begin(bench, customer, found.id)
  await flicker()
  await complete(bench, customer, id)
})
