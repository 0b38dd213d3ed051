import assert from 'node:assert/strict'
import { test } from 'node:test'
import { termsVersionFor } from '../core/terms.ts'
import { termsFor } from './terms.ts'

const RULES = { standardDays: 45, mostDays: 730, idleDays: 21, warnDays: 7 }

const textOf = (paid: boolean, rules = RULES): string =>
  termsFor(paid, rules)
    .flatMap(({ heading, paragraphs }) => [heading, ...paragraphs])
    .join('\n')

test('the terms tell how long a backup is kept, by the settings', () => {
  for (const paid of [true, false]) {
    const text = textOf(paid)
    for (const told of ['45 days', '2 years', '7 days before', 'for 21 days']) {
      assert.ok(text.includes(told), told)
    }
  }
  assert.doesNotMatch(textOf(true, { ...RULES, idleDays: 0 }), /disconnected from Xero/)
})

test('a week is not promised where a backup is kept for less', () => {
  const text = textOf(true, { ...RULES, standardDays: 3 })
  assert.doesNotMatch(text, /7 days before/)
  assert.match(text, /as soon as it is ready/)
})

test('other days are another version of the terms', () => {
  const days = [{ standardDays: 46 }, { mostDays: 731 }, { idleDays: 22 }]
  const versions = [{}, ...days].map((change) => termsVersionFor({ ...RULES, ...change }))
  assert.equal(new Set(versions).size, versions.length)
})
