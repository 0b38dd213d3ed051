import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** One import as it is written in a file. */
export interface Import {
  /** The importing file, from the repository's folder: `src/app/scan/scan.ts`. */
  readonly from: string
  /** A file of the repository, or what npm or Node is asked for: `hono/jsx`, `node:fs`. */
  readonly to: string
  readonly typeOnly: boolean
}

const CODE = '{bin,src,simulators,tests}/**/*.{ts,tsx,js,mjs}'

/** Every file of code, sorted, from the repository's folder. */
export const codeFiles = (): readonly string[] =>
  globSync(CODE, { cwd: ROOT, exclude: (name) => name === '.output' })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Every page of Markdown at the top and in `docs`. */
export const pagesOfDocs = (): readonly string[] =>
  globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()

export const isTest = (path: string): boolean =>
  path.startsWith('tests/') || /\.test\.tsx?$/.test(path) || /-for-test\.ts$/.test(path)

/** `hono/utils/cookie` -> `hono`, `@axe-core/playwright` stays. */
export const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

export const isRepositoryFile = (to: string): boolean =>
  /^(bin|src|simulators|tests)\//.test(to) || to === 'package.json'

export const isNode = (to: string): boolean => to.startsWith('node:')

export const isPackage = (to: string): boolean => !isNode(to) && !isRepositoryFile(to)

const NAMES = String.raw`(?:\*(?:\s+as\s+\w+)?|\{[^}]*\}|[\w$]+(?:\s*,\s*(?:\{[^}]*\}|\*\s+as\s+\w+))?)`
const STATEMENT = new RegExp(
  String.raw`^(?:import|export)\s+(type\s+)?${NAMES}\s+from\s+'([^']+)'|^import\s+()'([^']+)'`,
  'gm',
)
/** Imports while running, and threads, which are started by their file's address. */
const RUNNING = /\bimport\('([^']+)'\)|new Worker\(new URL\('([^']+)'/g

/** The imports of one file: statements, `import('...')` and threads. */
export function importsOf(path: string, text: string = read(path)): readonly Import[] {
  const found: Import[] = []
  for (const [, type, named, , bare] of text.matchAll(STATEMENT)) {
    found.push(importFrom(path, named ?? bare ?? '', type !== undefined))
  }
  for (const [, dynamic, thread] of text.matchAll(RUNNING)) {
    found.push(importFrom(path, dynamic ?? thread ?? '', false))
  }
  return found
}

const importFrom = (from: string, name: string, typeOnly: boolean): Import => ({
  from,
  to: name.startsWith('.') ? posix.join(posix.dirname(from), name) : name,
  typeOnly,
})

export const show = ({ from, to }: Import): string => `${from} -> ${to}`
