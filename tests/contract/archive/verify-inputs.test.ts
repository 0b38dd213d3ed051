import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { createDownload } from '../../../src/app/download/download.ts'
import { openSource, problemsOf } from '../../../src/cli/verify.ts'
import { createVerifyReport } from '../../../src/cli/verify-report.ts'
import { PLACES } from '../../../src/core/archive/places.ts'
import { readZip } from '../../support/read-zip.ts'
import { builtArchive } from './built-archive.ts'
import { inPath } from './programs.ts'
import { newFolder } from './stored-order.ts'

const ZIP = inPath('zip')
const cleanUps: (() => void)[] = []
const later = (cleanUp: () => void) => void cleanUps.push(cleanUp)
let zip: Buffer
let folder = ''
let zipPath = ''

before(async () => {
  const built = await builtArchive(later, [{ name: 'a.pdf', body: Buffer.from('body') }])
  const opened = await createDownload(built.ports).open(built.personId, built.backup.id)
  zip = await buffer(opened.read(0, opened.bytes - 1))
  zipPath = join(newFolder(later), 'a.zip')
  writeFileSync(zipPath, zip)
  folder = newFolder(later)
  for (const { path, bytes } of readZip(zip)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
})
after(() => cleanUps.reverse().forEach((cleanUp) => void cleanUp()))

const problems = async (...paths: readonly string[]) =>
  problemsOf(await openSource(paths), () => undefined)

test('a ZIP that was packed again is told from a damaged one', ZIP, async () => {
  for (const how of ['-9', '-0']) {
    const path = join(newFolder(later), 'again.zip')
    await ZIP.run('-q', '-r', how, path, folder)
    assert.deepEqual(
      (await problems(path)).map(({ text }) => text),
      ['Another program has packed it again.'],
    )
  }
})

test('bytes behind the end are told as such, and all else is compared', async () => {
  const path = join(newFolder(later), 'longer.zip')
  for (const count of [1, 60_000]) {
    writeFileSync(path, Buffer.concat([zip, Buffer.alloc(count, 'x')]))
    const [found, ...more] = await problems(path)
    assert.match(found?.text ?? '', new RegExp(`${count} bytes? behind the end`))
    assert.deepEqual(more, [])
  }
})

test('a file that cannot be read is told, and so is what is wrong behind it', async () => {
  const source = await openSource([zipPath])
  const failing = async function* () {
    yield new Uint8Array(1)
    throw new Error('EIO: i/o error, read')
  }
  for (const path of [PLACES.manifest, PLACES.info, PLACES.bagit, PLACES.workbook]) {
    const broken = {
      ...source,
      read: (one: string) => (one === path ? failing() : source.read(one)),
      crcOf: (one: string) => (one === 'README.txt' ? 1 : source.crcOf(one)),
    }
    const found = await problemsOf(broken, () => undefined)
    const told = found.find((one) => one.path === path)
    assert.match(told?.text ?? '', /^It cannot be read: EIO/, path)
    assert.ok(found.some((one) => one.kind === 'changed' && one.path === 'README.txt'))
  }
  await source.close()
})

test('everything that is given is looked at, once, or none of it', async () => {
  const other = join(newFolder(later), 'other.zip')
  writeFileSync(other, zip)
  assert.deepEqual(await problems(zipPath, zipPath, join(dirname(zipPath), '.', 'a.zip')), [])
  for (const [paths, words] of [
    [[zipPath, `${zipPath}x`], /There is no /],
    [[zipPath, folder], /one folder, or ZIPs/],
    [[folder, dirname(other)], /one folder, or ZIPs/],
  ] as const) {
    await assert.rejects(openSource(paths), { kind: 'refuse', message: words })
  }
})

test('of more problems than are told, no others are called unchanged', () => {
  const many = problemsTold(300)
  assert.match(many, /and 100 more\.\n/)
  assert.doesNotMatch(many, /not named above is unchanged/)
  assert.match(many, /--json/)
})

function problemsTold(count: number): string {
  const said: string[] = []
  const report = createVerifyReport(false, { write: (text: string) => said.push(text) }, 0)
  const path = (nth: number) => ({ kind: 'changed' as const, path: `data/${nth}`, text: 'Bad.' })
  const problems = Array.from({ length: count }, (_, nth) => path(nth))
  report.done(count, problems, false)
  return said.at(-1) ?? ''
}
