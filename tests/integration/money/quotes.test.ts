import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dayOf } from '../../../src/core/day.ts'
import { EVERYTHING, type Filter } from '../../../src/core/filter.ts'
import { buy, payPage } from '../../support/buyer.ts'
import { backupIn, download, ended, scan } from '../../support/customer.ts'
import { attachmentsIn } from '../../support/read-zip.ts'
import { openShop, type Shop } from '../../support/shop.ts'
import { allFiles, booksOf, hashes } from '../../support/truth.ts'

const preview = (shop: Shop, filter: Filter = EVERYTHING, scanId = shop.scanId) =>
  shop.bench.app.quote.preview(shop.customer.personId, scanId, filter)

/** One half of the types, so that the other half stays new. */
async function halfOf(shop: Shop): Promise<Filter> {
  const { types } = await preview(shop)
  const withFiles = types.filter((one) => one.files > 0).map((one) => one.type)
  return { ...EVERYTHING, types: withFiles.slice(0, Math.ceil(withFiles.length / 2)) }
}

/** Everything up to the middle of the months, so that the later ones stay new. */
async function earlierOf(shop: Shop): Promise<Filter> {
  const months = (await preview(shop)).months.flatMap((one) => one.month ?? []).sort()
  return { ...EVERYTHING, to: dayOf(Date.parse(`${months[Math.floor(months.length / 2)]}-15`)) }
}

describe('a quote', () => {
  test('holds scan, filter, counts by type, lines, VAT decision and expiry under its hash', async () => {
    await using shop = await openShop()
    const { orderId } = await shop.order()
    const { secrets, store } = shop.bench.installation.ports
    const quote = await store.quote.quote((await shop.stored(orderId)).quoteId)
    assert.ok(quote)
    assert.equal(secrets.fingerprint(quote.content), quote.hash)
    const content = JSON.parse(quote.content)
    const lines: { amount: { minor: number } }[] = content.lines
    assert.equal(
      lines.reduce((sum, line) => sum + line.amount.minor, 0),
      quote.netMinor,
    )
    assert.deepEqual(
      [content.scanId, content.files, content.expiresAt, content.tax.mode],
      [shop.scanId, quote.files, quote.createdAt + 86_400_000, 'fixed'],
    )
    const counted: { files: number }[] = content.types
    assert.equal(
      counted.reduce((sum, one) => sum + one.files, 0),
      quote.files,
    )
  })

  test('that was altered in the database is held, and starts nothing', async () => {
    await using shop = await openShop({ webhooks: false })
    const { orderId, url } = await shop.order()
    const { store } = shop.bench.installation.ports
    const order = await shop.stored(orderId)
    const quote = await store.quote.quote(order.quoteId)
    assert.ok(quote)
    // Another quote of the same hash whose content says something else.
    const forged = { ...quote, id: 'quo_forged', content: quote.content.replace('fixed', 'other') }
    const read = store.quote.quote.bind(store.quote)
    store.quote.quote = async (id) => (id === quote.id ? { ...forged, id } : read(id))
    await payPage(shop.bench, { url })
    const view = await shop.settled(orderId)
    assert.equal(view.state, 'held')
    assert.match(view.heldBecause ?? '', /not the one that was made/)
    assert.equal(await shop.backups(), 0)
  })
})

describe('only what is new is charged', () => {
  test('earlier months paid, then all asked for: the later ones are charged, all is delivered', async () => {
    await using shop = await openShop({ world: 'demo' })
    const half = await earlierOf(shop)
    const first = await preview(shop, half)
    await shop.sell({ filter: half })
    const both = await preview(shop)
    assert.equal(both.newFiles, both.files - first.files)
    assert.ok(both.newFiles > 0)
    const before = `${first.files} files paid for before`
    assert.equal(both.price?.lines[0]?.text.replaceAll(',', ''), before)
    const order = await shop.sell()
    assert.equal(order.state, 'paid')
    const backup = await ended(shop.bench, shop.customer, order.backupId ?? '')
    const zip = await download(shop.bench.app, shop.customer, backup.id)
    const kept = hashes(attachmentsIn(zip))
    assert.equal(kept.length, both.files)
    const lost = hashes(truthOf(shop)).filter((hash) => !kept.includes(hash))
    assert.deepEqual(lost, [])
  })

  test('a rerun with nothing new is free and asks Stripe for nothing, after a new scan too', async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const paid = await shop.sell()
    await ended(bench, customer, paid.backupId ?? '')
    const sessions = (await shop.books()).sessions.length
    for (const scanId of [shop.scanId, (await scan(bench, customer)).id]) {
      const again = await preview(shop, EVERYTHING, scanId)
      assert.deepEqual([again.newFiles, again.price?.net.minor], [0, 0])
      const { orderId, backupId } = await bench.app.order.buy(
        customer.personId,
        scanId,
        EVERYTHING,
        0,
        bench.app.order.termsVersion,
      )
      assert.equal((await shop.stored(orderId ?? '')).state, 'paid')
      const backup = await backupIn(bench, backupId ?? '', (one) => one.finishedAt !== null)
      assert.equal(backup.state, 'complete')
    }
    assert.equal((await shop.books()).sessions.length, sessions)
    assert.equal(await shop.backups(), 3)
  })

  test('what was paid back is charged again', async () => {
    await using shop = await openShop()
    const before = await preview(shop)
    const { id } = await shop.sell()
    assert.equal((await preview(shop)).newFiles, 0)
    await shop.bench.app.operator.refund('ops@example.com', id, 'all')
    assert.equal((await preview(shop)).newFiles, before.files)
  })

  test('the workbook alone costs the minimum, and nothing when this scan was paid for', async () => {
    await using shop = await openShop()
    const none = { ...EVERYTHING, types: [] }
    assert.equal((await preview(shop, none)).price?.net.minor, 1_000)
    await shop.sell({ filter: none })
    assert.equal((await preview(shop, none)).price?.net.minor, 0)
    const later = await scan(shop.bench, shop.customer)
    assert.equal((await preview(shop, none, later.id)).price?.net.minor, 1_000)
  })
})

