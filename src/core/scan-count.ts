/** What is known of how many ids Xero takes in one `Associations/Count` call, which it tells nowhere. */
export interface CountSizes {
  /** The most that were taken together; 0 before the first. */
  readonly taken: number
  /** The least that were refused for their number; null for none. */
  readonly refused: number | null
}

const FIRST = 100
/** Addresses grow by 37 bytes an id, and servers take 16 kB at most. */
const MOST = 400
/** Between what was taken and what was refused: a gap that is not worth a refused call. */
const NEAR = 16

/** How many to ask for next: doubles while it works, then halves the gap to what was refused. */
export function nextCountSize({ taken, refused }: CountSizes): number {
  if (taken === 0) return Math.min(FIRST, refused === null ? FIRST : Math.ceil(refused / 2))
  if (refused === null) return Math.min(MOST, taken * 2)
  const gap = refused - taken
  return gap > NEAR ? taken + Math.floor(gap / 2) : taken
}

export const afterTaken = (sizes: CountSizes, size: number): CountSizes => ({
  ...sizes,
  taken: Math.max(sizes.taken, size),
})

/** All of them were taken in smaller batches, so that their number was the reason. */
export const afterRefused = (sizes: CountSizes, size: number): CountSizes =>
  size <= sizes.taken ? sizes : { ...sizes, refused: Math.min(sizes.refused ?? size, size) }
