import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storedRecords } from '../../src/app/reading/books.ts'
import { recordFacts, resourceNamed } from '../../src/core/catalogue/index.ts'
import { LedgerkeepError } from '../../src/core/errors.ts'
import { letters } from '../support/buyer.ts'
import { backupIn, begin, connect, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'
import { booksOf } from '../support/truth.ts'

const OPERATOR = 'operator@example.com'
const FAULT = 'A fault of ours.'

const STOPS: readonly (readonly [string, (bench: Bench) => void])[] = [
  [
    'while it fetches',
    ({ installation: { ports } }) => {
      ports.store.backup.wantedFiles = async () => {
        throw new LedgerkeepError('bug', FAULT)
      }
    },
  ],
  [
    'while it packs',
    ({ installation: { ports } }) => {
      ports.store.archive.startArchive = async () => {
        throw new LedgerkeepError('bug', FAULT)
      }
    },
  ],
]
for (const [when, breakIt] of STOPS) {
  test(`a backup that stops for good ${when} is told to the operator and to the customer`, async () => {
    await using bench = await startInstallation({ settings: { OPERATOR_LOGINS: OPERATOR } })
    const customer = await connect(bench)
    const { id } = await scan(bench, customer)
    breakIt(bench)
    const backup = await ended(bench, customer, await begin(bench, customer, id))
    assert.deepEqual([backup.state, backup.mayRetry, backup.operatorTold], ['failed', true, true])
    const told = await bench.clock.until(async () => {
      const letters = (await bench.installation.outbox?.letters()) ?? []
      const news = letters.filter((one) => one.text.includes(FAULT))
      return news.length >= 2 ? news : null
    })
    assert.deepEqual(
      told.map((one) => one.to === OPERATOR).sort(),
      [false, true],
      told.map((one) => one.to).join(),
    )
    const toOperator = told.find((one) => one.to === OPERATOR)
    assert.match(toOperator?.text ?? '', new RegExp(`${backup.id}[^]*/admin`))
  })
}

const HOUR = 3_600_000

const sent = async (bench: Bench, about: RegExp): Promise<number> =>
  (await letters(bench)).filter((subject) => about.test(subject)).length

test('a scan, then a backup, that has got nothing for over a day says so once', async () => {
  await using bench = await startInstallation()
  const customer = await connect(bench)
  bench.xero.faults.add({ kind: 'status', status: 503, count: 1_000_000 })
  await bench.app.scan.start(customer.personId, customer.connectionId)
  for (const [hours, letters] of [
    [1, 0],
    [20, 0],
    [4, 1],
    [1, 1],
  ] as const) {
    await bench.clock.leap(hours * HOUR)
    await bench.clock.pass(HOUR)
    assert.equal(await sent(bench, /counting has waited for over a day/), letters)
  }
  bench.xero.faults.clear()
  const id = await begin(bench, customer, (await scan(bench, customer)).id)
  await backupIn(bench, id, (one) => one.filesDone > 1)
  bench.xero.faults.add({ kind: 'status', status: 503, count: 1_000_000 })
  await bench.clock.pass(2 * HOUR)
  await bench.clock.leap(20 * HOUR)
  await bench.clock.pass(HOUR)
  assert.equal(await sent(bench, /backup has waited for over a day/), 0)
  await bench.clock.leap(3 * HOUR)
  await bench.clock.pass(HOUR)
  assert.equal(await sent(bench, /backup has waited for over a day/), 1)
  await bench.clock.pass(2 * HOUR)
  assert.equal(await sent(bench, /backup has waited for over a day/), 1)
  // What the customer paused did not wait, however long that was.
  await bench.app.backup.pause(customer.personId, id)
  await bench.clock.leap(72 * HOUR)
  await bench.app.backup.resume(customer.personId, id)
  await bench.clock.pass(2 * HOUR)
  assert.equal(await sent(bench, /backup has waited for over a day/), 1)
  await bench.clock.leap(22 * HOUR)
  await bench.clock.pass(2 * HOUR)
  assert.equal(await sent(bench, /backup has waited for over a day/), 2)
  bench.xero.faults.clear()
  assert.equal((await ended(bench, customer, id)).state, 'complete')
})

const idsIn = async (bench: Bench, scanId: string, list: string): Promise<readonly string[]> =>
  (await storedRecords(bench.installation.ports, scanId, list)).map(
    (record) => recordFacts(resourceNamed(list), record).id,
  )

test('a scan that is stopped while a list comes in pieces goes on there, and loses or doubles nothing', async () => {
  await using bench = await startInstallation({ world: 'small' })
  const customer = await connect(bench)
  const whole = '/Invoices\\?.*pageSize=1000'
  bench.xero.faults.add({ kind: 'status', status: 504, count: 1_000_000, match: whole })
  bench.xero.faults.add({ kind: 'slow', count: 1_000_000, match: '/Invoices\\?.*pageSize=100' })
  const asked = (nth: number): number => bench.xero.faults.list()[nth]?.hits ?? 0
  const id = await bench.app.scan.start(customer.personId, customer.connectionId)
  await bench.clock.until(() => asked(1) >= 14)
  await bench.stop()
  const tries = asked(0)
  await bench.start()
  const found = await scan(bench, customer)
  assert.deepEqual([found.id, found.exceptions], [id, []])
  const size = booksOf(bench).size('Invoices')
  const ids = await idsIn(bench, id, 'Invoices')
  assert.deepEqual([ids.length, new Set(ids).size], [size, size])
  // The large page is not tried again, and of the pieces only those of the page that was under way are.
  assert.equal(asked(0), tries)
  const needed = Math.ceil(size / 100)
  assert.ok(asked(1) <= needed + 10, `${asked(1)} pieces, ${needed} needed`)
})

const AGED = ['AgedReceivablesByContact', 'AgedPayablesByContact'] as const

test('a backup that is stopped among reports by contact asks only for those that are missing', async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const { id } = await scan(bench, customer)
  const backupId = await begin(bench, customer, id)
  const stored = async (): Promise<number> => {
    const { store } = bench.installation.ports
    const pages = await Promise.all(AGED.map((name) => store.scan.pages(id, name)))
    return pages.flat().length
  }
  await bench.clock.until(async () => (await stored()) >= 10)
  await bench.stop()
  await bench.start()
  assert.equal((await ended(bench, customer, backupId)).state, 'complete')
  const rows = (await bench.installation.ports.store.scan.resources(id)).filter((row) =>
    AGED.some((name) => name === row.resource),
  )
  const told = rows.reduce((sum, row) => sum + (row.recordsTold ?? 0), 0)
  assert.ok(told > 20, `${told} reports`)
  assert.equal(await stored(), told)
  assert.equal(
    rows.reduce((sum, row) => sum + row.records, 0),
    told,
  )
  const calls = Object.entries(bench.xero.calls.byPath)
    .filter(([path]) => path.includes('/Reports/Aged'))
    .reduce((sum, [, made]) => sum + made, 0)
  // Those in flight may be asked for again.
  assert.ok(calls <= told + 5, `${calls} calls`)
})
