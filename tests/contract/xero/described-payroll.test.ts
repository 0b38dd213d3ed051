import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, describe, test } from 'node:test'
import { NOON, type Session, signIn, startSession } from '../../../simulators/xero/test-session.ts'
import { namedWorld } from '../../../simulators/xero/worlds/generated-world.ts'
import type { World } from '../../../simulators/xero/worlds/world.ts'
import { RESOURCES, recordFacts, recordsIn, valueAt } from '../../../src/core/catalogue/index.ts'
import type { Resource } from '../../../src/core/catalogue/resource.ts'
import { misfits, type Schemas, schemasOf } from '../../support/openapi.ts'

// The payroll of each country, as Xero describes it.

const FOLDER = new URL('../../../../shared/xero/openapi/', import.meta.url)
const skip = existsSync(FOLDER) ? false : "Xero's OpenAPI descriptions are not on this machine"
const FILES = { AU: 'xero-payroll-au.yaml', NZ: 'xero-payroll-nz.yaml', GB: 'xero-payroll-uk.yaml' }
const AREAS = ['employees', 'payruns', 'payslip', 'settings', 'timesheets']
const SCOPES = ['openid', 'offline_access', ...AREAS.map((area) => `payroll.${area}.read`)].join(
  ' ',
)

/** The schema of a row, where it is not the one of the list's own items. */
const ITEMS: Readonly<Record<string, string>> = {
  PayrollAuPayItems: 'PayItem',
  PayrollAuSettings: 'Settings',
  PayrollSettings: 'Accounts',
  PayrollEarningsOrders: 'EarningsOrder',
  PayrollLeaveTypes: 'LeaveType',
}

/** The schema that a list of that name is described by, wherever it is. */
const itemOf = (schemas: Schemas, list: string): string =>
  [...schemas.values()].flatMap((one) => one.get(list)?.schema ?? []).find(Boolean) ?? ''

const inCountry = (countryCode: string): World => {
  const world = namedWorld('tiny', NOON)
  return { ...world, organisations: world.organisations.map((one) => ({ ...one, countryCode })) }
}

const addressOf = ({ api, path }: Resource, id: string): string =>
  `payroll.xro/${api?.slice(-3)}/${path.replace('{id}', id)}`

for (const [country, file] of Object.entries(FILES)) {
  describe(`the payroll of ${country}`, { skip }, async () => {
    if (skip) return
    const schemas = schemasOf(readFileSync(new URL(file, FOLDER), 'utf8'))
    const { simulator } = await startSession({ world: inCountry(country) })
    const session: Session = await signIn(simulator, undefined, undefined, SCOPES)
    after(() => simulator.close())
    const read = async (resource: Resource, id = ''): Promise<readonly unknown[]> => {
      const query = Object.entries(resource.query).map(([name, value]) => [
        ...[name, value.replace('{id}', id)],
      ])
      const answer = await session.get(`${addressOf(resource, id)}?${new URLSearchParams(query)}`)
      assert.equal(answer.status, 200, resource.name)
      return recordsIn(resource, await answer.json())
    }
    const lists = RESOURCES.filter((one) => one.countries?.includes(country)).filter((one) =>
      one.api?.startsWith('payroll'),
    )

    for (const resource of lists) {
      test(`${resource.title} are as described, with the columns of their sheet`, async () => {
        const { follows } = resource
        const parent =
          follows?.by === 'records' ? lists.find((one) => one.name === follows.of) : null
        const [first] = parent ? await read(parent) : []
        const records = await read(resource, parent ? recordFacts(parent, first).id : '')
        assert.ok(records.length > 0)
        const schema = ITEMS[resource.name] ?? itemOf(schemas, resource.list)
        assert.ok(schemas.has(schema), `no schema ${schema}`)
        assert.deepEqual([...new Set(records.flatMap((one) => misfits(schemas, schema, one)))], [])
        const described = schemas.get(schema)
        const [record] = records
        const named = resource.linesOnly || valueAt(record, resource.id) !== undefined
        assert.ok(named, resource.id)
        for (const { path } of resource.linesOnly ? [] : resource.columns) {
          assert.ok(described?.has(path.split('.')[0] ?? ''), `${path} is described nowhere`)
        }
      })
    }

    test('the page after the last is refused or empty, and the first is full', async () => {
      const [employees] = lists.filter((one) => one.list.toLowerCase() === 'employees')
      assert.ok(employees)
      assert.equal((await read(employees)).length, 100)
    })
  })
}
