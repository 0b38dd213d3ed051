import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backUp, connect, download } from '../support/customer.ts'
import { startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, booksOf, hashes } from '../support/truth.ts'

for (const world of ['tiny', 'demo']) {
  test(`every file of ${world} is in the archive once, unchanged, and no other`, async () => {
    await using bench = await startInstallation({ world })
    const customer = await connect(bench)
    const backup = await backUp(bench, customer)
    assert.equal(backup.state, 'complete')
    assert.equal(backup.exceptions, 0)
    const zip = await download(bench.app, customer, backup.id)
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
    console.log(
      bench.log,
      bench.xero.calls,
      [...bench.xero.limits.tenants],
      new Date(bench.clock.now()),
    )
  })
}
