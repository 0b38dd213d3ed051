import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Secrets } from '../../ports/secrets.ts'

export interface SecretKey {
  /** Letters, digits, `_` and `-`; stands in every text that the key sealed. */
  readonly id: string
  /** 32 bytes. */
  readonly key: Uint8Array
}

export const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'v1'

/**
 * AES-256-GCM. The first key seals, every key opens, so a new key is put in front and the old one is
 * kept until all is sealed anew. A sealed text is `v1.<key id>.<iv>.<ciphertext and tag>`, base64url.
 */
export function createSecrets({ keys }: { readonly keys: readonly SecretKey[] }): Secrets {
  const first = checked(keys)
  return {
    seal: (plain, context) => seal(first, plain, context),
    open: (sealed, context) => open(keys, sealed, context),
    fingerprint: (secret) => createHash('sha256').update(secret, 'utf8').digest('hex'),
  }
}

function checked(keys: readonly SecretKey[]): SecretKey {
  const [first] = keys
  if (!first) throw new LedgerkeepError('bug', 'There is no key to seal secrets with.')
  for (const { id, key } of keys) {
    if (!/^[\w-]+$/.test(id)) throw new LedgerkeepError('bug', `"${id}" is no name for a key.`)
    if (key.length !== KEY_BYTES) {
      throw new LedgerkeepError('bug', `The key "${id}" has ${key.length} bytes, not ${KEY_BYTES}.`)
    }
  }
  if (new Set(keys.map((key) => key.id)).size < keys.length) {
    throw new LedgerkeepError('bug', 'Two keys have the same name.')
  }
  return first
}

function seal({ id, key }: SecretKey, plain: string, context: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(boundTo(id, context))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [VERSION, id, iv.toString('base64url'), body.toString('base64url')].join('.')
}

function open(keys: readonly SecretKey[], sealed: string, context: string): string {
  const [version, id, ivText, bodyText, ...rest] = sealed.split('.')
  const key = keys.find((each) => each.id === id)
  if (version !== VERSION || ivText === undefined || bodyText === undefined || rest.length > 0) {
    throw unreadable('it is not in the form of a sealed secret')
  }
  if (!key) throw unreadable('the key it was sealed with is gone')
  const iv = Buffer.from(ivText, 'base64url')
  const body = Buffer.from(bodyText, 'base64url')
  if (iv.length !== IV_BYTES || body.length < TAG_BYTES) throw unreadable('it was cut short')
  try {
    return decipher(key, iv, body, context)
  } catch (cause) {
    throw unreadable('it was altered, or belongs to another place', cause)
  }
}

function decipher({ id, key }: SecretKey, iv: Buffer, body: Buffer, context: string): string {
  const split = body.length - TAG_BYTES
  const opener = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  opener.setAAD(boundTo(id, context))
  opener.setAuthTag(body.subarray(split))
  return Buffer.concat([opener.update(body.subarray(0, split)), opener.final()]).toString('utf8')
}

/** What a sealed text is bound to beside its key; `\0` keeps key id and context apart. */
const boundTo = (id: string, context: string): Buffer =>
  Buffer.from(`${VERSION}\0${id}\0${context}`, 'utf8')

const unreadable = (why: string, cause?: unknown): LedgerkeepError =>
  new LedgerkeepError('reauthorise', `A stored secret can't be opened: ${why}.`, {
    hint: 'Connect to Xero again, or give back the key file that this installation had before.',
    cause,
  })
