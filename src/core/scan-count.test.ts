import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterRefused, afterTaken, type CountSizes, nextCountSize } from './scan-count.ts'

const NEW: CountSizes = { taken: 0, refused: null }

/** The sizes asked for by a server that takes so many at most. */
function asked(cap: number, calls: number): readonly number[] {
  let sizes = NEW
  return Array.from({ length: calls }, () => {
    const size = nextCountSize(sizes)
    if (size <= cap) sizes = afterTaken(sizes, size)
    else sizes = afterRefused(afterTaken(sizes, Math.min(cap, Math.ceil(size / 2))), size)
    return size
  })
}

test('batches double up to the most an address holds', () => {
  assert.deepEqual(asked(10_000, 5), [100, 200, 400, 400, 400])
})

test('near a cap they settle below it, and do not go beyond it again', () => {
  for (const cap of [1, 7, 30, 99, 100, 150, 250, 399]) {
    const sizes = asked(cap, 40)
    assert.ok(sizes.filter((size) => size > cap).length <= 6, `${cap}: ${sizes.join()}`)
    const settled = new Set(sizes.slice(-25))
    assert.equal(settled.size, 1, `${cap}: ${sizes.join()}`)
    const [last = 0] = settled
    assert.ok(last <= cap && last > cap - 17, `${cap}: ${last}`)
  }
})

test('a refusal of no more than was taken before says nothing of the number', () => {
  const sizes = afterRefused(afterTaken(NEW, 200), 200)
  assert.deepEqual(sizes, { taken: 200, refused: null })
})
