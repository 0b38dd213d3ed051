import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as Generator from 'ts-json-schema-generator'

const SDK = dirname(fileURLToPath(import.meta.resolve('stripe')))
/** What decides what comes out: the exact versions of everything, and this file. */
const SOURCES = ['../../package-lock.json', './stripe-definitions.ts']
const KEPT = fileURLToPath(new URL('../.output', import.meta.url))

/**
 * Parameter types of the SDK, such as `CustomerCreateParams`, as definitions of JSON Schema: the nth
 * stands as `Call<n>`. Generating them takes seconds and a dozen test files ask: what came out is kept.
 */
export function sdkDefinitions(types: readonly string[]): object {
  const hash = createHash('sha256').update(types.join())
  for (const path of SOURCES) hash.update(readFileSync(new URL(path, import.meta.url)))
  const kept = join(KEPT, `stripe-definitions-${hash.digest('hex').slice(0, 16)}.json`)
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'))
  const definitions = generate(types)
  mkdirSync(KEPT, { recursive: true })
  // Test files run side by side: it appears whole.
  const draft = `${kept}.${process.pid}`
  writeFileSync(draft, JSON.stringify(definitions))
  renameSync(draft, kept)
  return definitions
}

/** From the SDK's declarations with its open enumerations closed, and one type for each call. */
function generate(types: readonly string[]): object {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerkeep-witness-'))
  try {
    cpSync(SDK, join(folder, 'stripe'), {
      recursive: true,
      filter: (from) => !/\.(js|map)$/.test(from),
    })
    closeEnumerations(join(folder, 'stripe'))
    const entry = join(folder, 'calls.ts')
    const lines = types.map((type, nth) => `export type Call${nth} = Stripe.${type}`)
    writeFileSync(
      entry,
      ["import type { Stripe } from './stripe/stripe.core.d.ts'", ...lines].join('\n'),
    )
    // Loaded only here: it brings a whole compiler along.
    const load = createRequire(import.meta.url)
    const { createGenerator } = load('ts-json-schema-generator') as typeof Generator
    const generator = createGenerator({
      path: entry,
      type: '*',
      skipTypeCheck: true,
      additionalProperties: false,
      expose: 'all',
      jsDoc: 'none',
    })
    return generator.createSchema('*').definitions ?? {}
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `'a' | OtherString` would let every text through. */
function closeEnumerations(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue
    const path = join(folder, name)
    const text = readFileSync(path, 'utf8')
    if (text.includes('OtherString')) writeFileSync(path, text.replaceAll(/ \| OtherString\b/g, ''))
  }
}
