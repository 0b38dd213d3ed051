import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readablePaths, type Schemas, schemasOf } from '../../../tests/support/openapi.ts'
import { EXCLUDED } from './excluded.ts'
import type { Api, Column, ColumnKind, Resource } from './resource.ts'
import { RESOURCES } from './resources.ts'

/** Xero's published descriptions of its APIs, when they lie beside the repository. */
const FOLDER = new URL('../../../../shared/xero/openapi/', import.meta.url)
const skip = existsSync(FOLDER) ? false : "Xero's OpenAPI descriptions are not on this machine"
const read = (name: string): string => (skip ? '' : readFileSync(new URL(name, FOLDER), 'utf8'))
const spec = read('xero_accounting.yaml')

/** What an API is called in `EXCLUDED`, whose paths of the Accounting API have nothing before them; without `api` nothing of it is read. */
interface Described {
  readonly api: Api | null
  readonly file: string
  readonly start: string
  /** Where one address answers differently by country. */
  readonly country?: string
}

const APIS: readonly Described[] = [
  { api: 'accounting', file: 'xero_accounting.yaml', start: '' },
  { api: 'files', file: 'xero_files.yaml', start: 'files:' },
  { api: 'assets', file: 'xero_assets.yaml', start: 'assets:' },
  { api: 'projects', file: 'xero-projects.yaml', start: 'projects:' },
  { api: 'payroll 1.0', file: 'xero-payroll-au.yaml', start: 'payrollau:' },
  { api: 'payroll 2.0', file: 'xero-payroll-nz.yaml', start: 'payrollnz:', country: 'NZ' },
  { api: 'payroll 2.0', file: 'xero-payroll-uk.yaml', start: 'payrolluk:', country: 'GB' },
  { api: null, file: 'xero-finance.yaml', start: 'finance:' },
  { api: null, file: 'xero-identity.yaml', start: 'identity:' },
]
const describes = ({ api, country }: Described, resource: Resource): boolean =>
  api === apiOf(resource) && (!country || (resource.countries?.includes(country) ?? true))
const apiOf = (resource: Resource): Api => resource.api ?? 'accounting'

/** Where Xero's schemas and the answers it gives as examples disagree: the answers count. */
const UNDESCRIBED = new Map([
  ['Budget.Status', 'told by the list of budgets'],
  ['BankTransaction.BatchPayment', 'told when the transaction is part of a batch'],
  ['BudgetBalance.Period', 'called a date, sent as a month'],
  ['Report.ReportID', 'told by the list of published reports'],
  ['FileObject.CreatedDateUtc', 'a moment, called a text'],
  ['FileObject.UpdatedDateUtc', 'a moment, called a text'],
  ['PayItem.Name', 'no list of records, but lists in one record'],
  ['Accounts.accounts', 'the settings are one record that holds them'],
])

/** What the API says about a request, or a second way of writing a date or an attachment. */
const NO_DATA: ReadonlySet<string> = new Set([
  'ValidationErrors',
  'HasValidationErrors',
  'HasErrors',
  'Warnings',
  'StatusAttributeString',
  'Attachments',
  'UpdatedDateUTCString',
  'DateString',
  'ExpiryDateString',
])

const LEFT_OUT = new Map([
  ['Organisation.APIKey', 'a key, in a workbook that people pass on'],
  ['Contacts.TrackingCategoryName', 'only for writing'],
  ['Contacts.TrackingCategoryOption', 'only for writing'],
  ['ContactGroups.Contacts', 'empty in the list; asked for group by group'],
  ['Payments.InvoiceNumber', 'only for writing; read from Invoice'],
  ['Payments.CreditNoteNumber', 'only for writing; read from CreditNote'],
  ['Payments.BatchPayment', 'has a sheet of its own'],
  ['Payments.HasAccount', 'whether Account is there'],
  ['BatchPayments.Amount', 'only for writing; read from TotalAmount'],
  ['RepeatingInvoices.ID', 'the same as RepeatingInvoiceID'],
  ['TrackingCategories.TrackingOptionID', 'only where a line refers to an option'],
  ['TrackingCategories.Option', 'only where a line refers to an option'],
  ['Budgets.BudgetLines', 'empty in the list; asked for budget by budget'],
  ['ExpenseClaims.ReceiptID', 'only for writing; read from Receipts'],
  ['PublishedReports.Contacts', 'only in the report on contractors, which is not asked for'],
])

test('the reader understands the description', { skip }, () => {
  const schemas = schemasOf(spec)
  assert.ok(schemas.size > 100, `${schemas.size} schemas`)
  assert.deepEqual(schemas.get('Invoice')?.get('Contact'), { type: '', schema: 'Contact' })
  assert.deepEqual(schemas.get('Invoice')?.get('Date'), { type: 'date', schema: '' })
  assert.equal(schemas.get('Invoice')?.get('LineItems')?.schema, 'LineItem')
  assert.ok(readablePaths(spec).length > 100)
})

test('every list and every column stands in the description, with its kind', { skip }, () => {
  const unknown: string[] = []
  const described = RESOURCES.filter((one) => APIS.some(({ api }) => api === apiOf(one)))
  for (const resource of described.filter((one) => !one.report && one.name !== 'History')) {
    const file = APIS.find((one) => describes(one, resource))?.file ?? ''
    const schemas = schemasOf(read(file))
    const schema = itemsOf(schemas, resource)
    if (schema === undefined) unknown.push(`${resource.name}: no list ${resource.list}`)
    for (const { columns, path } of [{ ...resource, path: '' }, ...resource.lines])
      for (const column of columns)
        if (!known(schemas, schema ?? '', path, column))
          unknown.push(`${resource.name} ${path}: ${column.path}`)
  }
  assert.deepEqual(unknown, [])
})

