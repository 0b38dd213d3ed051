import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthPreset, quarterPresets, yearPresets } from './presets.ts'

const NOW = Date.UTC(2026, 10, 22, 10, 0)
const MARCH = { day: 31, month: 3 }
const texts = (presets: readonly { readonly text: string }[]) => presets.map(({ text }) => text)

test('years and quarters are called by the financial year of the books', () => {
  assert.deepEqual(texts(yearPresets(MARCH, NOW, '2025-01-01')), ['2026/27', '2025/26', '2024/25'])
  assert.deepEqual(texts(yearPresets({ day: 31, month: 12 }, NOW, null)).slice(0, 2), [
    '2026',
    '2025',
  ])
  assert.deepEqual(texts(quarterPresets(MARCH, NOW)).slice(0, 2), [
    'Oct to Dec 2026',
    'Jul to Sept 2026',
  ])
  assert.equal(texts(quarterPresets({ day: 5, month: 4 }, NOW))[0], '6 Oct to 5 Jan 2027')
})

test('a month ends on its last day', () => {
  assert.deepEqual(monthPreset('2024-02'), {
    text: 'February',
    from: '2024-02-01',
    to: '2024-02-29',
  })
})
