import { candidatePath, distinctPath, type FileToName, foldPath, looksFull } from './names.ts'

/**
 * Gives every file a path of its own, the same one in whatever order the files come. First show it
 * every file, then ask for each path: files that want one place all get a mark, none of them first.
 * Holds two numbers a file, never the files.
 */
export interface PathPlan {
  see(file: FileToName): void
  /** Only after every file was seen. */
  pathOf(file: FileToName): string
}

/** An empty plan. Two files differ when attachment, record or position does. */
export function createPathPlan(): PathPlan {
  const claims = new Map<number, number>()
  const claim = (folded: string): void => {
    const key = hashOf(folded)
    claims.set(key, (claims.get(key) ?? 0) + 1)
  }
  // A hash met twice by chance costs a mark that was not needed, and nothing else.
  const isAlone = (folded: string): boolean =>
    claims.get(hashOf(folded)) === 1 && !looksFull(folded)

  return {
    see(file) {
      claim(foldPath(candidatePath(file)))
      claim(foldPath(distinctPath(file, 'short')))
    },
    pathOf(file) {
      const candidate = candidatePath(file)
      if (isAlone(foldPath(candidate))) return candidate
      const short = distinctPath(file, 'short')
      return isAlone(foldPath(short)) ? short : distinctPath(file, 'full')
    },
  }
}

/** The paths of all files at once, in their order. */
export function planPaths(files: Iterable<FileToName>): readonly string[] {
  const plan = createPathPlan()
  const all = [...files]
  for (const file of all) plan.see(file)
  return all.map((file) => plan.pathOf(file))
}

/** 53 bits that spread well; no secret hangs on them. */
function hashOf(text: string): number {
  let low = 0x811c9dc5
  let high = 0x2545f491
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ (unit + at), 0x5bd1e995)
    high ^= high >>> 15
  }
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0)
}
