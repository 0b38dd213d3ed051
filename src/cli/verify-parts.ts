import { readChecksumLine } from '../core/archive/manifest-reading.ts'
import { PLACES } from '../core/archive/places.ts'
import type { Problem, Source } from './verify-source.ts'
import { linesOf, textOf } from './verify-text.ts'

/** Whether nothing is wrong but that whole parts of an archive in parts are not there. */
export async function lacksWholeParts(
  source: Source,
  problems: readonly Problem[],
): Promise<boolean> {
  const isOther = problems.some(({ kind }) => kind === 'changed' || kind === 'container')
  const missing = new Set(problems.filter(isMissing).map(({ path }) => path))
  if (isOther || missing.size === 0 || !source.files.has(PLACES.parts)) return false
  try {
    const gone = (await partsOf(source)).map((paths) => ({
      all: paths.length,
      missing: paths.filter((path) => missing.has(path)).length,
    }))
    const found = gone.reduce((sum, part) => sum + part.missing, 0)
    return found === missing.size && gone.every((part) => [0, part.all].includes(part.missing))
  } catch {
    // What cannot be read is told already.
    return false
  }
}

const isMissing = ({ kind }: Problem): boolean => kind === 'missing'

/** The paths of each part, by its lines of the manifest. */
async function partsOf(source: Source): Promise<readonly (readonly string[])[]> {
  const paths: string[] = []
  for await (const line of linesOf(source.read(PLACES.manifest))) {
    paths.push(readChecksumLine(line.replace(/\n$/, ''))?.path ?? '')
  }
  const [, ...parts] = (await textOf(source.read(PLACES.parts))).trimEnd().split('\r\n')
  return parts.map((line) => {
    const [, first = 0, last = 0] = line.split(',').map(Number)
    return paths.slice(first - 1, last)
  })
}
