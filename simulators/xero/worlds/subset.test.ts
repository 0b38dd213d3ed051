import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spread, subset } from './subset.ts'

test('a subset has exactly its size, and rank and index are inverse', () => {
  for (const [size, chosen] of [
    [232, 56],
    [61_000, 24_400],
    [10, 10],
    [7, 1],
    [5, 0],
    [0, 0],
  ] as const) {
    const part = subset(size, chosen)
    const found = Array.from({ length: size }, (_, index) => index).filter((index) =>
      part.has(index),
    )
    assert.equal(found.length, chosen)
    for (const [rank, index] of found.entries()) {
      assert.equal(part.rank(index), rank)
      assert.equal(part.at(rank), index)
    }
  }
})

test('a spread gives each record a file, and all files out exactly', () => {
  const cases = [
    [56, 96, { rank: 6, files: 14 }],
    [24_400, 30_500, undefined],
    [1, 1, undefined],
    [3, 9, undefined],
  ] as const
  for (const [documents, files, heavy] of cases) {
    const part = spread(documents, files, heavy)
    assert.equal(part.files, files)
    let number = 0
    for (let rank = 0; rank < documents; rank += 1) {
      assert.ok(part.count(rank) >= 1)
      for (let position = 0; position < part.count(rank); position += 1) {
        assert.deepEqual(part.find(number), { rank, position })
        number += 1
      }
    }
    assert.equal(number, files)
    if (heavy !== undefined) assert.ok(part.count(heavy.rank) >= heavy.files)
  }
})
