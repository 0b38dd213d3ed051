import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { truth } from '../../../simulators/xero/control.ts'
import { startXeroSimulator, type XeroSimulator } from '../../../simulators/xero/server.ts'
import { REDIRECT, SCOPE } from '../../../simulators/xero/test-session.ts'

// Xero's own client, made by others from Xero's own descriptions, has to get along with the simulator.

const require = createRequire(import.meta.url)
const found = (() => {
  try {
    return require.resolve('xero-node')
  } catch {
    return null
  }
})()
const skip = found ? false : 'xero-node is not installed'

type Client = import('xero-node').XeroClient
interface Rerouted {
  readonly url?: string
}

let simulator: XeroSimulator
let client: Client
let tenantId = ''

before(async () => {
  if (!found) return
  simulator = await startXeroSimulator({ world: 'demo' })
  const { XeroClient } = await import('xero-node')
  const ofXero = createRequire(found)
  client = new XeroClient({
    clientId: 'ledgerkeep-demo',
    clientSecret: 'demo-secret',
    redirectUris: [REDIRECT],
    scopes: SCOPE.split(' '),
    state: 'a state',
  })
  // Its addresses are fixed: the calls are led to the simulator on their way.
  ofXero('axios').interceptors.request.use((call: Rerouted) => ({
    ...call,
    url: call.url?.replace('https://api.xero.com', simulator.api),
  }))
  const issuer = await ofXero('openid-client').Issuer.discover(simulator.issuer)
  client.openIdClient = new issuer.Client({
    client_id: 'ledgerkeep-demo',
    client_secret: 'demo-secret',
    redirect_uris: [REDIRECT],
  })
})

after(() => simulator?.close())

test('it logs in, refreshes, and finds the organisation', { skip }, async () => {
  const answer = await simulator.approve(await client.buildConsentUrl())
  const tokens = await client.apiCallback(answer)
  assert.equal(tokens.claims()['email'], 'ann@example.com')
  const refreshed = await client.refreshToken()
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token)
  const tenants = await client.updateTenants()
  const mine = tenants.find((one) => one.tenantName === simulator.world.organisations[0]?.name)
  tenantId = mine?.tenantId ?? ''
  assert.equal(mine?.orgData.baseCurrency, 'GBP')
})

const books = () => {
  const one = simulator.world.organisations.find((all) => all.tenantId === tenantId)
  if (!one) throw new Error('No organisation was connected.')
  return one
}

test('it lists invoices, contacts and the file library, page by page', { skip }, async () => {
  const { accountingApi, filesApi } = client
  const page = await accountingApi.getInvoices(
    ...([tenantId, undefined, undefined, undefined, undefined] as const),
    ...([undefined, undefined, undefined, 1, true, undefined, 4, undefined, 100] as const),
  )
  assert.equal(page.body.pagination?.itemCount, books().size('Invoices'))
  assert.equal(page.body.invoices?.length, 100)
  const [first] = page.body.invoices ?? []
  assert.ok(first?.date && first.lineItems?.[0]?.unitAmount !== undefined)
  const contacts = await accountingApi.getContacts(
    ...([tenantId, undefined, undefined, undefined, undefined, undefined, true] as const),
  )
  assert.equal(contacts.body.contacts?.length, books().size('Contacts'))
  const files = await filesApi.getFiles(tenantId, 100, 1)
  assert.equal(files.body.totalCount, books().fileCount)
})

test('it fetches an attachment, whole and unchanged', { skip }, async () => {
  const wanted = [...truth(books())].find(
    (line) => line.resource === 'Invoices' && line.length > 1_000,
  )
  if (!wanted) throw new Error('No invoice has a file.')
  const { accountingApi } = client
  const list = await accountingApi.getInvoiceAttachments(tenantId, wanted.recordId)
  assert.ok(list.body.attachments?.some((one) => one.attachmentID === wanted.attachmentId))
  const file = await accountingApi.getInvoiceAttachmentById(
    ...([tenantId, wanted.recordId, wanted.attachmentId, wanted.mimeType] as const),
  )
  const sha256 = createHash('sha256').update(file.body).digest('hex')
  assert.equal(sha256, wanted.sha256)
})

test('it fetches the PDF of a quote, and a report', { skip }, async () => {
  const { accountingApi } = client
  const quotes = await accountingApi.getQuotes(tenantId)
  const id = quotes.body.quotes?.[0]?.quoteID ?? ''
  const pdf = await accountingApi.getQuoteAsPdf(tenantId, id)
  assert.equal(pdf.body.subarray(0, 5).toString(), '%PDF-')
  const report = await accountingApi.getReportTrialBalance(tenantId, '2026-03-31')
  assert.equal(report.body.reports?.[0]?.reportName, 'Trial Balance')
})
