import { readFileSync } from 'node:fs'

const PACKAGE = new URL('../../package.json', import.meta.url)

const { start } = (
  JSON.parse(readFileSync(PACKAGE, 'utf8')) as { readonly scripts: { readonly start: string } }
).scripts

/** What `npm start` gives Node for its heap: a bench's product has the same. */
export const HEAP_FLAGS: readonly string[] = start.match(/--max-\S+/g) ?? []

/** What it says to the system's memory, which otherwise keeps a pool for each thread. */
export const HEAP_SETTINGS: Readonly<Record<string, string>> = Object.fromEntries(
  start
    .split(' ')
    .filter((word) => /^[A-Z_]+=/.test(word))
    .map((word) => word.split('=') as [string, string]),
)
