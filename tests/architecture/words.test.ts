import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { describe, test } from 'node:test'
import { ROOT, read } from './tree.ts'

const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', 'data', '.output'])
const TEXT = /(^|\/)(\.[\w.]+|[A-Z]+|run)$|\.(ts|tsx|js|mjs|json|md|css|svg|py|example|yml)$/

/** Every text of the repository but this file, which has to name what it looks for. */
const texts = globSync('**/*', { cwd: ROOT, exclude: (name) => SKIPPED.has(name) })
  .concat(globSync('.{ci/*,env.example,gitignore,npmrc}', { cwd: ROOT }))
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => TEXT.test(path) && path !== 'tests/architecture/words.test.ts')
  .sort()

interface Ban {
  readonly what: string
  readonly pattern: RegExp
}

const BANS: readonly Ban[] = [
  { what: 'a folder of one machine', pattern: /(?<![\w.])\/(work|root|home\/\w+|Users\/\w+)\// },
  {
    what: 'a registry other than the public one',
    pattern: /\bregistry\.(?!npmjs\.org)\w[\w.-]*\.\w+/,
  },
  {
    what: 'a tool that writes text or code',
    pattern: /\b(claude|anthropic|openai|chatgpt|copilot|language model|system prompt)\b/i,
  },
]

const linesWith = (pattern: RegExp): readonly string[] =>
  texts.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, at) =>
        pattern.test(line) ? [`${path}:${at + 1}: ${line.slice(0, 160)}`] : [],
      ),
  )

describe('the repository speaks of Ledgerkeep alone', () => {
  test('the texts are found', () => {
    for (const path of ['package.json', 'src/main.ts', 'README.md', '.ci/run', 'LICENSE']) {
      assert.ok(texts.includes(path), path)
    }
  })

  for (const { what, pattern } of BANS) {
    test(`no text names ${what}`, () => {
      assert.deepEqual(linesWith(pattern), [])
    })
  }
})
