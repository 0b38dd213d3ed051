import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { codeFiles, isTest, read } from './tree.ts'

/** Something that only some files may do. */
interface Rule {
  readonly what: string
  readonly pattern: RegExp
  /** Files, or folders that end in `/`. */
  readonly allowed: readonly string[]
}

const RULES: readonly Rule[] = [
  {
    what: 'the environment is read in config.ts alone',
    pattern: /\bprocess\.env\b/,
    allowed: ['src/config.ts'],
  },
  {
    what: 'only main.ts ends the process',
    pattern: /\bprocess\.exit(Code)?\b/,
    allowed: ['src/main.ts'],
  },
  {
    what: 'time comes from the clock port',
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bprocess\.hrtime\b/,
    allowed: [
      'src/adapters/system/',
      // It sets the fast clock by the machine's, before there is a clock port.
      'src/cli/demonstration.ts',
      // In the browser: there is no port.
      'src/web/assets/live.js',
    ],
  },
  {
    what: 'there is no randomness but that of the system',
    pattern: /\bMath\.random\b/,
    allowed: [],
  },
  {
    what: 'random bytes are taken in adapters; the rest asks the random port',
    pattern: /\b(randomBytes|randomUUID|randomInt|getRandomValues)\b/,
    allowed: ['src/adapters/'],
  },
  {
    what: 'the product does not know that it is tested',
    pattern: /\bNODE_ENV\b|\bNODE_TEST_CONTEXT\b/,
    allowed: [],
  },
]

const product = codeFiles().filter((path) => path.startsWith('src/') && !isTest(path))

const isAllowed = (path: string, allowed: readonly string[]): boolean =>
  allowed.some((one) => (one.endsWith('/') ? path.startsWith(one) : path === one))

describe('what only some files may do', () => {
  for (const { what, pattern, allowed } of RULES) {
    test(what, () => {
      const broken = product.filter(
        (path) => !isAllowed(path, allowed) && pattern.test(withoutComments(read(path))),
      )
      assert.deepEqual(broken, [])
    })
  }

  test('no file is named as allowed that does not need it', () => {
    const idle = RULES.flatMap(({ pattern, allowed }) =>
      allowed.filter((one) => !product.some((p) => isAllowed(p, [one]) && pattern.test(read(p)))),
    )
    assert.deepEqual(idle, [])
  })
})

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '')

describe('the size and the names of files', () => {
  const LONGEST = 250
  const VAGUE =
    /^(utils?|helpers?|common|misc|libs?|shared|base|managers?|services?)$|-(utils?|helpers?|manager|service)$/

  test(`no file of src, simulators and tests is over ${LONGEST} lines`, () => {
    const long = codeFiles()
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > LONGEST)
    assert.deepEqual(long, [])
  })

  test('no file or folder has a name that says nothing', () => {
    const vague = codeFiles().filter((path) =>
      path.split('/').some((part) => VAGUE.test(part.replace(/(\.test)?\.\w+$/, ''))),
    )
    assert.deepEqual(vague, [])
  })
})

test('unit tests share a process, so their hooks for each test stand in a describe', () => {
  const unit = codeFiles().filter((path) => isTest(path) && !/^tests\/(?!architecture)/.test(path))
  assert.ok(unit.length > 50)
  const broken = unit.filter((path) => /^(before|after)Each\(/m.test(read(path)))
  assert.deepEqual(broken, [])
})
