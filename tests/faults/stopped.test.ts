import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LedgerkeepError } from '../../src/core/errors.ts'
import { begin, connect, ended, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'

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
    assert.equal(backup.state, 'failed')
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
