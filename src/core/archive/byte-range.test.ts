import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseByteRange } from './byte-range.ts'

test('reads a plain, an open and a suffix range', () => {
  assert.deepEqual(parseByteRange('bytes=0-0', 10), { start: 0, end: 0 })
  assert.deepEqual(parseByteRange('bytes=2-5', 10), { start: 2, end: 5 })
  assert.deepEqual(parseByteRange('bytes=4-', 10), { start: 4, end: 9 })
  assert.deepEqual(parseByteRange('bytes=-3', 10), { start: 7, end: 9 })
  assert.deepEqual(parseByteRange('bytes=-30', 10), { start: 0, end: 9 })
  assert.deepEqual(parseByteRange('bytes=8-99999999999999999999999', 10), { start: 8, end: 9 })
  assert.deepEqual(parseByteRange('Bytes = 1 - 2 ', 10), { start: 1, end: 2 })
})

test('a range beyond the end, or of nothing, is unsatisfiable', () => {
  for (const header of ['bytes=10-', 'bytes=10-20', 'bytes=-0', `bytes=${'9'.repeat(400)}-`]) {
    assert.equal(parseByteRange(header, 10), 'unsatisfiable', header)
  }
  assert.equal(parseByteRange('bytes=0-', 0), 'unsatisfiable')
  assert.equal(parseByteRange('bytes=-1', 0), 'unsatisfiable')
})

test('what is malformed, in other units or several ranges is answered whole', () => {
  const headers = ['', 'bytes', 'bytes=', 'bytes=-', 'bytes=a-b', 'bytes=5-3', 'items=0-1']
  for (const header of [...headers, 'bytes=0-1,3-4', 'bytes=1.5-2', 'bytes=--1', null, undefined]) {
    assert.equal(parseByteRange(header, 10), null, String(header))
  }
})

test('a range lies always within the body', () => {
  const number = fc.option(fc.nat({ max: 200 }), { nil: null })
  fc.assert(
    fc.property(number, number, fc.nat({ max: 100 }), (first, last, length) => {
      const range = parseByteRange(`bytes=${first ?? ''}-${last ?? ''}`, length)
      if (range === null || range === 'unsatisfiable') return
      assert.ok(range.start >= 0 && range.start <= range.end && range.end < length)
    }),
  )
})

test('any text at all is answered', () => {
  fc.assert(fc.property(fc.string(), (text) => parseByteRange(text, 7) !== undefined))
})
