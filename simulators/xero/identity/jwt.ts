import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { Row } from '../worlds/row.ts'

/** Signs and checks RS256 tokens with one key of its own. */
export interface Signer {
  sign(claims: Row): string
  /** The claims of a token signed here, expired or not; undefined for any other text. */
  read(token: string): Record<string, unknown> | undefined
  readonly jwks: Row
  /** The private key as PEM. */
  readonly key: string
}

export function createSigner(key?: string): Signer {
  const privateKey =
    key === undefined
      ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
      : createPrivateKey(key)
  const publicKey = createPublicKey(privateKey)
  const jwk = publicKey.export({ format: 'jwk' })
  const kid = createHash('sha256').update(String(jwk.n)).digest('hex').slice(0, 32).toUpperCase()
  const header = encode({ alg: 'RS256', kid, typ: 'JWT' })
  const seen = new Map<string, Record<string, unknown>>()
  return {
    sign: (claims) => {
      const signed = `${header}.${encode(claims)}`
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
    },
    read: (token) => {
      const known = seen.get(token)
      if (known !== undefined) return known
      const claims = check(token, publicKey)
      if (claims === undefined) return undefined
      if (seen.size > 1000) seen.clear()
      seen.set(token, claims)
      return claims
    },
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    jwks: { keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid, n: jwk.n, e: jwk.e }] },
  }
}

/** Half of the SHA-256 of an access token, as OpenID Connect binds it to the id token. */
export function accessTokenHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
}

function encode(value: Row): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function check(token: string, key: KeyObject): Record<string, unknown> | undefined {
  const [header, payload, signature, more] = token.split('.')
  if (header === undefined || payload === undefined || signature === undefined) return undefined
  if (more !== undefined) return undefined
  const signed = Buffer.from(`${header}.${payload}`)
  if (!verify('sha256', signed, key, Buffer.from(signature, 'base64url'))) return undefined
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
}
