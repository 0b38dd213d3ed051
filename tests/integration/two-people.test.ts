import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOON } from '../../simulators/xero/test-session.ts'
import { namedWorld } from '../../simulators/xero/worlds/generated-world.ts'
import { backUp, connect, download } from '../support/customer.ts'
import { startInstallation } from '../support/installation.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, booksOf, hashes } from '../support/truth.ts'

/** Books that Ann and Ben may both open. */
function togetherWorld() {
  const world = namedWorld('tiny', NOON)
  const tenantIds = world.organisations.slice(0, 1).map((one) => one.tenantId)
  return { ...world, users: world.users.map((user) => ({ ...user, tenantIds })) }
}

test('two people connect one organisation: each has all of it, and one may leave', async () => {
  await using bench = await startInstallation({ world: togetherWorld() })
  const ann = await connect(bench, { email: 'ann@example.com' })
  const ben = await connect(bench, { email: 'ben@example.com' })
  assert.notEqual(ann.personId, ben.personId)
  assert.notEqual(ann.connectionId, ben.connectionId)
  const [annDone, benDone] = await Promise.all([backUp(bench, ann), backUp(bench, ben)])
  for (const [who, backup] of [
    [ann, annDone],
    [ben, benDone],
  ] as const) {
    assert.equal(backup.state, 'complete')
    const zip = await download(bench.app, who, backup.id)
    assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(booksOf(bench))))
  }
  const tenant = [...bench.xero.limits.tenants.values()]
  assert.ok(tenant.every((one) => one.minute.most <= 60 && one.mostInFlight <= 5))
  assert.deepEqual(bench.xero.calls.limited, {})

  await bench.app.connect.disconnect(ann.personId, ann.connectionId)
  assert.equal(bench.xero.identity.connections.kept().length, 1)
  const [view] = await bench.app.status.organisations(ben.personId)
  assert.equal(view?.state, 'active')
  assert.equal((await backUp(bench, ben)).state, 'complete')
})
