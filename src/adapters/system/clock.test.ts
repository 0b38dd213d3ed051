import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fastClock, realClock } from './clock.ts'

test('the real clock shows the time of the wall and sleeps by it', async () => {
  const clock = realClock()
  const before = Date.now()
  assert.ok(Math.abs(clock.now() - before) < 1_000)
  await clock.sleep(20)
  assert.ok(Date.now() - before >= 19)
})

test('the fast clock runs from its anchors at its speed', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_000_000 })
  const clock = fastClock({ speed: 600, anchorReal: 1_000_000, anchorVirtual: 5_000_000 })
  assert.equal(clock.now(), 5_000_000)
  t.mock.timers.setTime(1_000_500)
  assert.equal(clock.now(), 5_300_000)
})

test('an hour of a clock at speed 3,600,000 passes at once', async () => {
  const now = Date.now()
  const clock = fastClock({ speed: 3_600_000, anchorReal: now, anchorVirtual: now })
  await clock.sleep(3_600_000)
  assert.ok(Date.now() - now < 2_000)
})

test('a sleep longer than a timer of Node can hold does not end early', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let done = false
  const asleep = realClock()
    .sleep(2 ** 31 + 1_000)
    .then(() => {
      done = true
    })
  t.mock.timers.tick(2 ** 31 - 1)
  await settled()
  assert.equal(done, false)
  t.mock.timers.tick(1_000)
  await settled()
  assert.equal(done, false)
  t.mock.timers.tick(1)
  await asleep
})

test('a sleep ends with the reason of its signal, before or during it', async () => {
  const clock = realClock()
  const reason = new Error('the worker stops')
  await assert.rejects(clock.sleep(60_000, AbortSignal.abort(reason)), reason)
  const controller = new AbortController()
  const asleep = clock.sleep(60_000, controller.signal)
  controller.abort(reason)
  await assert.rejects(asleep, reason)
})

test('a clock can neither stand still nor run backwards', () => {
  for (const speed of [0, -1, Number.NaN]) {
    assert.throws(() => fastClock({ speed, anchorReal: 0, anchorVirtual: 0 }), RangeError)
  }
})

const settled = () => new Promise((resolve) => setImmediate(resolve))
