import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type Session, signIn, startSession } from '../../../simulators/xero/test-session.ts'
import { DEFAULT_SCOPES, RESOURCES, recordsIn } from '../../../src/core/catalogue/index.ts'
import { misfits, type Schemas, schemasOf } from '../../support/openapi.ts'

// What the simulator answers is held against Xero's own descriptions, field by field.

const FOLDER = new URL('../../../../shared/xero/openapi/', import.meta.url)
const skip = existsSync(FOLDER) ? false : "Xero's OpenAPI descriptions are not on this machine"
const read = (file: string): Schemas =>
  schemasOf(skip ? '' : readFileSync(new URL(file, FOLDER), 'utf8'))

/**
 * Where Xero's descriptions contradict themselves: their own examples, or recorded answers, hold fields
 * that their schemas lack, and texts where those say number.
 */
const ERRORS_OF_THE_DESCRIPTION: ReadonlySet<string> = new Set([
  ...['Invoice', 'CreditNote', 'BankTransaction', 'BankTransfer', 'Prepayment', 'Overpayment']
    .concat('PurchaseOrder', 'Receipt')
    .map((schema) => `${schema}.DateString`),
  'Invoice.DueDateString',
  'Invoice.InvoicePaymentServices',
  'PurchaseOrder.DeliveryDateString',
  'PurchaseOrder.HasErrors',
  'PurchaseOrder.IsDiscounted',
  'PurchaseOrder.Type',
  'BankTransfer.CreatedDateUTCString',
  'CreditNote.ID',
  'Prepayment.ID',
  'Overpayment.ID',
  'Receipt.ID',
  'Receipt.ReceiptNumber',
  'LineItemTracking.Options',
  'ContactGroup.HasValidationErrors',
  'TrackingOption.HasValidationErrors',
  'TrackingOption.IsDeleted',
  'TrackingOption.IsArchived',
  'TrackingOption.IsActive',
  'ManualJournalLine.JournalLineID',
  'BatchPayment.TotalAmount',
  'BatchPayment.IsReconciled',
  'Budget.Status',
  'Report.ReportID',
  'Report.ReportTitles',
])

let session: Session

before(async () => {
  if (skip) return
  const { simulator } = await startSession({ world: 'demo', refusedScopes: [] })
  const scope = [...DEFAULT_SCOPES, 'accounting.transactions.read', 'accounting.journals.read']
  session = await signIn(
    ...([simulator, undefined, undefined] as const),
    [...scope, 'assets.read', 'projects.read'].join(' '),
  )
})
after(() => session?.simulator.close())

const ITEMS: Readonly<Record<string, string>> = {
  Folders: 'Folder',
  Files: 'FileObject',
  Assets: 'Asset',
  AssetTypes: 'AssetType',
  AssetSettings: 'Setting',
  Projects: 'Project',
  ProjectUsers: 'ProjectUser',
}
const FILES: Readonly<Record<string, readonly [address: string, file: string]>> = {
  accounting: ['api.xro/2.0', 'xero_accounting.yaml'],
  files: ['files.xro/1.0', 'xero_files.yaml'],
  assets: ['assets.xro/1.0', 'xero_assets.yaml'],
  projects: ['projects.xro/2.0', 'xero-projects.yaml'],
}
const PLAIN = RESOURCES.filter((one) => !one.path.includes('{') && !one.name.startsWith('Payroll'))

for (const resource of PLAIN) {
  test(`${resource.title} are as Xero describes them`, { skip }, async () => {
    const [address = '', file = ''] = FILES[resource.api ?? 'accounting'] ?? []
    const schemas = read(file)
    const { follows } = resource
    const query = { ...resource.query, ...(follows?.by === 'values' && follows.queries[1]) }
    if (resource.paging !== 'none') Object.assign(query, { page: '1' })
    const filled = Object.entries(query).map(([name, value]) => [
      name,
      value.replace('{from}', '2025-04-01').replace('{to}', '2026-03-31'),
    ])
    const asked = `${address}/${resource.path}?${new URLSearchParams(filled)}`
    const answer = await session.get(asked)
    assert.equal(answer.status, 200, asked)
    const body: unknown = await answer.json()
    const records = recordsIn(resource, body)
    assert.ok(records.length > 0 || resource.name === 'Prepayments', 'nothing to look at')
    const list = resource.report ? 'ReportWithRow' : undefined
    const schema =
      list ?? ITEMS[resource.name] ?? schemas.get(resource.list)?.get(resource.list)?.schema ?? ''
    assert.ok(schemas.has(schema), `no schema ${schema}`)
    const odd = new Set(records.flatMap((record) => misfits(schemas, schema, record)))
    const unknown = [...odd].filter(
      (one) => !ERRORS_OF_THE_DESCRIPTION.has(one.split(':')[0] ?? ''),
    )
    assert.deepEqual(unknown.slice(0, 10), [])
  })
}
