import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PLACES } from '../core/archive/places.ts'
import { refuse } from '../core/errors.ts'
import { EXIT } from './exit.ts'
import { verifyBag } from './verify-bag.ts'
import { openFolder } from './verify-folder.ts'
import { verifyJoins } from './verify-joins.ts'
import { lacksWholeParts } from './verify-parts.ts'
import { createVerifyReport, type Screen } from './verify-report.ts'
import type { Problem, Source } from './verify-source.ts'
import { openZips } from './verify-zip.ts'

/**
 * Checks archives without a network: an unpacked folder, a ZIP, or the ZIPs of a split archive (as
 * several paths, or as the folder that holds them). Gives the exit code: 0 when nothing is wrong.
 */
export async function verifyVerb(
  paths: readonly string[],
  json: boolean,
  screen: Screen,
): Promise<number> {
  const source = await openSource(paths)
  const report = createVerifyReport(json, screen, total(source))
  try {
    const problems = await problemsOf(source, (bytes) => report.more(bytes))
    report.done(source.files.size, problems, await lacksWholeParts(source, problems))
    return problems.length === 0 ? EXIT.complete : EXIT.failed
  } finally {
    await source.close()
  }
}

/** Everything that is wrong with an archive. */
export async function problemsOf(
  source: Source,
  onBytes: (bytes: number) => void,
): Promise<readonly Problem[]> {
  // A ZIP that can't be read has no files: that each of them is missing would tell nothing more.
  if (source.files.size === 0 && source.problems.length > 0) return source.problems
  const bag = await verifyBag(source, onBytes)
  const problems = [...source.problems, ...bag.problems]
  // What is changed or missing cannot be joined with anything.
  if (problems.length > 0) return problems
  try {
    for await (const problem of verifyJoins(source, bag.payload)) problems.push(problem)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    problems.push({ kind: 'malformed', path: '', text })
  }
  return problems
}

const total = (source: Source): number =>
  [...source.files.values()].reduce((sum, bytes) => sum + bytes, 0)

async function isFolder(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => null)
  if (facts) return facts.isDirectory()
  throw refuse(`There is no ${path}.`, 'Give a ZIP or the folder it was unpacked in.')
}

export async function openSource(paths: readonly string[]): Promise<Source> {
  const given = [...new Map(paths.map((path) => [resolve(path), path])).values()]
  const [first] = given
  if (first === undefined) throw refuse('Nothing was given to verify.', 'Give a ZIP or a folder.')
  const folders = await Promise.all(given.map(isFolder))
  if (!folders.includes(true)) return openZips(given)
  if (given.length > 1) {
    const hint = 'An archive in parts: all of its ZIPs, or the folder that they are in.'
    throw refuse('One archive is verified at a time: one folder, or ZIPs.', hint)
  }
  const names = await readdir(first)
  const zips = names.filter((name) => name.toLowerCase().endsWith('.zip')).sort()
  // A folder of parts, which nobody has unpacked.
  if (!names.includes(PLACES.bagit) && zips.length > 0) {
    return openZips(zips.map((name) => join(first, name)))
  }
  return openFolder(first)
}
