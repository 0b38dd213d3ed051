import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realClock } from '../../src/adapters/system/index.ts'
import { createExample } from '../../src/cli/example.ts'
import { compose } from '../../src/compose.ts'
import { parseConfig } from '../../src/config.ts'
import { createSite, serveSite } from '../../src/web/server.ts'
import { fillInstallation, type Visitor } from './web-books.ts'

/** The real site over an embedded database of many organisations, in a process of its own. */
export interface WebOrder {
  /** Five organisations each. */
  readonly people: number
  readonly documentsEach: number
  /** Documents in the five organisations of the last visitor. */
  readonly largeDocuments: number
}

export interface WebReady {
  readonly url: string
  /** The last one is the one with large books. */
  readonly visitors: readonly Visitor[]
}

const order = JSON.parse(process.argv[2] ?? '') as WebOrder
const folder = mkdtempSync(join(tmpdir(), 'ledgerkeep-bench-web-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('disconnect', () => process.exit(0))

const config = parseConfig({ LEDGERKEEP_DATA: folder, LEDGERKEEP_LOG: 'error' })
const nowhere = 'http://127.0.0.1:9'
const clock = realClock()
const around = {
  clock,
  toleranceSeconds: 30,
  xero: {
    addresses: { issuer: nowhere, api: nowhere },
    clientId: 'ledgerkeep-bench',
    clientSecret: 'bench-secret',
  },
  stripe: { secretKey: 'sk_test_bench', webhookSecrets: [], baseUrl: nowhere },
}
const installation = await compose(config, around, 'http://localhost', process.stderr)
const visitors = [
  ...(await fillInstallation(installation, 0, order.people, order.documentsEach)),
  ...(await fillInstallation(installation, order.people, 1, order.largeDocuments)),
]
const site = createSite({
  ...installation,
  example: createExample(folder, clock),
  site: { baseUrl: 'http://localhost', demonstration: null, paid: true, operator: config.operator },
})
const serving = await serveSite(site, { host: '127.0.0.1', port: 0 })
process.send?.({ url: serving.url, visitors } satisfies WebReady)
