import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  codeFiles,
  type Import,
  importsOf,
  isNode,
  isPackage,
  isRepositoryFile,
  isTest,
  show,
} from './tree.ts'

/**
 * The law "down": what each room may import of the repository. `cli` stands a step outside of `web`
 * and `worker`: its verb `start` puts the site and the loop together.
 */
const MAY_SEE: Readonly<Record<string, readonly string[]>> = {
  'src/core': ['src/core'],
  'src/ports': ['src/ports', 'src/core'],
  'src/app': ['src/app', 'src/ports', 'src/core'],
  'src/adapters': ['src/ports', 'src/core'],
  'src/web': ['src/web', 'src/app', 'src/ports', 'src/core'],
  'src/worker': ['src/worker', 'src/app', 'src/ports', 'src/core'],
  'src/settings.ts': ['src/core'],
  'src/config.ts': ['src/settings.ts', 'src/core'],
  'src/compose.ts': ['src/adapters', 'src/app', 'src/ports', 'src/core', 'src/config.ts'],
  'src/cli': [
    'src/cli',
    'src/web',
    'src/worker',
    'src/app',
    'src/ports',
    'src/core',
    'src/compose.ts',
    'src/config.ts',
  ],
  'src/main.ts': ['src/cli', 'src/config.ts'],
}

/** What a room may ask of Node itself; a room that is not named may ask for anything. */
const MAY_ASK_NODE: Readonly<Record<string, readonly string[]>> = {
  'src/core': [],
  // Only as a type: streams are what storage and downloads hand over.
  'src/ports': ['node:stream'],
  // Computing with bytes that went through a port; no files, network, processes or timers.
  'src/app': ['node:stream', 'node:readline', 'node:crypto', 'node:zlib'],
  'src/worker': [],
}

/** Imports that break the law, each for a reason. One that is gone has to be taken off the list. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/adapters/archive/index.ts -> src/adapters/storage/index.ts':
    'A type: how the storage is described to the thread that writes the workbook.',
  'src/adapters/archive/worker.ts -> src/adapters/storage/index.ts':
    'The thread has no compose.ts: a port cannot cross into it, so it opens the described storage itself.',
}

const roomOf = (path: string): string =>
  path.split('/').length > 2 ? path.split('/').slice(0, 2).join('/') : path

const adapterOf = (path: string): string => path.split('/').slice(0, 3).join('/')

const product = codeFiles().filter((path) => path.startsWith('src/') && !isTest(path))
const imports: readonly Import[] = product
  .filter((path) => !path.startsWith('src/web/assets/'))
  .flatMap((path) => importsOf(path))

function isDown(one: Import): boolean {
  const room = roomOf(one.from)
  if (room === 'src/adapters' && adapterOf(one.from) === adapterOf(one.to)) return true
  return (MAY_SEE[room] ?? []).includes(roomOf(one.to))
}

describe('the law "down"', () => {
  test('the imports are found at all', () => {
    assert.ok(imports.length > 500, `only ${imports.length} imports were found`)
    const text =
      "import {\n  a,\n} from './a.ts'\nexport { b } from '../b.ts'\nimport type { C } from 'c'\nimport 'd'\nawait import('./e.ts')\n"
    assert.deepEqual(
      importsOf('src/core/x.ts', text).map((one) => one.to),
      ['src/core/a.ts', 'src/b.ts', 'c', 'd', 'src/core/e.ts'],
    )
  })

  test('every file lies in a room that is known', () => {
    const strays = product.filter((path) => !(roomOf(path) in MAY_SEE))
    assert.deepEqual(strays, [])
  })

  test('core <- ports <- app <- web, cli, worker; only compose.ts names adapters', () => {
    const broken = imports.filter((one) => isRepositoryFile(one.to) && !isDown(one)).map(show)
    assert.deepEqual([...new Set(broken)].sort(), Object.keys(EXCEPTIONS).sort())
  })

  test('core, ports, app and worker import nothing of npm', () => {
    const pure = ['src/core', 'src/ports', 'src/app', 'src/worker']
    const broken = imports.filter((one) => isPackage(one.to) && pure.includes(roomOf(one.from)))
    assert.deepEqual(broken.map(show), [])
  })

  test('core asks nothing of Node; ports and app no more than streams and hashes', () => {
    const broken = imports.filter((one) => {
      const allowed = MAY_ASK_NODE[roomOf(one.from)]
      return isNode(one.to) && allowed !== undefined && !allowed.includes(one.to)
    })
    assert.deepEqual(broken.map(show), [])
    const values = imports.filter((one) => isNode(one.to) && roomOf(one.from) === 'src/ports')
    assert.deepEqual(values.filter((one) => !one.typeOnly).map(show), [])
  })
})

describe('the simulators are a second witness', () => {
  const all = codeFiles().flatMap((path) => importsOf(path))

  test('they import nothing of the product, its tests included', () => {
    const broken = all.filter(
      (one) =>
        one.from.startsWith('simulators/') &&
        isRepositoryFile(one.to) &&
        !one.to.startsWith('simulators/'),
    )
    assert.deepEqual(broken.map(show), [])
  })

  test('the product imports no simulator, and no test outside of tests', () => {
    const broken = all.filter(
      (one) =>
        one.from.startsWith('src/') &&
        (one.to.startsWith('simulators/') || (one.to.startsWith('tests/') && !isTest(one.from))),
    )
    assert.deepEqual(broken.map(show), [])
  })
})
