import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { TruthLine } from '../../simulators/xero/control.ts'
import { RESOURCES } from '../../src/core/catalogue/index.ts'
import { BAGIT, LIBREOFFICE, OPENPYXL, PYTHON, UNZIP } from '../contract/archive/programs.ts'
import { backUp, connect, download } from '../support/customer.ts'
import { startInstallation } from '../support/installation.ts'
import { quickFolder } from '../support/quick-folder.ts'
import { allFiles, booksOf, hashes } from '../support/truth.ts'
import { hashFolder, pythonListing, unzip } from '../support/unzip.ts'

const WORKBOOK = 'data/Accounting data.xlsx'
const folder = quickFolder('ledgerkeep-programs-')
const zip = join(folder, 'demo.zip')
const unpacked = join(folder, 'unpacked')
let truth: readonly TruthLine[] = []

before(async () => {
  await using bench = await startInstallation({ world: 'demo' })
  const customer = await connect(bench)
  const backup = await backUp(bench, customer)
  truth = allFiles(booksOf(bench))
  await writeFile(zip, await download(bench.app, customer, backup.id))
  await mkdir(unpacked)
  if (!UNZIP.skip) await unzip(zip, unpacked)
})

after(() => rmSync(folder, { recursive: true, force: true }))

const inAttachments = (files: Iterable<readonly [string, string]>) =>
  [...files]
    .filter(([path]) => /^data\/(Attachments|Library files)\//.test(path))
    .map(([, sha256]) => ({ sha256 }))

test('unzip finds no fault and unpacks every file unchanged', { skip: UNZIP.skip }, async () => {
  assert.match(await UNZIP.run('-t', zip), /No errors detected/)
  const files = await hashFolder(unpacked)
  assert.deepEqual(hashes(inAttachments(files)), hashes(truth))
})

test('Python reads every file unchanged', { skip: PYTHON.skip }, async () => {
  const files = await pythonListing(zip)
  assert.deepEqual(hashes(inAttachments(Object.entries(files))), hashes(truth))
})

test('sha256sum agrees with the checksums in the archive', { skip: UNZIP.skip }, async () => {
  const { stdout } = await promisify(execFile)(
    'sha256sum',
    ['--check', '--strict', 'manifest-sha256.txt'],
    { cwd: unpacked, maxBuffer: 2 ** 24, env: { ...process.env, LC_ALL: 'C' } },
  )
  const checked = stdout.trim().split('\n')
  assert.ok(checked.every((line) => line.endsWith(': OK')))
  const files = await hashFolder(unpacked)
  assert.equal(checked.length, [...files.keys()].filter((path) => path.startsWith('data/')).length)
  assert.equal(files.size - checked.length, 5)
})

test('a validator that knows BagIt alone finds a valid bag, and a broken one broken', {
  skip: PYTHON.skip || UNZIP.skip,
}, async () => {
  const script = new URL('../contract/archive/validate_bag.py', import.meta.url).pathname
  assert.equal(await PYTHON.run(script, unpacked), '')
  const extra = join(unpacked, 'data', 'extra.txt')
  await writeFile(extra, 'x')
  await assert.rejects(PYTHON.run(script, unpacked), { code: 1 })
  rmSync(extra)
})

test("the Library of Congress's bagit finds a valid bag", {
  skip: BAGIT.skip || UNZIP.skip,
}, async () => {
  const check = 'import bagit,sys; bagit.Bag(sys.argv[1]).validate()'
  assert.equal(await BAGIT.run('-c', check, unpacked), '')
})

interface Book {
  readonly titles: readonly string[]
  readonly sheets: Readonly<
    Record<string, readonly (readonly [string, unknown, string | null])[][]>
  >
}

test('openpyxl finds a sheet for each resource, and each file where its row says', {
  skip: OPENPYXL.skip || UNZIP.skip,
}, async () => {
  const script = new URL('../contract/archive/read_workbook.py', import.meta.url).pathname
  const path = join(unpacked, WORKBOOK)
  const book: Book = JSON.parse(await OPENPYXL.run(script, path, 'Attachments', 'Exceptions'))
  const wanted = RESOURCES.filter(
    (one) => !one.onlyWhenGranted && !one.linesOnly && one.follows?.by !== 'request',
  ).map((one) => one.title)
  assert.deepEqual(
    wanted.filter((title) => !book.titles.includes(title)),
    [],
  )
  const [header, ...rows] = book.sheets.Attachments ?? []
  const column = (title: string) => header?.findIndex(([, value]) => value === title) ?? -1
  const files = await hashFolder(unpacked)
  assert.equal(rows.length, truth.length)
  for (const row of rows) {
    const [, path, link] = row[column('Path')] ?? []
    assert.equal(files.get(String(path)), row[column('SHA-256')]?.[1], String(path))
    assert.equal(`data/${decodeURIComponent(String(link))}`, path)
  }
  const ids = (list: readonly unknown[]) => list.map(String).sort()
  assert.deepEqual(
    ids(rows.map((row) => row[column('Attachment ID')]?.[1])),
    ids(truth.map((file) => file.attachmentId)),
  )
  assert.equal(book.sheets.Exceptions?.length, 1)
})

test('LibreOffice opens the workbook', { skip: LIBREOFFICE.skip || UNZIP.skip }, async () => {
  const profile = `-env:UserInstallation=file://${join(folder, 'office')}`
  const out = join(folder, 'converted')
  await LIBREOFFICE.run(
    ...[profile, '--headless', '--convert-to', 'ods', '--outdir', out],
    join(unpacked, WORKBOOK),
  )
  assert.ok((await hashFolder(out)).has('Accounting data.ods'))
})
