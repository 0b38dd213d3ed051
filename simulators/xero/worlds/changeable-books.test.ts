import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ChangeableBooks, changeable, type Deed } from './changeable-books.ts'
import { namedWorld } from './generated-world.ts'

const AT = Date.UTC(2026, 10, 22, 12)
const LINES = { detail: 'lines', unitdp: 2 } as const

function demo(): ChangeableBooks {
  const [books] = namedWorld('demo', AT).organisations
  assert.ok(books)
  return changeable(books)
}

const every = (books: ChangeableBooks) =>
  Array.from({ length: books.fileCount }, (_, number) => books.fileAt(number))

const rowOf = (books: ChangeableBooks, id: string) => {
  const place = books.objectOf(id)
  assert.ok(place)
  return books.row(place.resource, place.index, LINES)
}

test('each deed does to a document what it says', () => {
  const books = demo()
  const before = demo()
  const deeds = books.change({ share: 0.1, at: AT, bumps: true })
  const told = new Set<Deed>()
  for (const [id, deed] of deeds) {
    told.add(deed)
    const files = books.filesOn(id) - before.filesOn(id)
    const row = rowOf(books, id)
    if (deed === 'file added' || deed === 'document added') assert.equal(files, 1, deed)
    else assert.equal(files, deed === 'file removed' ? -1 : 0, deed)
    if ('UpdatedDateUTC' in row) assert.equal(row.UpdatedDateUTC, `/Date(${AT}+0000)/`)
    if (deed === 'voided' && 'Status' in row) assert.equal(row.Status, 'VOIDED')
    if (deed === 'document added') assert.equal(before.objectOf(id), undefined)
  }
  assert.equal(told.size, 7)
})

test('a document that was added stands in its list, with an id and files of its own', () => {
  const books = demo()
  const before = demo()
  const deeds = books.change({ share: 0.1, at: AT, bumps: false })
  const [[id] = ['']] = [...deeds].filter(([, deed]) => deed === 'document added')
  const place = books.objectOf(id)
  assert.ok(place)
  const { resource, index } = place
  assert.equal(books.size(resource), before.size(resource) + 1)
  assert.equal(books.find(resource, id), index)
  assert.ok(Object.values(rowOf(books, id)).includes(id))
  const [file] = books.filesOf(resource, index)
  assert.deepEqual(file?.parent, { resource, id })
  assert.equal(books.fileById(file.id)?.id, file.id)
})

test('every file that hangs on something is counted once, the library last', () => {
  const books = demo()
  books.change({ share: 0.1, at: AT, bumps: true })
  const files = every(books)
  assert.equal(new Set(files.map((file) => file.id)).size, files.length)
  const attached = files.filter((file) => file.parent)
  for (const { parent } of attached) assert.ok(parent && books.filesOn(parent.id) > 0)
  const parents = new Set(attached.map((file) => file.parent?.id ?? ''))
  const hanging = [...parents].reduce((sum, id) => sum + books.filesOn(id), 0)
  assert.equal(hanging, attached.length)
  assert.ok(files.slice(attached.length).every((file) => !file.parent))
})
