import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Log } from '../../ports/log.ts'
import { createLog, type LogLevel } from './log.ts'

const clock = { now: () => Date.UTC(2026, 10, 24, 14, 5, 9), sleep: async () => {} }

function linesOf(write: (log: Log) => void, level: LogLevel = 'info', human = false) {
  const lines: string[] = []
  write(createLog({ level, clock, human, output: { write: (line) => lines.push(line) } }))
  return lines
}

const parsed = (write: (log: Log) => void): Record<string, unknown> =>
  JSON.parse(linesOf(write)[0] ?? '')

test('a line is one JSON object with level, time, message and facts', () => {
  const line = parsed((log) => log.warn('The minute is used up', { calls: 60, backup: 'bak_1' }))
  assert.deepEqual(line, {
    level: 'warn',
    time: '2026-11-24T14:05:09.000Z',
    msg: 'The minute is used up',
    calls: 60,
    backup: 'bak_1',
  })
})

test('lines under the level are not written', () => {
  const all = (log: Log) => [log.info('a'), log.warn('b'), log.error('c')]
  assert.deepEqual(
    (['info', 'warn', 'error', 'silent'] as const).map((level) => linesOf(all, level).length),
    [3, 2, 1, 0],
  )
})

test('nothing named like a secret is written, at any depth', () => {
  const facts = {
    accessToken: 'canary',
    headers: { Authorization: 'canary', 'set-cookie': ['canary'] },
    list: [{ client_secret: 'canary', code: 'canary', PASSWORD: 'canary' }],
    deep: { deep: { deep: { deep: { deep: { deep: { deep: 'canary' } } } } } },
    bytes: Buffer.from('canary'),
    statusCode: 503,
    token: null,
  }
  for (const human of [true, false]) {
    const [line = ''] = linesOf((log) => log.info('x', facts), 'info', human)
    assert.doesNotMatch(line, /canary/)
    assert.match(line, /statusCode"?[=:]503/)
  }
})

test('what looks like a secret is cut out of messages, facts and errors', () => {
  const texts = [
    'Authorization: Bearer canarycanary123',
    'key sk_live_canary and rk_test_canary',
    'whsec_canary',
    'jwt eyJhbGciOiJSUzI1NiJ9.canary.canary-x',
    'GET /callback?code=canary&state=canary HTTP/1.1',
    'smtp://user:canary@mail.example.com',
  ]
  for (const text of texts) {
    const error = new LedgerkeepError('retry', text, { cause: new Error(text) })
    const [line = ''] = linesOf((log) => log.error(text, { text, error, nested: [text] }))
    assert.doesNotMatch(line, /canary/, text)
    assert.match(line, /\[removed\]/)
  }
})

test('an error keeps its kind, hint and cause; a circle ends', () => {
  const circle: Record<string, unknown> = {}
  circle.self = circle
  const cause = new LedgerkeepError('wait', 'inner', { hint: 'Wait.' })
  const line = parsed((log) => log.error('x', { error: new Error('outer', { cause }), circle }))
  const { message, cause: kept } = line.error as Record<string, unknown>
  assert.equal(message, 'outer')
  assert.partialDeepStrictEqual(kept, { kind: 'wait', hint: 'Wait.', message: 'inner' })
})

test('for a person it is one line, whatever a name contains', () => {
  const facts = { name: 'a\nFAKE\u001b[31m\u202egnp', error: new Error('first\nsecond'), n: 1 }
  const lines = linesOf((log) => log.info('Kept\r\n12:00:00 info  forged', facts), 'info', true)
  const [line = ''] = lines
  assert.equal(lines.length, 1)
  assert.equal(line.split('\n').length, 2)
  assert.match(line, /^14:05:09 \S*info \S* Kept\\u000d\\u000a12:00:00/)
  assert.match(line, /name=a\\u000aFAKE\\u001b\[31m\\u202egnp error=first\\u000asecond n=1\n$/)
})
