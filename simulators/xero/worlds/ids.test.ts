import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeId, encodeId, KINDS } from './ids.ts'

test('an id decodes to the parts it was made of', () => {
  const seen = new Set<string>()
  for (const [kindNumber, kind] of KINDS.entries()) {
    for (const index of [0, 1, 99_999, 2 ** 31, 2 ** 32 - 1]) {
      const parts = {
        organisation: kindNumber % 3,
        kind,
        owner: 'Invoices',
        position: index % 256,
        index,
      } as const
      const id = encodeId(-77, parts)
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      assert.deepEqual(decodeId(-77, id), parts)
      assert.deepEqual(decodeId(-77, id.toUpperCase()), parts)
      seen.add(id)
    }
  }
  assert.equal(seen.size, KINDS.length * 5)
})

test('a foreign id, another key and a text are refused', () => {
  const id = encodeId(1, {
    organisation: 0,
    kind: 'Invoices',
    owner: 'Nothing',
    position: 0,
    index: 5,
  })
  assert.equal(decodeId(2, id), undefined)
  assert.equal(
    decodeId(
      1,
      id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
    ),
    undefined,
  )
  assert.equal(decodeId(1, 'INV-0001'), undefined)
  for (let at = 0; at < 1000; at += 1) assert.equal(decodeId(1, crypto.randomUUID()), undefined)
})
