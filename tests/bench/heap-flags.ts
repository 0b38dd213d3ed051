import { readFileSync } from 'node:fs'

const textOf = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

const { start } = (
  JSON.parse(textOf('package.json')) as { readonly scripts: { readonly start: string } }
).scripts

/** What `npm start` gives Node for its heap: a bench's product has the same. */
export const HEAP_FLAGS: readonly string[] = start.match(/--\S+/g) ?? []

const [, pools] = /MALLOC_ARENA_MAX: '(\d+)'/.exec(textOf('bin/ledgerkeep.mjs')) ?? []
if (HEAP_FLAGS.length === 0 || pools === undefined) {
  throw new Error('How the product is started has changed: what its memory is given is not found.')
}

/** What the product's door says to the C library, which otherwise keeps a pool for each thread. */
export const HEAP_SETTINGS: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: pools }
