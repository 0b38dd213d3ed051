import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { storageError } from '../../src/adapters/storage/errors.ts'
import { networkError } from '../../src/adapters/xero/http.ts'
import { limitError } from '../../src/adapters/xero/turnstile.ts'
import { needsReconnect } from '../../src/adapters/xero/verdict.ts'
import { storageDown } from '../../src/app/slice.ts'
import { badAnswer } from '../../src/core/errors.ts'

describe('the adapters say by name what is waited for', () => {
  for (const problem of ['minute', 'day', 'app', 'concurrent'] as const) {
    test(`Xero's limit: ${problem}`, () => {
      assert.equal(limitError(problem, 1).waitsFor, 'limit')
    })
  }

  test('a full disk, also where the whole job waits for it', () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
    const error = storageError(full, 'writing')
    assert.deepEqual([error.waitsFor, storageDown(error).waitsFor], ['disk', 'disk'])
    assert.equal(storageError(new Error('EIO'), 'writing').waitsFor, null)
  })

  test('a Xero that fails, a line that is down, a connection that is gone', () => {
    const kinds = [badAnswer('503'), networkError(new Error('ENOTFOUND')), needsReconnect()]
    assert.deepEqual(
      kinds.map((error) => error.waitsFor),
      ['xero', 'line', 'connection'],
    )
  })
})
