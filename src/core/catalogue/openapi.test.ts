import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { EXCLUDED } from './excluded.ts'
import type { Column, ColumnKind, Resource } from './resource.ts'
import { RESOURCES } from './resources.ts'

/** Xero's published description of the Accounting API, when it lies beside the repository. */
const FILE = new URL('../../../../shared/xero/openapi/xero_accounting.yaml', import.meta.url)
const skip = existsSync(FILE) ? false : "Xero's OpenAPI description is not on this machine"
const spec = skip ? '' : readFileSync(FILE, 'utf8')

interface Property {
  readonly type: string
  /** The schema of the value, or of the items of a list. */
  readonly schema: string
}
type Schemas = ReadonlyMap<string, ReadonlyMap<string, Property>>

/** Where Xero's schemas and the answers it gives as examples disagree: the answers count. */
const UNDESCRIBED = new Map([
  ['Budget.Status', 'told by the list of budgets'],
  ['BankTransaction.BatchPayment', 'told when the transaction is part of a batch'],
  ['BudgetBalance.Period', 'called a date, sent as a month'],
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
  ['ContactGroups.Contacts', 'empty in the list; told by each contact'],
  ['Payments.InvoiceNumber', 'only for writing; read from Invoice'],
  ['Payments.CreditNoteNumber', 'only for writing; read from CreditNote'],
  ['Payments.BatchPayment', 'has a sheet of its own'],
  ['Payments.HasAccount', 'whether Account is there'],
  ['BatchPayments.Amount', 'only for writing; read from TotalAmount'],
  ['RepeatingInvoices.ID', 'the same as RepeatingInvoiceID'],
  ['TrackingCategories.TrackingOptionID', 'only where a line refers to an option'],
  ['TrackingCategories.Option', 'only where a line refers to an option'],
  ['ExpenseClaims.ReceiptID', 'only for writing; read from Receipts'],
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
  const schemas = schemasOf(spec)
  const unknown: string[] = []
  for (const resource of RESOURCES) {
    const schema = itemsOf(schemas, resource)
    if (schema === undefined) unknown.push(`${resource.name}: no list ${resource.list}`)
    for (const { columns, path } of [{ ...resource, path: '' }, ...resource.lines])
      for (const column of columns)
        if (!known(schemas, schema ?? '', path, column)) unknown.push(`${path}: ${column.path}`)
  }
  assert.deepEqual(unknown, [])
})

test('every described field has a column or a sheet, or is left out on purpose', { skip }, () => {
  const schemas = schemasOf(spec)
  const forgotten = RESOURCES.flatMap((resource) => {
    const shown = new Set(
      [...resource.columns, ...resource.lines].map((one) => one.path.split('.')[0]),
    )
    return [...(schemas.get(itemsOf(schemas, resource) ?? '')?.keys() ?? [])]
      .filter((name) => !shown.has(name) && !NO_DATA.has(name))
      .map((name) => `${resource.name}.${name}`)
  })
  assert.deepEqual(forgotten, [...LEFT_OUT.keys()])
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

test('every readable path is in the catalogue or left out for a reason', { skip }, () => {
  const listed = new Set(RESOURCES.map((one) => `/${one.path}`))
  const left = readablePaths(spec).filter((path) => {
    const plain = path.replace(/\{\w+\}/g, '{id}')
    const [, list = ''] = /^(\/\w+)\/\{id\}$/.exec(plain) ?? []
    return !listed.has(plain) && !listed.has(list) && !excluded(plain)
  })
  assert.deepEqual(left, [])
})

test('no reason is left over for a path that is gone, and none is also listed', { skip }, () => {
  const plain = readablePaths(spec).map((path) => path.replace(/\{\w+\}/g, '{id}'))
  for (const { path, reason } of EXCLUDED) {
    assert.ok(
      plain.some((one) => covers(path, one)),
      path,
    )
    assert.ok(reason.length > 10, path)
    assert.ok(!RESOURCES.some((one) => covers(path, `/${one.path}`)), path)
  }
})

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
function itemsOf(schemas: Schemas, { list }: Resource): string | undefined {
  return schemas.get(list)?.get(list)?.schema
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

/** Reads the schemas by their indentation, which in this file is always two spaces a level. */
function schemasOf(yaml: string): Schemas {
  const schemas = new Map<string, Map<string, Property>>()
  const part = yaml.slice(yaml.indexOf('\n  schemas:\n'))
  for (const block of part.split(/\n {4}(?=\w+:\n)/).slice(1)) {
    const [, properties = ''] =
      /\n {6}properties:\n([\s\S]*?)(?=\n {6}\w|\n {0,4}\S|$)/.exec(block) ?? []
    const found = `\n${properties}`.split(/\n {8}(?=\w+:\n)/).slice(1)
    const entries = found.map((one) => [one.slice(0, one.indexOf(':')), propertyOf(one)] as const)
    schemas.set(block.slice(0, block.indexOf(':')), new Map(entries))
  }
  return schemas
}

function propertyOf(block: string): Property {
  const [, schema = ''] = /\$ref: "?#\/components\/schemas\/(\w+)/.exec(block) ?? []
  const [, type = ''] = /\n {10}type: (\w+)/.exec(block) ?? []
  if (/\n {10}x-is-msdate-time: true/.test(block)) return { type: 'instant', schema }
  return { type: /\n {10}x-is-msdate: true/.test(block) ? 'date' : type, schema }
}

/** The paths that answer to GET. */
function readablePaths(yaml: string): readonly string[] {
  const part = yaml.slice(yaml.indexOf('\npaths:\n'), yaml.indexOf('\ncomponents:\n'))
  const blocks = part.split(/\n {2}(?=["']?\/)/).slice(1)
  return blocks
    .filter((block) => /\n {4}get:/.test(block))
    .map((block) => /^["']?([^"':\n]+)/.exec(block)?.[1] ?? '')
}
