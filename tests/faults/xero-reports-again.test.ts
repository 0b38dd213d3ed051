import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backUp, connect, download } from '../support/customer.ts'
import { startInstallation } from '../support/installation.ts'
import { readZip } from '../support/read-zip.ts'

const HOUR_MS = 3_600_000

test('a report by contact is asked for again only when something of the contact has changed', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const [books] = bench.xero.world.organisations
  assert.ok(books)
  const customer = await connect(bench)
  const reports = (): number =>
    Object.entries(bench.xero.calls.byPath)
      .filter(([path]) => path.endsWith('ByContact'))
      .reduce((sum, [, made]) => sum + made, 0)
  const first = await backUp(bench, customer)
  const asked = reports()
  assert.ok(asked > 10)
  await bench.clock.pass(HOUR_MS)
  books.change({ share: 0.1, at: bench.clock.now(), bumps: true })
  await bench.clock.pass(1_000)
  bench.xero.calls.reset()
  const second = await backUp(bench, customer)
  assert.ok(reports() > 0 && reports() < asked / 2, `${reports()} of ${asked}`)
  bench.xero.calls.reset()
  const third = await backUp(bench, customer)
  assert.equal(reports(), 0)
  const kept = async (id: string): Promise<number> => {
    const files = readZip(await download(bench.app, customer, id))
    return files.filter(({ path }) => /ByContact.*\.json$/.test(path)).length
  }
  const once = await kept(first.id)
  assert.ok(once > 0)
  assert.ok((await kept(second.id)) >= once)
  assert.equal(await kept(third.id), await kept(second.id))
})
