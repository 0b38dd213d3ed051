import { LedgerkeepError } from '../../core/errors.ts'

const SEGMENT = /^[A-Za-z0-9._-]{1,255}$/

/** The key, unchanged. Throws a bug when it could lead out of the storage: keys are chosen by us. */
export function checkKey(key: string): string {
  if (key.split('/').every(isSegment)) return key
  throw new LedgerkeepError('bug', `${JSON.stringify(key)} is no key of a stored object.`)
}

/** A prefix that ends in `/`, or the empty one, which is everything. */
export function checkPrefix(prefix: string): string {
  if (prefix === '' || (prefix.endsWith('/') && prefix.slice(0, -1).split('/').every(isSegment))) {
    return prefix
  }
  throw new LedgerkeepError('bug', `${JSON.stringify(prefix)} is no prefix of stored objects.`)
}

const isSegment = (name: string): boolean => SEGMENT.test(name) && name !== '.' && name !== '..'
