/** Memory to put a stretch of an archive together in; a thread fills it, hence shared. */
export type Block = SharedArrayBuffer

/** What the downloads of a moment may hold together; more of them have smaller blocks. */
const BUDGET = 24 * 1_048_576
/** A download holds one block that is being sent and one that is being filled. */
const EACH = 2
/** Larger ones are no faster: they leave the processor's cache. */
const LARGEST = 524_288
const SMALLEST = 16_384
/** What is kept when nobody downloads. */
const KEPT = 8

/**
 * Blocks that are used again and again: shared memory that is let go of stays until two threads have
 * cleaned up, so none is while there are downloads.
 */
export interface BlockPool {
  enter(): void
  leave(): void
  take(): Block
  give(block: Block): void
}

export function createBlockPool(): BlockPool {
  /** By their sizes, the smallest first. */
  const free: Block[][] = []
  let downloads = 0
  const classOf = (bytes: number): number => Math.floor(Math.log2(bytes / SMALLEST))
  const fairClass = (): number => {
    const fair = BUDGET / (EACH * Math.max(1, downloads))
    return classOf(Math.min(LARGEST, Math.max(SMALLEST, fair)))
  }
  return {
    enter() {
      downloads += 1
    },
    leave() {
      downloads -= 1
      if (downloads > 0) return
      const largest = free.at(-1)?.slice(0, KEPT) ?? []
      free.splice(0)
      for (const block of largest) this.give(block)
    },
    take() {
      const least = fairClass()
      for (let at = least; at < free.length; at++) {
        const block = free[at]?.pop()
        if (block) return block
      }
      return new SharedArrayBuffer(SMALLEST * 2 ** least)
    },
    give(block) {
      const at = classOf(block.byteLength)
      while (free.length <= at) free.push([])
      free[at]?.push(block)
    },
  }
}
