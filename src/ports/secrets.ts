/** Seals small secrets for storage at rest. */
export interface Secrets {
  /** `context` is bound to the sealed text: opening it under another context fails. */
  seal(plain: string, context: string): string
  /** Throws a `reauthorise` error when the key is gone or the text was altered or moved. */
  open(sealed: string, context: string): string
  /** A fingerprint for lookup by a secret without storing it: SHA-256, hex. */
  fingerprint(secret: string): string
}