describe('files added after the quote', () => {
  for (const pdfs of [false, true])
    test(`up to 5 % are free and paid for; those beyond can be ordered; ${pdfs ? 'with' : 'no'} PDFs`, async () => {
      await using shop = await openShop({ world: 'demo' })
      const { bench, customer, scanId } = shop
      const { store } = bench.installation.ports
      const all = await preview(shop)
      const documents = await store.quote.documentsWithFiles(scanId, EVERYTHING, -1, 1_000)
      // As if the scan had come a day earlier, when ten of the files were not there yet.
      const later = documents.filter((one) => one.files >= 2).slice(0, 10)
      assert.equal(later.length, 10)
      const counts = later.map(({ seq, files }) => ({ seq, files: files - 1 }))
      await store.scan.count(scanId, counts, 0)
      const order = await shop.sell({ filter: { ...EVERYTHING, pdfs } })
      const drawn = pdfs ? all.pdfs : 0
      const backup = await ended(bench, customer, order.backupId ?? '')
      const quoted = all.files - 10
      const free = Math.floor(quoted * 0.05)
      assert.ok(free < 10)
      assert.equal(backup.filesDone, quoted + free + drawn)
      assert.equal(backup.exceptions, 10 - free)
      const view = await bench.app.order.view(customer.personId, order.id)
      assert.equal(view.addedLater, 10 - free)
      const again = await scan(bench, customer)
      const rest = await preview(shop, EVERYTHING, again.id)
      assert.equal(rest.newFiles, 10 - free)
      assert.equal(rest.newPdfs, rest.pdfs - drawn)
      assert.ok((await buy(bench, customer, again.id)).startsWith('ord_'))
    })
})

describe('PDFs that Xero draws', () => {
  const filter: Filter = { ...EVERYTHING, pdfs: true }

  test('are charged once, after a new scan too, and again when their document changed', async () => {
    await using shop = await openShop()
    const first = await preview(shop, filter)
    assert.ok(first.pdfs > 2)
    assert.equal(first.newPdfs, first.pdfs)
    await shop.sell({ filter })
    const later = (await scan(shop.bench, shop.customer)).id
    for (const scanId of [shop.scanId, later]) {
      const again = await preview(shop, filter, scanId)
      assert.deepEqual([again.newPdfs, again.price?.net.minor, again.pdfsNet?.minor], [0, 0, 0])
      assert.match(again.price?.lines.at(-1)?.text ?? '', /PDFs paid for before/)
    }
    const { quote } = shop.bench.installation.ports.store
    const drawn = quote.drawnDocuments
    quote.drawnDocuments = async (...asked) =>
      (await drawn(...asked)).map((one, at) => (at < 2 ? { ...one, updatedAt: 1 } : one))
    const changed = (await scan(shop.bench, shop.customer)).id
    assert.equal((await preview(shop, filter, changed)).newPdfs, 2)
  })

  test('that could not be drawn are given back, and no attachment with them', async () => {
    await using shop = await openShop()
    const { bench, customer } = shop
    const half = await halfOf(shop)
    await shop.sell({ filter: half })
    const choice = await preview(shop, filter)
    assert.ok(choice.newFiles > 0 && choice.newFiles < choice.files)
    const match = '/Invoices/[^/?]+$'
    bench.xero.faults.add({ kind: 'status', status: 418, match, count: 2 })
    const order = await shop.sell({ filter })
    const backup = await ended(bench, customer, order.backupId ?? '')
    assert.equal(backup.exceptions, 2)
    const view = await bench.app.operator.order('ops@example.com', order.id)
    const { part, whole } = view.undelivered ?? {}
    assert.deepEqual([part, whole], [2, choice.newFiles + choice.pdfs])
    await bench.app.operator.refund('ops@example.com', order.id, 'undelivered')
    const after = await preview(shop, filter)
    assert.deepEqual([after.newFiles, after.newPdfs], [0, 2])
  })
})

const truthOf = (shop: Shop) => allFiles(booksOf(shop.bench))
