import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBlockPool } from './blocks.ts'

test('the more downloads there are, the smaller is what each may hold', () => {
  const pool = createBlockPool()
  const sizes = [1, 50, 100, 500, 5_000].map((downloads, nth, all) => {
    for (let more = all[nth - 1] ?? 0; more < downloads; more++) pool.enter()
    return pool.take().byteLength
  })
  assert.deepEqual(sizes, [524_288, 131_072, 65_536, 16_384, 16_384])
})

test('a block that is given back is used again, also by who wants less', () => {
  const pool = createBlockPool()
  pool.enter()
  const block = pool.take()
  pool.give(block)
  for (let more = 0; more < 200; more++) pool.enter()
  assert.equal(pool.take(), block)
  assert.notEqual(pool.take(), block)
})

test('a few blocks are kept when nobody downloads', () => {
  const pool = createBlockPool()
  pool.enter()
  const blocks = Array.from({ length: 20 }, () => pool.take())
  for (const block of blocks) pool.give(block)
  pool.leave()
  pool.enter()
  const again = Array.from({ length: 20 }, () => pool.take())
  assert.equal(again.filter((block) => blocks.includes(block)).length, 8)
})
