/** Stirs 32 bits thoroughly (the finisher of MurmurHash3). */
export function stir(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

/** A 32-bit number that is a pure function of its three arguments. */
export function mix(seed: number, index: number, salt: number): number {
  return stir(stir(stir(seed ^ 0x9e3779b9) ^ index) + Math.imul(salt + 1, 0x27d4eb2f))
}

/** A 32-bit number of a text (FNV-1a, stirred). */
export function hashText(words: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < words.length; at += 1) {
    hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193)
  }
  return stir(hash)
}

/** The element of a list that a number chooses. */
export function choose<T>(list: readonly T[], number: number): T {
  const chosen = list[number % list.length]
  if (chosen === undefined) throw new RangeError('cannot choose from an empty list')
  return chosen
}
