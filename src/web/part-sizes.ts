/** What an archive can be cut into, as addresses name it; each is worked out once and kept. */
export const PART_SIZES: readonly { readonly name: string; readonly bytes: number }[] = [
  { name: '2GB', bytes: 2_000_000_000 },
  { name: '4GB', bytes: 4_000_000_000 },
  { name: '10GB', bytes: 10_000_000_000 },
  { name: '50GB', bytes: 50_000_000_000 },
]

/** Null for a size that is not offered. */
export const partBytes = (name: string): number | null =>
  PART_SIZES.find((size) => size.name === name)?.bytes ?? null
