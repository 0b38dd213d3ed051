import assert from 'node:assert/strict'
import {
  closeSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import { localHeader, nextOffset } from '../../../src/core/archive/zip-layout.ts'
import { type Content, layOut, tail, zipOf } from './made-zip.ts'
import { BSDTAR, PYTHON, SEVEN_ZIP, UNZIP } from './programs.ts'
import { newFolder } from './stored-order.ts'

const PYTHON_TEST =
  'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(len(z.namelist()))'

const PYTHON_COUNT = 'import sys,zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))'

const CONTENTS: readonly Content[] = [
  { path: 'Workbook.xlsx', body: Buffer.from('not really') },
  {
    path: "Attachments/Bills/2026/11/2026-11-22 Müller & Söhne #1 50% 'x'.pdf",
    body: Buffer.alloc(100_000, 'ab'),
  },
  { path: 'Attachments/Bills/2026/11/2026-11-22 請求書 \u{1f600}.pdf', body: Buffer.from('x') },
  { path: 'Attachments/Contacts/empty.txt', body: Buffer.alloc(0) },
]

test('all four programs pass and extract the files as they were', async (t) => {
  const folder = newFolder((cleanUp) => t.after(cleanUp))
  const path = join(folder, 'a.zip')
  writeFileSync(path, zipOf(CONTENTS))
  await t.test('unzip', UNZIP, async () => {
    assert.match(await UNZIP.run('-t', path), /No errors detected/)
    await UNZIP.run('-q', path, '-d', join(folder, 'unzip'))
  })
  await t.test('7z', SEVEN_ZIP, async () => {
    assert.match(await SEVEN_ZIP.run('t', path), /Everything is Ok/)
    await SEVEN_ZIP.run('x', `-o${join(folder, '7z')}`, path)
  })
  await t.test('bsdtar', BSDTAR, async () => {
    assert.equal((await BSDTAR.run('-tf', path)).trim().split('\n').length, CONTENTS.length)
  })
  await t.test('Python', PYTHON, async () => {
    assert.equal((await PYTHON.run('-c', PYTHON_TEST, path)).trim(), String(CONTENTS.length))
    await PYTHON.run('-m', 'zipfile', '-e', path, join(folder, 'python'))
  })
  for (const extracted of readdirSync(folder, { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  )) {
    for (const { path: name, body } of CONTENTS) {
      assert.deepEqual(readFileSync(join(folder, extracted.name, name)), body, extracted.name)
    }
  }
})

for (const count of [0, 65_534, 65_535, 65_536]) {
  test(`an archive of ${count} entries`, async (t) => {
    const path = join(
      newFolder((cleanUp) => t.after(cleanUp)),
      'a.zip',
    )
    const body = Buffer.from('x')
    writeFileSync(
      path,
      zipOf(Array.from({ length: count }, (_, nth) => ({ path: `a/${nth}.txt`, body }))),
    )
    // unzip and bsdtar say of an archive without entries that it is empty, which they take for an error.
    if (count > 0) {
      await t.test('unzip', UNZIP, async () => {
        assert.match(await UNZIP.run('-tqq', path), /^$/)
      })
      await t.test('bsdtar', BSDTAR, async () => {
        assert.equal((await BSDTAR.run('-tf', path)).split('\n').length - 1, count)
      })
    }
    await t.test('7z', SEVEN_ZIP, async () => {
      assert.match(
        await SEVEN_ZIP.run('t', path),
        count === 0 ? /Everything is Ok|No files/ : /Everything is Ok/,
      )
    })
    await t.test('Python', PYTHON, async () => {
      assert.equal((await PYTHON.run('-c', PYTHON_COUNT, path)).trim(), String(count))
    })
  })
}

test('files of 4 GiB and their neighbours, and one behind them all', async (t) => {
  const path = join(
    newFolder((cleanUp) => t.after(cleanUp)),
    'a.zip',
  )
  const small = Buffer.from('behind them all')
  const lengths = [-2, -1, 0, 1].map((more) => 2 ** 32 + more)
  const entries = layOut([
    ...lengths.map((bytes) => ({ path: `${bytes}.bin`, bytes, crc32: 0 })),
    { path: 'small.txt', bytes: small.length, crc32: crc32(small) },
  ])
  // A file with holes: the long ones are never written.
  const file = openSync(path, 'w')
  const writeAt = (bytes: Uint8Array, place: number) =>
    assert.equal(writeSync(file, bytes, 0, bytes.length, place), bytes.length)
  for (const entry of entries) writeAt(localHeader(entry), entry.offset)
  const last = entries.at(-1)
  assert.ok(last)
  writeAt(small, nextOffset(last) - small.length)
  const end = tail(entries)
  writeAt(end, nextOffset(last))
  ftruncateSync(file, nextOffset(last) + end.length)
  closeSync(file)

  await t.test('unzip', UNZIP, async () => {
    const list = await UNZIP.run('-l', path)
    for (const bytes of lengths)
      assert.match(list, new RegExp(`^ *${bytes} .* ${bytes}\\.bin$`, 'm'))
    assert.equal(await UNZIP.run('-p', path, 'small.txt'), small.toString())
  })
  await t.test('7z', SEVEN_ZIP, async () => {
    const list = await SEVEN_ZIP.run('l', path)
    for (const bytes of lengths)
      assert.match(list, new RegExp(` ${bytes} +${bytes} +${bytes}\\.bin`))
    assert.match(await SEVEN_ZIP.run('t', path, 'small.txt'), /Everything is Ok/)
  })
  await t.test('bsdtar', BSDTAR, async () => {
    const list = await BSDTAR.run('-tvf', path)
    for (const bytes of lengths) assert.match(list, new RegExp(` ${bytes} .* ${bytes}\\.bin`))
  })
  await t.test('Python', PYTHON, async () => {
    const read =
      'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print([i.file_size for i in z.infolist()], z.read("small.txt").decode())'
    const told = await PYTHON.run('-c', read, path)
    assert.equal(told.trim(), `[${[...lengths, small.length].join(', ')}] ${small}`)
  })
})
