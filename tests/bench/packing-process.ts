import { archiveSlice } from '../../src/app/archive/slice.ts'
import { compose } from '../../src/compose.ts'
import { parseConfig } from '../../src/config.ts'
import { BenchClock } from '../support/bench-clock.ts'

/** One packing of a backup whose files are all kept. */
export interface PackingOrder {
  readonly folder: string
  readonly backupId: string
}

export interface Packed {
  readonly seconds: number
  readonly peakBytes: number
  readonly entries: number
}

const order = JSON.parse(process.argv[2] ?? '') as PackingOrder
const around = {
  clock: new BenchClock(),
  toleranceSeconds: 30,
  xero: {
    // Nobody is asked.
    addresses: { issuer: 'http://localhost:1', api: 'http://localhost:1' },
    clientId: 'ledgerkeep-demo',
    clientSecret: 'demo-secret',
  },
  stripe: null,
}
const config = parseConfig({ LEDGERKEEP_DATA: order.folder, LEDGERKEEP_LOG: 'warn' })
const installation = await compose(config, around, 'http://localhost')
const { ports } = installation
let peakBytes = 0
const look = (): void => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
}
const watch = setInterval(look, 20)
const started = performance.now()
await archiveSlice(ports, order.backupId, 0, new AbortController().signal)
const seconds = (performance.now() - started) / 1_000
clearInterval(watch)
look()
const archive = await ports.store.archive.archiveOfBackup(order.backupId)
if (archive?.state !== 'ready') throw new Error('It was not packed.')
process.send?.({ seconds, peakBytes, entries: archive.entries } satisfies Packed)
await installation.close()
