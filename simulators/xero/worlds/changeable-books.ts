import { createHash } from 'node:crypto'
import { plainText } from '../files/plain.ts'
import type { Row } from './row.ts'
import type { Books, Shape, StoredFile } from './world.ts'

/** How a share of the documents with files shall change. */
export interface Change {
  /** From 0 to 1 of the documents with files. */
  readonly share: number
  /** UTC milliseconds of the change. */
  readonly at: number
  /** Whether attaching and removing files moves UpdatedDateUTC, which Xero does not promise. */
  readonly bumps: boolean
}

/** What was done to one document; a document that was added is a copy of another with a file of its own. */
const DEEDS = [
  ...(['file added', 'file removed', 'file renamed', 'file replaced'] as const),
  ...(['touched', 'voided', 'document added'] as const),
] as const

export type Deed = (typeof DEEDS)[number]

/** Books of which files and times can change while they are read. */
export interface ChangeableBooks extends Books {
  /** Changes every so-manieth document with files, each deed in turn; gives what was done, by record id. */
  change(change: Change): ReadonlyMap<string, Deed>
  /** Takes all files of a record away, and leaves the record. */
  clear(recordId: string): void
  /** HasAttachments of these records says the opposite of what is true. */
  lie(recordIds: readonly string[]): void
}

interface Edit {
  readonly updatedAt: number | null
  readonly files: readonly StoredFile[]
  readonly voided: boolean
  /** Of a record that was added: the index of the one that it is a copy of. */
  readonly copyOf: number | null
}

const UNCHANGED = { updatedAt: null, voided: false, copyOf: null } as const

/** The same books until something is changed; records keep their places. */
export function changeable(books: Books): ChangeableBooks {
  const edits = new Map<string, Edit>()
  const lies = new Set<string>()
  /** The ids of records that were added, by resource; they stand behind the others. */
  const more = new Map<string, string[]>()
  let all: readonly StoredFile[] | null = null

  const idOf = (resource: string, index: number): string | undefined => {
    if (edits.size === 0 && lies.size === 0) return undefined
    if (index >= books.size(resource)) return more.get(resource)?.[index - books.size(resource)]
    const row = books.row(resource, index, { detail: 'summary', unitdp: 2 })
    const id = row[idField(resource)]
    return typeof id === 'string' ? id : undefined
  }
  const placeOfAdded = (id: string) => {
    for (const [resource, ids] of more) {
      const nth = ids.indexOf(id)
      if (nth >= 0) return { resource, index: books.size(resource) + nth }
    }
    return undefined
  }
  const filesOf = (resource: string, index: number): readonly StoredFile[] =>
    edits.get(idOf(resource, index) ?? '')?.files ?? books.filesOf(resource, index)
  const filesNow = (): readonly StoredFile[] => {
    all ??= everyFile(books, edits)
    return all
  }
  const edit = (id: string, files: readonly StoredFile[], change: Partial<Edit> = {}): void => {
    edits.set(id, { ...UNCHANGED, ...edits.get(id), ...change, files })
    all = null
  }
  const addCopy = (resource: string, index: number, like: StoredFile, at: number): string => {
    const id = idFrom(`${like.id} ${at} document`)
    more.set(resource, [...(more.get(resource) ?? []), id])
    const file = { ...added(like, at), parent: { resource, id } }
    edit(id, [file], { updatedAt: at, copyOf: index })
    return id
  }

  return {
    ...books,
    row(resource, index, shape) {
      const id = idOf(resource, index)
      const change = id === undefined ? undefined : edits.get(id)
      const row = books.row(resource, change?.copyOf ?? index, shape)
      if (id === undefined) return row
      const own = change?.copyOf == null ? row : copied(row, idField(resource), id)
      return edited(own, shape, change, lies.has(id))
    },
    size: (resource) => books.size(resource) + (more.get(resource)?.length ?? 0),
    find: (resource, id) => {
      const place = placeOfAdded(id)
      return place?.resource === resource ? place.index : books.find(resource, id)
    },
    objectOf: (id) => placeOfAdded(id) ?? books.objectOf(id),
    filesOf,
    get fileCount() {
      return edits.size === 0 ? books.fileCount : filesNow().length
    },
    fileAt: (number) => {
      const file = edits.size === 0 ? books.fileAt(number) : filesNow()[number]
      if (!file) throw new RangeError(`no file number ${number}`)
      return file
    },
    fileById: (id) =>
      edits.size === 0 ? books.fileById(id) : filesNow().find((file) => file.id === id),
    filesOn: (objectId) => edits.get(objectId)?.files.length ?? books.filesOn(objectId),

    change({ share, at, bumps }) {
      const parents = parentsOf(filesNow())
      const every = Math.max(1, Math.round(1 / share))
      const deeds = new Map<string, Deed>()
      for (let nth = 0; nth < parents.length; nth += every) {
        const id = parents[nth] ?? ''
        const place = books.objectOf(id)
        const deed = DEEDS[deeds.size % DEEDS.length] ?? 'touched'
        if (!place) continue
        const before = filesOf(place.resource, place.index)
        const [first] = before
        if (deed === 'document added' && first) {
          deeds.set(addCopy(place.resource, place.index, first, at), deed)
          continue
        }
        const moved = bumps || deed === 'touched' || deed === 'voided'
        const change = { ...(moved && { updatedAt: at }), ...(deed === 'voided' && VOIDED) }
        edit(id, done(deed, before, at), change)
        deeds.set(id, deed)
      }
      return deeds
    },
    clear: (recordId) => edit(recordId, []),
    lie: (recordIds) => {
      for (const id of recordIds) lies.add(id)
    },
  }
}

