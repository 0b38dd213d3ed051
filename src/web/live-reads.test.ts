import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLiveReads } from './live-reads.ts'

test('what many tabs look at is read once, until it is old or something has changed', async () => {
  let now = 0
  let reads = 0
  const live = createLiveReads({ now: () => now })
  const look = () => live.latest('per_1 status', 500, async () => (reads += 1))
  assert.deepEqual(await Promise.all([look(), look(), look()]), [1, 1, 1])
  now = 499
  assert.equal(await look(), 1)
  now = 500
  assert.equal(await look(), 2)
  live.forget('per_2')
  assert.equal(await look(), 2)
  live.forget('per_1')
  assert.equal(await look(), 3)
})

test('a read that fails is not kept', async () => {
  const live = createLiveReads({ now: () => 0 })
  await assert.rejects(live.latest('a', 500, () => Promise.reject(new Error('gone'))))
  assert.equal(await live.latest('a', 500, async () => 'back'), 'back')
})
