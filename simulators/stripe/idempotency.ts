import { createHash } from 'node:crypto'
import { ApiError, invalid } from './api-error.ts'
import type { Clock } from './clock.ts'

const KEPT_MS = 24 * 3600 * 1000
const LONGEST_KEY = 255

/** A finished answer, as it is sent again for the same key. */
export interface StoredAnswer {
  readonly status: number
  readonly body: string
}

interface Entry {
  readonly fingerprint: string
  readonly at: number
  answer: StoredAnswer | null
}

/** The memory of idempotency keys. */
export interface IdempotencyKeys {
  /**
   * Takes the key for a request. Answers what was stored for it, or null when the request is to run.
   * Throws 400 `idempotency_error` for other parameters, and 409 while the first request runs.
   */
  take(key: string, fingerprint: string): StoredAnswer | null
  /** Stores the answer; kept for 24 hours of the clock. */
  keep(key: string, answer: StoredAnswer): void
  /** Forgets a request that was refused before it began. */
  release(key: string): void
}

export function createIdempotencyKeys(clock: Clock): IdempotencyKeys {
  const entries = new Map<string, Entry>()
  return {
    take: (key, fingerprint) => {
      if (key.length > LONGEST_KEY)
        throw invalid('Idempotency keys may have at most 255 characters.')
      const entry = entries.get(key)
      if (entry === undefined || clock.now() - entry.at >= KEPT_MS) {
        entries.set(key, { fingerprint, at: clock.now(), answer: null })
        return null
      }
      if (entry.fingerprint !== fingerprint) throw otherParameters(key)
      if (entry.answer === null) throw stillRunning()
      return entry.answer
    },
    keep: (key, answer) => {
      const entry = entries.get(key)
      if (entry !== undefined) entry.answer = answer
    },
    release: (key) => {
      if (entries.get(key)?.answer === null) entries.delete(key)
    },
  }
}

/** One text for a method, a path and its decoded parameters, whatever their order on the wire. */
export function fingerprintOf(method: string, path: string, body: string): string {
  const pairs = [...new URLSearchParams(body)].map((pair) => pair.join('=')).sort()
  return createHash('sha256')
    .update([method, path, ...pairs].join('\n'))
    .digest('hex')
}

function otherParameters(key: string): ApiError {
  const message = `The idempotency key ${key} was used before with another endpoint or other parameters.`
  return new ApiError(400, { type: 'idempotency_error', message }, 'validation')
}

function stillRunning(): ApiError {
  const message = 'A request with this idempotency key is still running.'
  return new ApiError(
    409,
    { type: 'invalid_request_error', code: 'idempotency_key_in_use', message },
    'validation',
  )
}
