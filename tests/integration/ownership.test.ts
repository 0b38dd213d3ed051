import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EVERYTHING } from '../../src/core/filter.ts'
import { buy, payPage } from '../support/buyer.ts'
import { backupIn, type Customer, connect, INVOICE, scan } from '../support/customer.ts'
import { type Bench, startInstallation } from '../support/installation.ts'

let bench: Bench
let ann: Customer
let ben: Customer
let ids: { scanId: string; orderId: string; backupId: string; receiptId: string }

before(async () => {
  bench = await startInstallation({ payments: true })
  ann = await connect(bench, { email: 'ann@example.com' })
  ben = await connect(bench, { email: 'ben@example.com' })
  const { id: scanId } = await scan(bench, ann)
  const orderId = await buy(bench, ann, scanId)
  await payPage(bench, await bench.app.order.pay(ann.personId, orderId, INVOICE))
  const { backupId } = await bench.app.order.refresh(ann.personId, orderId)
  assert.ok(backupId)
  await backupIn(bench, backupId, (one) => one.state === 'complete')
  ids = { scanId, orderId, backupId, receiptId: await receiptOf(ann) }
})

after(() => bench[Symbol.asyncDispose]())

/** A receipt of something that was deleted before. */
async function receiptOf({ personId, connectionId }: Customer): Promise<string> {
  const nothing = { backups: 0, files: 0, bytes: 0, records: 0, email: '', organisation: '' }
  await bench.installation.ports.store.erasing.addDeletion({
    ...{ ...nothing, id: 'del_1', personId, connectionId, backupId: null },
    ...{ scope: 'files', cause: 'asked', askedAt: 1, finishedAt: 2 },
  })
  return 'del_1'
}

/** Every question of the app that names a record, asked by somebody. */
const questions = (
  who: string,
  { scanId, orderId, backupId, receiptId }: typeof ids,
  connectionId: string,
): Readonly<Record<string, () => Promise<unknown>>> => {
  const { app } = bench
  return {
    'connect.disconnectView': () => app.connect.disconnectView(who, connectionId),
    'connect.disconnect': () => app.connect.disconnect(who, connectionId, 'delete all'),
    'scan.start': () => app.scan.start(who, connectionId),
    'quote.filterOf': () => app.quote.filterOf(who, scanId),
    'quote.preview': () => app.quote.preview(who, scanId, EVERYTHING),
    'quote.keepFilter': () => app.quote.keepFilter(who, scanId, EVERYTHING),
    'order.buy': () => app.order.buy(who, scanId, EVERYTHING, 1_000, app.order.termsVersion),
    'order.view': () => app.order.view(who, orderId),
    'order.pay': () => app.order.pay(who, orderId, INVOICE),
    'order.refresh': () => app.order.refresh(who, orderId),
    'backup.view': () => app.backup.view(who, backupId),
    'backup.cancel': () => app.backup.cancel(who, backupId),
    'backup.retry': () => app.backup.retry(who, backupId),
    'backup.pause': () => app.backup.pause(who, backupId),
    'backup.resume': () => app.backup.resume(who, backupId),
    'backup.keepFor': () => app.backup.keepFor(who, backupId, 60),
    'backup.delete': () => app.backup.delete(who, backupId),
    'account.receipt': () => app.account.receipt(who, receiptId),
    'download.open': () => app.download.open(who, backupId),
    'download.parts': () => app.download.parts(who, backupId, 2 ** 20),
  }
}

test("somebody else's records are not found, exactly as if there were none", async () => {
  const foreign = questions(ben.personId, ids, ann.connectionId)
  const none = {
    scanId: 'scn_none',
    orderId: 'ord_none',
    backupId: 'bak_none',
    receiptId: 'del_no',
  }
  const absent = questions(ben.personId, none, 'con_none')
  for (const name of Object.keys(foreign)) {
    const told = await refusalOf(foreign[name])
    assert.equal(told?.reason, 'not found', name)
    assert.deepEqual(told, await refusalOf(absent[name]), name)
  }
})

test('every part of the app that takes an id is asked', async () => {
  const asked = Object.keys(questions('', ids, ''))
  const open = ['connect.begin', 'connect.finish', 'connect.person', 'connect.signOut']
  // What is asked of one's own account alone names nothing that could be somebody else's.
  const own = ['view', 'keepFor', 'signOutEverywhere', 'erase'].map((one) => `account.${one}`)
  const known = [...asked, ...open, ...own, 'order.webhook', 'status.organisations']
  // The operator is nobody's customer and enters by a door of their own.
  const stages = Object.entries(bench.app).filter(([stage]) => stage !== 'operator')
  const all = stages.flatMap(([stage, methods]) =>
    Object.entries(methods)
      .filter(([, method]) => typeof method === 'function')
      .map(([method]) => `${stage}.${method}`),
  )
  assert.deepEqual(all.sort(), known.sort())
})

test('their owner finds them, and the Status page shows nobody else', async () => {
  const { app } = bench
  assert.equal((await app.backup.view(ann.personId, ids.backupId)).state, 'complete')
  assert.equal((await app.order.view(ann.personId, ids.orderId)).state, 'paid')
  assert.equal((await app.account.receipt(ann.personId, ids.receiptId)).id, ids.receiptId)
  const seen = await app.status.organisations(ben.personId)
  assert.deepEqual(
    seen.map((view) => view.connectionId),
    [ben.connectionId],
  )
})

async function refusalOf(ask: (() => Promise<unknown>) | undefined) {
  try {
    await ask?.()
    return null
  } catch (error) {
    const { kind, reason, message } = error as { kind: string; reason: string; message: string }
    return { kind, reason, message }
  }
}
