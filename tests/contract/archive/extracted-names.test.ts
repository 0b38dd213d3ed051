import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { FileToName } from '../../../src/core/archive/names.ts'
import { planPaths } from '../../../src/core/archive/plan-paths.ts'
import { type Content, zipOf } from './made-zip.ts'
import { BSDTAR, type Program, PYTHON, SEVEN_ZIP, UNZIP } from './programs.ts'
import { newFolder } from './stored-order.ts'

const BAD_NAMES = new URL('../../../../shared/quality/bad-names.json', import.meta.url)
const collected: readonly { readonly name: string }[] = existsSync(BAD_NAMES)
  ? JSON.parse(readFileSync(BAD_NAMES, 'utf8'))
  : []
const NAMES = [
  ...collected.map(({ name }) => name),
  ...[
    '../up.pdf',
    '/root.pdf',
    'C:\\x',
    'CON',
    'a\u202eb',
    'scan.pdf',
    'SCAN.PDF',
    'é.pdf',
    'e\u0301.pdf',
    '',
  ],
]

/** Each bad name on three documents, of which one has nothing else to its name. */
const files = [0, 1, 2].flatMap((document) =>
  NAMES.map(
    (name, position): FileToName => ({
      type: 'bills',
      day: document === 0 ? null : '2026-04-03',
      contact: document === 0 ? '' : 'Acme',
      number: document === 0 ? '' : '7',
      name,
      recordId: `0000000${document}-0000-4000-8000-000000000000`,
      attachmentId: `${String(position).padStart(8, '0')}-${document}000-4000-8000-000000000000`,
      position,
    }),
  ),
)
const contents: readonly Content[] = planPaths(files).map((path, nth) => ({
  path,
  body: Buffer.from(`file ${nth}`),
}))

const EXTRACT: readonly (readonly [
  string,
  Program,
  (zip: string, folder: string) => readonly string[],
])[] = [
  ['unzip', UNZIP, (zip, folder) => ['-q', zip, '-d', folder]],
  ['7z', SEVEN_ZIP, (zip, folder) => ['x', `-o${folder}`, zip]],
  ['bsdtar', BSDTAR, (zip, folder) => ['-xf', zip, '-C', folder]],
  ['Python', PYTHON, (zip, folder) => ['-m', 'zipfile', '-e', zip, folder]],
]

for (const [name, program, how] of EXTRACT) {
  test(
    `${name} extracts a file for each bad name, none outside and none over another`,
    program,
    async (t) => {
      const folder = newFolder((cleanUp) => t.after(cleanUp))
      const zip = join(
        newFolder((cleanUp) => t.after(cleanUp)),
        'a.zip',
      )
      writeFileSync(zip, zipOf(contents))
      await program.run(...how(zip, folder))
      const found = readdirSync(folder, { recursive: true, withFileTypes: true })
      assert.equal(found.filter((one) => one.isFile()).length, contents.length)
      for (const { path, body } of contents)
        assert.deepEqual(readFileSync(join(folder, path)), body)
    },
  )
}
