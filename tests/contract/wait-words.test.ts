import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { storageError } from '../../src/adapters/storage/errors.ts'
import { limitError } from '../../src/adapters/xero/turnstile.ts'
import { backupWords, isLimit } from '../../src/web/texts/states.ts'
import { aBackup } from '../support/fake-views.ts'

const wordsOf = (reason: string): string =>
  backupWords(aBackup({ state: 'waiting', reason, waitingUntil: 1 })).words

describe('the pages know the adapters’ reasons to wait by their words', () => {
  for (const problem of ['minute', 'day', 'app', 'concurrent'] as const) {
    test(`Xero's limit: ${problem}`, () => {
      const { message } = limitError(problem, 1)
      assert.equal(isLimit(message), true, message)
      assert.equal(wordsOf(message), 'Waiting for Xero')
    })
  }

  test('a full disk is no limit of Xero', () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
    const { message } = storageError(full, 'writing')
    assert.equal(isLimit(message), false)
    assert.equal(wordsOf(message), 'Waiting for room on the disk')
  })
})
