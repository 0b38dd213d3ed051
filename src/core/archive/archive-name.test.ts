import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { archiveFileName, contentDisposition } from './archive-name.ts'

test('an archive is named by organisation and day', () => {
  assert.equal(
    archiveFileName('Demo Company', '2026-11-22'),
    'Ledgerkeep - Demo Company - 2026-11-22.zip',
  )
  assert.equal(
    archiveFileName('A/B "Ltd".', '2026-11-22'),
    'Ledgerkeep - A_B _Ltd_ - 2026-11-22.zip',
  )
  assert.equal(archiveFileName(' ', '2026-11-22'), 'Ledgerkeep - 2026-11-22.zip')
})

test('the header carries a plain and a full name', () => {
  assert.equal(
    contentDisposition("Café's (1).zip"),
    `attachment; filename="Cafe's (1).zip"; filename*=UTF-8''Caf%C3%A9%27s%20%281%29.zip`,
  )
})

test('no name gets out of its place in the header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const header = contentDisposition(`${name}\r\nSet-Cookie: a=b"\ud800`)
      assert.match(header, /^attachment; filename="[^"\\\p{Cc}]*"; filename\*=UTF-8''[\w.%~-]*$/u)
    }),
  )
})