/** Where the id's property is not the resource's name without its last letter. */
const ID_FIELDS: Readonly<Record<string, string>> = {
  RepeatingInvoices: 'RepeatingInvoiceID',
}

const idField = (resource: string): string => ID_FIELDS[resource] ?? `${resource.slice(0, -1)}ID`

const VOIDED = { voided: true } as const

const idFrom = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')

/** Attached files first, the library last, as in all books. */
function everyFile(books: Books, edits: ReadonlyMap<string, Edit>): readonly StoredFile[] {
  const attached: StoredFile[] = []
  const library: StoredFile[] = []
  const seen = new Set<string>()
  for (let number = 0; number < books.fileCount; number += 1) {
    const file = books.fileAt(number)
    const now = file.parent && edits.get(file.parent.id)
    if (!file.parent) library.push(file)
    else if (!now) attached.push(file)
    else if (!seen.has(file.parent.id)) attached.push(...now.files)
    if (file.parent) seen.add(file.parent.id)
  }
  for (const [id, { copyOf, files }] of edits) {
    if (copyOf !== null && !seen.has(id)) attached.push(...files)
  }
  return [...attached, ...library]
}

const parentsOf = (files: readonly StoredFile[]): readonly string[] => [
  ...new Set(files.flatMap((file) => (file.parent ? [file.parent.id] : []))),
]

function done(deed: Deed, files: readonly StoredFile[], at: number): readonly StoredFile[] {
  const [first, ...others] = files
  if (!first) return files
  switch (deed) {
    case 'file added':
      return [...files, added(first, at)]
    case 'file removed':
      return others
    case 'file renamed':
      return [{ ...first, name: `renamed ${first.name}` }, ...others]
    case 'file replaced': {
      const body = plainText([`In place of ${first.name}`], first.length + 1, at % 1_000_000)
      return [{ ...first, length: body.length, body }, ...others]
    }
    case 'touched':
    case 'voided':
    case 'document added':
      return files
  }
}

function added(beside: StoredFile, at: number): StoredFile {
  const body = plainText([`Added beside ${beside.name}`], 2_000, at % 1_000_000)
  return {
    ...beside,
    id: idFrom(`${beside.id} ${at}`),
    name: 'added later.txt',
    mimeType: 'text/plain',
    length: body.length,
    createdAt: at,
    body,
  }
}

function edited(row: Row, shape: Shape, edit: Edit | undefined, lies: boolean): Row {
  const has = edit ? edit.files.length > 0 : row['HasAttachments']
  return {
    ...row,
    ...('HasAttachments' in row && { HasAttachments: lies ? !has : has }),
    ...(edit && edit.updatedAt !== null && moment(row, edit.updatedAt)),
    ...(edit?.voided && 'Status' in row && { Status: 'VOIDED' }),
    ...(edit && shape.detail === 'single' && 'Attachments' in row && { Attachments: [] }),
  }
}

/** The same record under an id and a number of its own. */
function copied(row: Row, field: string, id: string): Row {
  const numbers = Object.keys(row).filter((key) => /^[A-Z][A-Za-z]*Number$/.test(key))
  const named = numbers.map((key) => [key, `COPY-${id.slice(0, 8)}`])
  return { ...row, ...Object.fromEntries(named), [field]: id }
}

const moment = (row: Row, at: number): Row => ({
  ...('UpdatedDateUTC' in row && { UpdatedDateUTC: `/Date(${at}+0000)/` }),
  ...('UpdatedDateUTCString' in row && {
    UpdatedDateUTCString: `${new Date(at).toISOString().slice(0, 19)}Z`,
  }),
})
