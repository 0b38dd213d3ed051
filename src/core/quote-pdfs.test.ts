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
    const price = priceWithPdfs(chosen(files), pdfs)
    assert.equal(price.net.minor, priceOfChoice(chosen(files + pdfs)).net.minor)
    assert.equal(net(price.lines), price.net.minor)
    assert.match(price.lines.at(-1)?.text ?? '', /PDFs? drawn by Xero$/)
  }
  assert.deepEqual(priceWithPdfs(chosen(20), 0), priceOfChoice(chosen(20)))
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
