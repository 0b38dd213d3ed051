import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clock } from '../../ports/clock.ts'
import { Rest } from './rest.ts'

/** A clock that stands still, and tells which of its sleeps go on. */
function stillClock() {
  const sleeps: { readonly ms: number; stopped: boolean; wake: () => void }[] = []
  const clock: Clock = {
    now: () => 1_000,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleep = { ms, stopped: false, wake: resolve }
        sleeps.push(sleep)
        signal?.addEventListener('abort', () => {
          sleep.stopped = true
          reject(signal.reason)
        })
      }),
  }
  return { clock, sleeps }
}

const NOW = Promise.resolve()
const NEVER = new Promise<void>(() => undefined)

test('a wait that is asked for again has one timer', async () => {
  const { clock, sleeps } = stillClock()
  const rest = new Rest(clock)
  for (let times = 0; times < 3; times += 1) await rest.until(1_500, NOW)
  assert.deepEqual(
    sleeps.map(({ ms, stopped }) => [ms, stopped]),
    [[500, false]],
  )
  const waiting = rest.until(1_500, NEVER)
  sleeps[0]?.wake()
  await waiting
})

test('another end ends the wait before, and so does giving up', async () => {
  const { clock, sleeps } = stillClock()
  const rest = new Rest(clock)
  await rest.until(1_500, NOW)
  await rest.until(1_200, NOW)
  assert.deepEqual(
    sleeps.map(({ ms, stopped }) => [ms, stopped]),
    [
      [500, true],
      [200, false],
    ],
  )
  rest.end()
  assert.equal(sleeps[1]?.stopped, true)
})

test('the same end is waited for anew when its timer came too early', async () => {
  const { clock, sleeps } = stillClock()
  const rest = new Rest(clock)
  const early = rest.until(1_500, NEVER)
  sleeps[0]?.wake()
  await early
  await new Promise((turn) => setImmediate(turn))
  await rest.until(1_500, NOW)
  assert.equal(sleeps.length, 2)
})
