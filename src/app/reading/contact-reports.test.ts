import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RawPage } from '../../ports/store/scan.ts'
import { placeReports, reportsByContact } from './contact-reports.ts'

const idOf = (nth: number): string => `0000000${nth}-aaaa-4aaa-8aaa-aaaaaaaaaaaA`
const callOf = (contactId: string) => ({ path: ['Reports', 'Aged'], query: { contactId } })
const pageOf = (page: number, name: string): RawPage => ({
  ...{ scanId: 's', resource: 'Aged', records: 1, bytes: 1, sha256: '' },
  ...{ page, storageKey: `scans/s/Aged/${name}.json` },
})
const stored = (places: ReturnType<typeof placeReports>): readonly RawPage[] =>
  places.map(({ page, name }) => pageOf(page, name))

test('a list of contacts that comes whole later moves no report from one contact to another', () => {
  const short = [3, 4].map(idOf).map(callOf)
  const first = stored(placeReports([], short))
  const whole = [1, 2, 3, 4].map(idOf).map(callOf)
  const more = placeReports(first, whole)
  assert.deepEqual(
    more.map((one) => one.contactId),
    [1, 2].map(idOf),
  )
  const all = [...first, ...stored(more)]
  assert.equal(new Set(all.map((one) => one.page)).size, 4)
  assert.equal(reportsByContact(all, whole).get(idOf(3).toLowerCase()), first[0])
  assert.deepEqual(placeReports(all, whole), [])
})

test('a report is known by its contact under another name as well, and by its place where it has no id', () => {
  const calls = [idOf(1), 'no id'].map(callOf)
  const pages = [pageOf(9, `${idOf(1).toLowerCase()}-again`), pageOf(2, '0000002')]
  assert.deepEqual(placeReports(pages, calls), [])
})
