import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { candidatePath, type FileToName, foldPath, NAME_BYTES, PATH_UNITS } from './names.ts'
import { planPaths } from './plan-paths.ts'

const guid = (nth: number): string =>
  `${nth.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
const file = (change: Partial<FileToName> = {}): FileToName => ({
  type: 'bills',
  day: '2026-04-03',
  contact: 'Acme Ltd',
  number: 'INV-7',
  name: 'scan.pdf',
  recordId: guid(1),
  attachmentId: '3f2a91c0-1111-4222-8333-444455556666',
  position: 0,
  ...change,
})

/** Everything that every system must accept of one path. */
function assertSafe(path: string): void {
  assert.ok(path.length <= PATH_UNITS, `${path.length} units: ${path}`)
  assert.equal(path, path.normalize('NFC'))
  assert.ok(path.isWellFormed())
  for (const name of path.split('/')) {
    assert.ok(Buffer.byteLength(name) <= NAME_BYTES, `bytes of ${name}`)
    assert.ok(name !== '' && !/^[. ]|[. ]$/.test(name), `ends of ${JSON.stringify(name)}`)
    assert.ok(!/[<>:"\\|?*\p{Cc}\p{Cf}\p{Cs}]/u.test(name), `characters of ${JSON.stringify(name)}`)
    const stem = name.split('.')[0]?.trim() ?? ''
    assert.ok(
      !/^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])$/i.test(stem),
      `device ${name}`,
    )
  }
}

test('a path tells type, month, day, contact, number and name', () => {
  assert.equal(
    candidatePath(file()),
    'data/Attachments/Bills/2026/04/2026-04-03 Acme Ltd INV-7 scan.pdf',
  )
  assert.equal(
    candidatePath(file({ type: 'contacts', day: null, number: '' })),
    'data/Attachments/Contacts/Acme Ltd scan.pdf',
  )
})

test('a name of nothing but an extension, dots or blanks is still a file', () => {
  const bare = { day: null, contact: '', number: '' }
  assert.equal(candidatePath(file({ ...bare, name: '.pdf' })), 'data/Attachments/Bills/file.pdf')
  assert.equal(candidatePath(file({ ...bare, name: '..' })), 'data/Attachments/Bills/file')
  assert.equal(candidatePath(file({ ...bare, name: 'CON.pdf' })), 'data/Attachments/Bills/CON_.pdf')
  // Beside it lie folders named by years.
  assert.equal(candidatePath(file({ ...bare, name: '2026' })), 'data/Attachments/Bills/2026_')
})

test('a folder of the library is no device of Windows', () => {
  const library = { type: 'library', day: null, number: '' } as const
  for (const [folder, safe] of [
    ['CON', 'CON_'],
    ['aux', 'aux_'],
    ['NUL.old', 'NUL_.old'],
    ['Contracts', 'Contracts'],
    ['..', 'No folder'],
  ] as const) {
    const path = candidatePath(file({ ...library, contact: folder }))
    assert.equal(path, `data/Library files/${safe}/scan.pdf`)
    assertSafe(path)
  }
})

test('a long name is cut before its extension', () => {
  const path = candidatePath(file({ name: `${'x'.repeat(300)}.PDF` }))
  assert.equal(path.length, PATH_UNITS - 1)
  assert.match(path, /x\.PDF$/)
  const wide = candidatePath(file({ name: `${'請'.repeat(300)}.PDF` }))
  assert.match(wide, /請\.PDF$/)
  assertSafe(wide)
})

test('files that want one place all get a mark, and nobody else does', () => {
  const paths = planPaths([
    file({ attachmentId: 'aaaaaa11-0000-4000-8000-000000000000' }),
    file({ attachmentId: 'bbbbbb11-0000-4000-8000-000000000000', name: 'SCAN.pdf' }),
    file({ name: 'other.pdf' }),
  ])
  assert.deepEqual(
    paths.map((path) => path.slice(path.indexOf('INV-7') + 6)),
    ['scan (aaaaaa).pdf', 'SCAN (bbbbbb).pdf', 'other.pdf'],
  )
})

test('one attachment on two documents of the same number has two paths', () => {
  const paths = planPaths([file(), file({ recordId: guid(2) })])
  assert.equal(new Set(paths).size, 2)
  paths.forEach(assertSafe)
})

test('an attachment listed twice has two paths', () => {
  assert.equal(new Set(planPaths([file(), file({ position: 1 })])).size, 2)
})

test('a name that looks like the mark of another file takes its place from nobody', () => {
  const marked = file({ name: 'scan (3f2a91).pdf', attachmentId: guid(9) })
  const twin = file({ attachmentId: guid(8) })
  const long = `scan (${'3f2a91c0111142228333444455556666'} ${guid(1).replaceAll('-', '')} 0).pdf`
  const full = file({ name: long, attachmentId: guid(7) })
  const paths = planPaths([file(), twin, marked, full, file({ position: 1 })])
  assert.equal(new Set(paths.map(foldPath)).size, 5)
})

test('folding joins what a file system may hold for one name', () => {
  for (const [one, other] of [
    ['Café', 'CAFE\u0301'],
    ['straße', 'STRASSE'],
    ['Ω', '\u2126'],
    ['K', '\u212a'],
    ['İ', 'i\u0307'],
    ['Σας', 'σασ'],
  ] as const) {
    assert.equal(foldPath(one), foldPath(other))
  }
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const twin of [text.toLowerCase(), text.toUpperCase(), text.normalize('NFD')]) {
        assert.equal(foldPath(twin), foldPath(text))
      }
    }),
  )
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 250 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom('CON', 'nul.txt', '..', '.', ' ', '', 'a.pdf', 'A.PDF', 'aé.pdf', 'ae\u0301.pdf'),
)
const anyFile = fc.record({
  type: fc.constantFrom('bills', 'contacts', 'repeating-invoices', 'library'),
  day: fc.constantFrom('2026-04-03', '2026-04-04', null),
  contact: anyText,
  number: anyText,
  name: anyText,
}) satisfies fc.Arbitrary<Partial<FileToName>>

test('any names at all give safe paths of their own, the same in every order', () => {
  fc.assert(
    fc.property(
      fc.array(anyFile, { maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
      (some, order) => {
        // Attachments repeat, positions tell them apart.
        const files = some.map((one, nth) =>
          file({ ...one, attachmentId: guid(nth % 3), recordId: guid(nth % 2), position: nth }),
        )
        const paths = planPaths(files)
        paths.forEach(assertSafe)
        assert.equal(new Set(paths.map(foldPath)).size, files.length)
        const shuffled = files
          .map((one, nth) => ({ one, nth, place: order.next().value ?? 0 }))
          .sort((left, right) => left.place - right.place)
        const again = planPaths(shuffled.map(({ one }) => one))
        assert.deepEqual(
          again,
          shuffled.map(({ nth }) => paths[nth]),
        )
      },
    ),
    { numRuns: 300 },
  )
})

test('100,000 random names give as many safe paths', () => {
  const unit = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0x20, max: 0x24f }) },
    { weight: 3, arbitrary: fc.integer({ min: 0x300, max: 0xffff }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x10ffff }) },
  )
  const name = fc
    .array(unit, { minLength: 0, maxLength: 12 })
    .map((points) => points.map((point) => String.fromCodePoint(point)).join(''))
  const files = fc
    .sample(name, { numRuns: 100_000, seed: 7 })
    .map((text, nth) => file({ name: text, attachmentId: guid(nth), position: nth }))
  const paths = planPaths(files)
  const folded = new Set<string>()
  for (const path of paths) {
    assertSafe(path)
    folded.add(foldPath(path))
  }
  assert.equal(folded.size, files.length)
})

const BAD_NAMES = new URL('../../../../shared/quality/bad-names.json', import.meta.url)

test('the collection of bad names, on three documents, shuffled 100 times', {
  skip: existsSync(BAD_NAMES) ? false : 'the collection of bad names is not on this machine',
}, () => {
  const names = (JSON.parse(readFileSync(BAD_NAMES, 'utf8')) as { name: string }[]).map(
    ({ name }) => name,
  )
  const files = [null, '2026-04-03', '2026-04-03'].flatMap((day, document) =>
    names.map((name, nth) =>
      file({
        day,
        name,
        ...(day === null ? { contact: '', number: '' } : {}),
        recordId: guid(document),
        attachmentId: guid(document * 1000 + nth),
        position: nth,
      }),
    ),
  )
  const paths = planPaths(files)
  paths.forEach(assertSafe)
  assert.equal(new Set(paths.map(foldPath)).size, files.length)
  const known = new Map(files.map((one, nth) => [one, paths[nth]]))
  for (let round = 0; round < 100; round++) {
    const shuffled = files.toSorted((left, right) => mixed(left, round) - mixed(right, round))
    planPaths(shuffled).forEach((path, nth) => {
      const one = shuffled[nth]
      assert.equal(path, one && known.get(one))
    })
  }
})

/** A shuffle that is the same in every run. */
const mixed = (one: FileToName, round: number): number =>
  Math.imul(
    Number.parseInt(one.attachmentId.slice(0, 8), 16) * 2654435761 + round * 40503,
    0x9e3779b1,
  )
