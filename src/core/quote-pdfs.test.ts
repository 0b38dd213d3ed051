import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, parseFilter } from './filter.ts'
import { filterWords } from './filter-words.ts'
import { priceOfChoice, priceWithPdfs } from './quote.ts'

const chosen = (files: number) => ({ files, newFiles: files, workbookPaid: false })
const net = (lines: readonly { readonly amount: { readonly minor: number } }[]): number =>
  lines.reduce((sum, line) => sum + line.amount.minor, 0)

test('PDFs are priced like files, on a line of their own, and the lines add up', () => {
  for (const [files, pdfs] of [
    [0, 7],
    [20, 400],
    [900, 12_000],
    [500_000, 1],
  ] as const) {
    const price = priceWithPdfs(chosen(files), { pdfs, newPdfs: pdfs })
    assert.equal(price.net.minor, priceOfChoice(chosen(files + pdfs)).net.minor)
    assert.equal(net(price.lines), price.net.minor)
    assert.match(price.lines.at(-1)?.text ?? '', /PDFs? drawn by Xero$/)
  }
  assert.deepEqual(priceWithPdfs(chosen(20), { pdfs: 0, newPdfs: 0 }), priceOfChoice(chosen(20)))
})

test('PDFs that were paid for are not charged again, beside files or alone', () => {
  const three = { pdfs: 3, newPdfs: 0 }
  const old = { files: 20, newFiles: 0, workbookPaid: false }
  for (const choice of [old, { ...old, files: 0 }]) {
    const price = priceWithPdfs(choice, three)
    assert.equal(price.net.minor, 0)
    assert.equal(net(price.lines), 0)
    assert.equal(price.lines.at(-1)?.text, '3 PDFs paid for before')
  }
  const some = priceWithPdfs(chosen(900), { pdfs: 900, newPdfs: 400 })
  assert.equal(some.net.minor, priceOfChoice(chosen(1_300)).net.minor)
  assert.equal(net(some.lines), some.net.minor)
})

test('PDFs and history are no part of a filter that does not name them', () => {
  const typed = { types: ['quotes'], from: '', to: '' }
  assert.deepEqual(parseFilter(typed), { types: ['quotes'], from: null, to: null })
  assert.deepEqual(parseFilter({ ...typed, pdfs: false }), parseFilter(typed))
  const asked = parseFilter({ ...typed, pdfs: true, history: true })
  assert.equal(asked.pdfs && asked.history, true)
  assert.match(filterWords(asked), /with PDFs from Xero; with history and notes$/)
  assert.doesNotMatch(filterWords(EVERYTHING), /PDF|history/)
})
