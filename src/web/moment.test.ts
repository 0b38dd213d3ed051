import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ANN_HEADERS, askSite } from '../../tests/support/ask-site.ts'
import { formatInstant, formatTime, formatWait } from './moment.ts'
import { asReader, readerOf } from './reader.ts'

const NOW = Date.UTC(2026, 10, 22, 10, 0)
const MINUTE = 60_000
const HOUR = 60 * MINUTE

test('an instant in full, with its zone, and the year only when it is another', () => {
  asReader({ locale: 'en-GB', zone: 'Europe/London' }, () => {
    const at = (...parts: Parameters<typeof Date.UTC>) => formatInstant(Date.UTC(...parts), NOW)
    assert.equal(at(2026, 10, 24, 14, 5), 'Tuesday 24 November, 14:05 GMT')
    assert.equal(at(2026, 6, 1, 23, 30), 'Thursday 2 July, 00:30 BST')
    assert.equal(at(2027, 0, 1, 9, 0), 'Friday 1 January 2027, 09:00 GMT')
  })
})

test('the hour alone only on the same day', () => {
  assert.equal(formatTime(Date.UTC(2026, 10, 22, 14, 5), NOW), '14:05 UTC')
  assert.equal(formatTime(Date.UTC(2026, 10, 23, 14, 5), NOW), 'Monday 23 November, 14:05 UTC')
})

test('how long from now, in one unit', () => {
  const words = [0, 25 * MINUTE, HOUR, 47 * HOUR, 49 * HOUR].map((ms) => formatWait(NOW + ms, NOW))
  assert.deepEqual(words, ['in 1 minute', 'in 25 minutes', 'in 1 hour', 'in 47 hours', 'in 2 days'])
})

test('the reader: customs of the region that the browser names first, and the zone that it told', () => {
  const cases = [
    ['en-GB,en;q=0.9', null, 'en-GB', 'Europe/London'],
    ['en-US', 'America/New_York', 'en-US', 'America/New_York'],
    ['de-DE,de;q=0.9', null, 'en-DE', 'UTC'],
    ['fr-CH', null, 'en-CH', 'Europe/Zurich'],
    ['ja', 'not a zone', 'en-JP', 'Asia/Tokyo'],
    ['en', null, 'en-GB', 'UTC'],
    ['../../etc', '../../etc', 'en-GB', 'UTC'],
    [undefined, null, 'en-GB', 'UTC'],
  ] as const
  for (const [language, told, locale, zone] of cases) {
    assert.deepEqual(readerOf(language, told), { locale, zone }, String(language))
  }
})

test('a page is written for whoever asks, two at once included', async () => {
  const { get } = askSite({ scene: 'running' })
  const zone = (name: string) => ({ cookie: `${ANN_HEADERS.cookie}; ledgerkeep-zone=${name}` })
  const [german, american] = await Promise.all([
    get('/status', { 'accept-language': 'de-DE', ...zone('Europe/Berlin') }),
    get('/status', { 'accept-language': 'en-US', ...zone('America/New_York') }),
  ])
  const [one, other] = await Promise.all([german.text(), american.text()])
  assert.match(one, /Tuesday, 24 November, 15:05 CET/)
  assert.match(one, /1\.512/)
  assert.match(other, /Tuesday, November 24, 9:05 AM EST/)
  assert.match(other, /1,512/)
})
