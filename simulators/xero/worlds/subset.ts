/** `chosen` of `size` indexes, spread evenly, all questions answered by arithmetic. */
export interface Subset {
  readonly size: number
  readonly chosen: number
  has(index: number): boolean
  /** How many chosen indexes come before this one. */
  rank(index: number): number
  /** The index of the chosen one with this rank. */
  at(rank: number): number
}

export function subset(size: number, chosen: number): Subset {
  const count = Math.min(size, chosen)
  const before = (index: number) => (size === 0 ? 0 : Math.floor((index * count) / size))
  return {
    size,
    chosen: count,
    has: (index) => before(index + 1) > before(index),
    rank: before,
    at: (rank) => Math.ceil(((rank + 1) * size) / count) - 1,
  }
}

/** How many files each of `documents` records has: at least one each, `files` in all. */
export interface Spread {
  readonly files: number
  /** Files of all records before this rank. */
  before(rank: number): number
  count(rank: number): number
  /** The rank and position of the file with this number. */
  find(number: number): { readonly rank: number; readonly position: number }
}

export interface Heavy {
  readonly rank: number
  readonly files: number
}

/** Half of the files beyond the first go to every third record, half to every sixteenth. */
export function spread(documents: number, files: number, heavy?: Heavy): Spread {
  const heavyExtra = heavy !== undefined && heavy.rank < documents ? heavy.files - 1 : 0
  const extra = documents === 0 ? 0 : Math.max(0, files - documents - heavyExtra)
  const often = Math.floor(extra / 2)
  const share = (rank: number, width: number, total: number) => {
    const groups = Math.ceil(documents / width)
    return groups === 0 ? 0 : Math.floor((Math.ceil(rank / width) * total) / groups)
  }
  const before = (rank: number) =>
    rank +
    share(rank, 3, often) +
    share(rank, 16, extra - often) +
    (heavyExtra > 0 && heavy !== undefined && rank > heavy.rank ? heavyExtra : 0)
  const find = (number: number) => {
    let low = 0
    let high = documents - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (before(middle) <= number) low = middle
      else high = middle - 1
    }
    return { rank: low, position: number - before(low) }
  }
  return {
    files: before(documents),
    before,
    count: (rank) => before(rank + 1) - before(rank),
    find,
  }
}
