import { randomInt } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const LENGTH: Readonly<Record<string, number>> = { cs_test: 58, cus: 14, Z: 7 }

/** A new id such as `ch_3Xy…`: the prefix, an underscore and random letters and digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(LENGTH[prefix] ?? 24)}`
}

export function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** The id of something that Stripe's types allow to be expanded in place. */
export function idOf(reference: string | { readonly id: string } | null | undefined): string {
  if (reference === null || reference === undefined) return ''
  return typeof reference === 'string' ? reference : reference.id
}
