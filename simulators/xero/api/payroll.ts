import { grants } from '../identity/scopes.ts'
import { insufficientScope, json, notFound, type Reply, type Request } from '../reply.ts'
import type { Json, Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import { AUSTRALIA } from './payroll-australia.ts'
import { type PayrollTable, pageRows } from './payroll-table.ts'
import { payrollTwo } from './payroll-two.ts'

export interface PayrollCall {
  readonly books: Books
  readonly scopes: readonly string[]
  /** `1.0` for Australia, `2.0` for New Zealand and the United Kingdom. */
  readonly version: string
  /** The segments after `payroll.xro/<version>`, decoded. */
  readonly segments: readonly string[]
  readonly request: Request
}

/** The payroll of the organisation's country; elsewhere there is none. */
export function answerPayroll(call: PayrollCall): Reply {
  const { books, segments, version } = call
  const [name = '', id] = segments
  const australian = books.countryCode === 'AU'
  if (version !== (australian ? '1.0' : '2.0')) return notFound()
  const tables = australian ? AUSTRALIA : payrollTwo(books.countryCode)
  const table = tables.get(name.toLowerCase())
  if (!table) return notFound()
  if (!grants(call.scopes, [`payroll.${table.area}.read`])) return insufficientScope()
  return australian ? oldAnswer(call, table, id) : newAnswer(call, table)
}

/** Wrapped as the Accounting API wraps; one pay run comes with its slips. */
function oldAnswer({ books, request }: PayrollCall, table: PayrollTable, id?: string): Reply {
  const all = table.rows(books, null)
  const wanted = id === undefined ? all : all.filter((row) => row[table.id] === id)
  if (id !== undefined && wanted.length === 0) return notFound()
  const rows =
    id === undefined
      ? pageRows(wanted, request.query)
      : wanted.map((row) => table.whole?.(books, row) ?? row)
  return json(200, {
    ...{ Id: crypto.randomUUID(), Status: 'OK', ProviderName: 'Ledgerkeep' },
    DateTimeUTC: `/Date(${Date.UTC(2026, 10, 22)})/`,
    [table.list]: table.single ? (rows[0] ?? null) : rows,
  })
}

/** Camel case, and a page past the end is refused. */
function newAnswer({ books, request }: PayrollCall, table: PayrollTable): Reply {
  const { query } = request
  const all = table.rows(books, query.get('PayRunID'))
  const page = Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1)
  const pageCount = Math.max(1, Math.ceil(all.length / 100))
  const about = { id: crypto.randomUUID(), providerName: 'Ledgerkeep', httpStatusCode: 'OK' }
  if (page > pageCount) {
    const problem = { type: 'about:blank', title: 'InvalidRequest', status: 400, detail: 'page' }
    return json(400, { ...about, httpStatusCode: 'BadRequest', problem })
  }
  const told: Json = table.single ? (all[0] ?? null) : pageRows(all, query)
  const answer: Row = {
    ...about,
    dateTimeUTC: '2026-11-22T12:00:00.0000000',
    pagination: { page, pageSize: 100, pageCount, itemCount: all.length },
    problem: null,
    [table.list]: told,
  }
  return json(200, answer)
}
