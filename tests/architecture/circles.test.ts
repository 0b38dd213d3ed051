import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeFiles, importsOf, isRepositoryFile, isTest } from './tree.ts'

/** Imports of types are counted too: two files that need each other are one idea in two places. */
test('no files import each other in a circle', () => {
  const files = codeFiles().filter((path) => !isTest(path))
  const imports = new Map(
    files.map((path) => [
      path,
      importsOf(path).flatMap(({ to }) => (isRepositoryFile(to) ? to : [])),
    ]),
  )
  assert.deepEqual(circles(imports), [])
})

test('a circle is found, and what only leads to it is not part of it', () => {
  const found = circles(
    new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b', 'd']],
      ['d', []],
    ]),
  )
  assert.deepEqual(found, ['b -> c -> b'])
})

/** Each circle as the way round it, found by walking down from every file. */
function circles(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = []
  const finished = new Set<string>()
  const walk = (path: string, way: readonly string[]): void => {
    const begun = way.indexOf(path)
    if (begun >= 0) return void found.push([...way.slice(begun), path].join(' -> '))
    if (finished.has(path)) return
    for (const next of imports.get(path) ?? []) walk(next, [...way, path])
    finished.add(path)
  }
  for (const path of imports.keys()) walk(path, [])
  return found
}