test('every described field has a column or a sheet, or is left out on purpose', { skip }, () => {
  const schemas = schemasOf(spec)
  const once = RESOURCES.filter(
    (one) => apiOf(one) === 'accounting' && !one.linesOnly && !one.report,
  )
  const forgotten = once.flatMap((resource) => {
    const shown = new Set(
      [...resource.columns, ...resource.lines].map((one) => one.path.split('.')[0]),
    )
    return [...(schemas.get(itemsOf(schemas, resource) ?? '')?.keys() ?? [])]
      .filter((name) => !shown.has(name) && !NO_DATA.has(name))
      .map((name) => `${resource.name}.${name}`)
  })
  assert.deepEqual(forgotten, [...LEFT_OUT.keys()])
})

test('every official description is read', { skip }, () => {
  const files = skip ? [] : readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))
  assert.deepEqual(files.toSorted(), APIS.map(({ file }) => file).toSorted())
})

test('a misspelt path or a wrong kind is noticed', { skip }, () => {
  const told = (path: string, kind: ColumnKind) =>
    known(schemasOf(spec), 'Invoice', '', { title: path, path, kind })
  assert.equal(told('DueDate', 'date'), true)
  assert.equal(told('DueDate', 'instant'), false)
  assert.equal(told('DueDates', 'date'), false)
  assert.equal(told('Contact.Nam', 'text'), false)
  assert.equal(told('Contact', 'text'), false)
  assert.equal(told('Total', 'boolean'), false)
})

for (const described of APIS) {
  const { file, start } = described
  const plainPaths = (): readonly string[] =>
    readablePaths(read(file)).map((path) => start + path.replace(/\{\w+\}/g, '{id}'))
  const listed = RESOURCES.filter((one) => describes(described, one)).map(
    (one) => `${start}/${one.path}`,
  )

  test(`${file}: every readable path is in the catalogue or left out for a reason`, {
    skip,
  }, () => {
    const left = plainPaths().filter((path) => !listed.includes(path) && !excluded(path))
    assert.deepEqual(left, [])
  })

  test(`${file}: no reason is left over for a path that is gone or listed`, { skip }, () => {
    const paths = plainPaths()
    for (const { path, reason } of EXCLUDED) {
      const itsStart = /^\w+:/.exec(path)?.[0] ?? ''
      if (itsStart !== start) continue
      assert.ok(
        paths.some((one) => covers(path, one)),
        path,
      )
      assert.ok(reason.length > 10, path)
      assert.ok(!listed.some((one) => path === one), path)
    }
  })
}

const covers = (pattern: string, path: string): boolean => {
  const parts = path.split('/')
  const wanted = pattern.split('/')
  return (
    parts.length === wanted.length &&
    wanted.every((part, index) => part === '*' || part === parts[index])
  )
}

const excluded = (path: string): boolean => EXCLUDED.some((one) => covers(one.path, path))

/** The schema of a resource's records: that of the items of the list that the envelope holds. */
function itemsOf(schemas: Schemas, { list, name }: Resource): string | undefined {
  const inside = UNWRAPPED[name]
  if (inside) return inside
  const capital = list.charAt(0).toUpperCase() + list.slice(1)
  const named = schemas.get(list) ?? schemas.get(capital)
  const whole = named?.get(list)?.schema
    ? named
    : [...schemas.values()].find((one) => one.get(list)?.schema)
  return whole?.get(list)?.schema
}

/** The schemas of records whose list is named otherwise, or has no name. */
const UNWRAPPED: Readonly<Record<string, string>> = {
  Folders: 'Folder',
  Files: 'FileObject',
  FileLinks: 'Association',
  Assets: 'Asset',
  AssetTypes: 'AssetType',
  AssetSettings: 'Setting',
  Projects: 'Project',
  ProjectTasks: 'Task',
  ProjectTime: 'TimeEntry',
  ProjectUsers: 'ProjectUser',
  CISSettings: 'CISOrgSetting',
  PublishedReports: 'Report',
  PayrollAuSettings: 'Settings',
  PayrollSettings: 'Accounts',
}

function known(schemas: Schemas, record: string, list: string, column: Column): boolean {
  const steps = list === '' ? [] : list.split('.')
  const around = steps.map((_, index) => steps.slice(0, index + 1))
  const starts = list === '' ? [[]] : around.toReversed()
  return starts.some((start) => stands(schemas, record, [...start, ...names(column.path)], column))
}

const names = (path: string): readonly string[] =>
  path.split('.').filter((name) => !/^\d+$/.test(name))

function stands(schemas: Schemas, record: string, path: readonly string[], { kind }: Column) {
  let schema = record
  let type = ''
  for (const name of path) {
    if (UNDESCRIBED.has(`${schema}.${name}`)) return true
    const property = schemas.get(schema)?.get(name)
    if (!property) return false
    ;({ schema, type } = property)
  }
  const isEnumeration = type === '' && schemas.get(schema)?.size === 0
  return FITS[kind].includes(isEnumeration ? 'string' : type)
}

/** Types of the description that go with a column's kind. */
const FITS: Readonly<Record<ColumnKind, readonly string[]>> = {
  text: ['string', 'number'],
  money: ['number'],
  decimal: ['number', 'integer'],
  date: ['date'],
  instant: ['instant'],
  boolean: ['boolean'],
}
