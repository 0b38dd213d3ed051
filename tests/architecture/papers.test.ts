import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { parseConfig } from '../../src/config.ts'
import { envExample, SETTINGS } from '../../src/settings.ts'
import { papers } from '../support/papers.ts'
import { pagesOfDocs, ROOT, read } from './tree.ts'

describe('the papers agree with the code', () => {
  for (const { path, text } of papers()) {
    test(`${path} is what npm run papers writes`, () => {
      assert.equal(read(path), text, 'Run: npm run papers')
    })
  }

  test('.env.example with every line uncommented is an installation that starts', () => {
    const lines = envExample().matchAll(/^# ([A-Z_]+)=(.*)$/gm)
    const environment = Object.fromEntries([...lines].map(([, name, value]) => [name, value]))
    assert.deepEqual(
      Object.keys(environment),
      SETTINGS.map((one) => one.name),
    )
    assert.deepEqual(parseConfig(environment), parseConfig({}))
  })

  test('every link between pages leads somewhere', () => {
    const broken = pagesOfDocs().flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^[a-z]+:/.test(target))
        .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
        .map((target) => `${page} -> ${target}`),
    )
    assert.deepEqual(broken, [])
  })

  test('every file of the repository that a page names is there', () => {
    const named = /`((?:src|simulators|tests|docs|bin|\.ci)\/[\w./-]*\w)`/g
    const broken = pagesOfDocs().flatMap((page) =>
      [...read(page).matchAll(named)]
        .map(([, path = '']) => path)
        .filter((path) => !existsSync(join(ROOT, path)))
        .map((path) => `${page}: ${path}`),
    )
    assert.deepEqual(broken, [])
  })
})
