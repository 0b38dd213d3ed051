/** Crockford's alphabet: no I, L, O or U, so that an id can be read out on the telephone. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

export type IdPrefix =
  | 'per'
  | 'org'
  | 'con'
  | 'scn'
  | 'quo'
  | 'ord'
  | 'bak'
  | 'arc'
  | 'dow'
  | 'mai'
  | 'job'
  | 'del'

/** How many random bytes an id takes: 15 bytes are 24 characters, 120 bits. */
export const ID_BYTES = 15

/** An id such as `ord_7k3v...` out of random bytes; each character carries five bits. */
export function formatId(prefix: IdPrefix, bytes: Uint8Array): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return `${prefix}_${text}`
}
