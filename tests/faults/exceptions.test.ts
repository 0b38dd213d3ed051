import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LedgerkeepError } from '../../src/core/errors.ts'
import {
  backUp,
  backupIn,
  begin,
  type Customer,
  connect,
  download,
  ended,
  scan,
} from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, attachedFiles, booksOf, hashes, type TrueFile } from '../support/truth.ts'

const ALWAYS = 1_000_000

const exceptionsOf = (bench: Bench, backupId: string) =>
  bench.installation.ports.store.backup.exceptions(backupId)

/** Backs up, and expects all files but those, each of them or their lists an exception. */
async function missesOnly(
  bench: Bench,
  customer: Customer,
  missing: readonly TrueFile[],
): Promise<Awaited<ReturnType<typeof exceptionsOf>>> {
  const backup = await backUp(bench, customer)
  assert.equal(backup.state, 'complete with exceptions')
  const kept = allFiles(booksOf(bench)).filter(
    (file) => !missing.some((one) => one.attachmentId === file.attachmentId),
  )
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(kept))
  const exceptions = await exceptionsOf(bench, backup.id)
  assert.equal(backup.exceptions, exceptions.length)
  for (const one of exceptions) assert.ok(one.reason.length > 10, JSON.stringify(one))
  return exceptions
}

const firstFile = (bench: Bench): TrueFile => {
  const [file] = attachedFiles(booksOf(bench))
  assert.ok(file)
  return file
}

for (const [what, fault, reason] of [
  ['was deleted between its list and its fetch', { kind: 'not-found' }, /not there any more/],
  ['fails each time with 500', { kind: 'status', status: 500 }, /500/],
  ['breaks off each time', { kind: 'truncate' }, /broke|incomplete/],
  ['is each time a page of HTML', { kind: 'html' }, /page/],
  ['is each time empty', { kind: 'empty' }, /bytes|page/],
  ['is refused', { kind: 'status', status: 400 }, /400/],
] as const) {
  test(`a file that ${what} is an exception with its reason, and the rest is kept`, async () => {
    await using bench = await startInstallation()
    const file = firstFile(bench)
    bench.xero.faults.add({ ...fault, match: `/Attachments/${file.attachmentId}`, count: ALWAYS })
    const [one, ...more] = await missesOnly(bench, await connect(bench), [file])
    assert.equal(more.length, 0)
    assert.equal(one?.attachmentId, file.attachmentId)
    assert.equal(one?.name, file.fileName)
    assert.match(one?.reason ?? '', reason)
  })
}

for (const [what, fault] of [
  ['is not found', { kind: 'not-found' }],
  ['is refused', { kind: 'status', status: 400 }],
  ['fails each time with 500', { kind: 'status', status: 500 }],
  ['is never JSON', { kind: 'html' }],
] as const) {
  test(`a document whose list of files ${what} is an exception, and the rest is kept`, async () => {
    await using bench = await startInstallation()
    const { recordId } = firstFile(bench)
    bench.xero.faults.add({ ...fault, match: `${recordId}/Attachments$`, count: ALWAYS })
    const lost = attachedFiles(booksOf(bench)).filter((file) => file.recordId === recordId)
    const [one, ...more] = await missesOnly(bench, await connect(bench), lost)
    assert.equal(more.length, 0)
    assert.equal(one?.recordId, recordId)
  })
}

test('a list of records that Xero refuses is an exception of the scan, and every file is kept', async () => {
  await using bench = await startInstallation()
  bench.xero.faults.add({ kind: 'status', status: 400, match: '/Quotes\\?', count: ALWAYS })
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  assert.equal(found.state, 'done')
  assert.equal(found.exceptions.length, 1)
  const backup = await backUp(bench, customer)
  // The files of the quotes come through the library, where they are listed as well.
  const zip = await download(bench.app, customer, backup.id)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
})

for (const [what, fault] of [
  ['503', { kind: 'status', status: 503 }],
  ['dropped connections', { kind: 'reset' }],
] as const) {
  test(`an outage of two hours of ${what} in the middle is waited out, and costs no file`, async () => {
    await using bench = await startInstallation({ world: 'demo' })
    const customer = await connect(bench)
    const backupId = await begin(bench, customer, (await scan(bench, customer)).id)
    await backupIn(bench, backupId, (one) => one.filesDone >= 30)
    bench.xero.faults.add({ ...fault, count: ALWAYS })
    await bench.clock.pass(2 * 3_600_000)
    const [met] = bench.xero.faults.list()
    // No more than a hundred calls an hour: an outage of a day must not use up the day.
    assert.ok((met?.hits ?? 0) < 200, `${met?.hits} calls into the outage`)
    assert.equal((await backupIn(bench, backupId, () => true)).state, 'waiting')
    bench.xero.faults.clear()
    const backup = await ended(bench, customer, backupId, { withinMs: 600_000 })
    assert.equal(backup.state, 'complete')
    assert.equal(backup.exceptions, 0)
  })
}

test('a list that was remembered and not written down counts its files once', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  const found = await scan(bench, customer)
  const { backup } = bench.installation.ports.store
  const { listed } = backup
  let left = 3
  backup.listed = async (...told) => {
    left -= 1
    if (left >= 0) throw new LedgerkeepError('retry', 'There is no room.', { waitsFor: 'disk' })
    return listed(...told)
  }
  const end = await ended(bench, customer, await begin(bench, customer, found.id))
  assert.deepEqual([end.filesDone, end.filesTotal], [found.files, found.files])
})
