import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { codeFiles, type Import, importsOf, isPackage, packageOf, read, show } from './tree.ts'

const PAGE = 'docs/decisions/dependencies.md'

const versions = z.record(z.string(), z.string())
const manifest = z
  .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
  .parse(JSON.parse(read('package.json')))

/** Package -> where it may be imported, as the page says: files, or folders that end in `/`. */
const rooms: ReadonlyMap<string, readonly string[]> = new Map(
  [...read(PAGE).matchAll(/^\| `([^`]+)` \|.*\| ([^|]*) \|$/gm)].map(
    ([, name = '', where = '']) => [
      name,
      [...where.matchAll(/`([^`]+)`/g)].map(([, place = '']) => place),
    ],
  ),
)

const imports: readonly Import[] = codeFiles()
  .flatMap((path) => importsOf(path))
  .filter((one) => isPackage(one.to))

const isWithin = (path: string, places: readonly string[]): boolean =>
  places.some((place) =>
    place === '*.test.ts'
      ? path.endsWith('.test.ts')
      : place.endsWith('/')
        ? path.startsWith(place)
        : path === place,
  )

describe('the dependencies', () => {
  test('the page names each of them, and no other', () => {
    const all = [
      ...Object.keys(manifest.dependencies),
      ...Object.keys(manifest.devDependencies),
      ...Object.keys(manifest.optionalDependencies),
    ]
    assert.deepEqual([...rooms.keys()].sort(), all.sort())
  })

  test('each is imported only where the page says', () => {
    const broken = imports.filter((one) => !isWithin(one.from, rooms.get(packageOf(one.to)) ?? []))
    assert.deepEqual(broken.map(show), [])
  })

  test('what runs in production is no development dependency', () => {
    const broken = imports.filter(
      (one) =>
        /^(bin|src|simulators)\//.test(one.from) &&
        !/\.test\.tsx?$/.test(one.from) &&
        !(packageOf(one.to) in manifest.dependencies),
    )
    assert.deepEqual(broken.map(show), [])
  })

  test('every version is exact', () => {
    const loose = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    assert.deepEqual(loose, [])
  })
})
