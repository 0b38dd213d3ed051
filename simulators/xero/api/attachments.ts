import { notFound, type Reply } from '../reply.ts'
import type { Row } from '../worlds/row.ts'
import type { Books, StoredFile } from '../worlds/world.ts'
import { type Envelope, envelope } from './envelope.ts'

/** The files of a record. */
export function attachmentList(
  books: Books,
  resource: string,
  index: number,
  recordId: string,
  base: string,
  wrapping: Envelope,
): Reply {
  const rows = books
    .filesOf(resource, index)
    .map((file) => attachmentRow(resource, recordId, file, base))
  return envelope(wrapping, 'Attachments', rows)
}

function attachmentRow(resource: string, recordId: string, file: StoredFile, base: string): Row {
  return {
    AttachmentID: file.id,
    FileName: file.name,
    // The name stands there unescaped, as it does in Xero's own answers.
    Url: `${base}/${resource}/${recordId}/Attachments/${file.name}`,
    MimeType: file.mimeType,
    ContentLength: file.length,
    IncludeOnline: file.includeOnline ? true : undefined,
  }
}

/** By id, or by name: of two files with one name only the first can be had by it. */
export function attachmentContent(
  books: Books,
  resource: string,
  index: number,
  nameOrId: string,
): Reply {
  const byId = books.fileById(nameOrId.toLowerCase())
  if (byId !== undefined) return belongs(books, byId, resource, index) ? content(byId) : notFound()
  const named = books.filesOf(resource, index).find((one) => one.name === nameOrId)
  return named === undefined ? notFound() : content(named)
}

function belongs(books: Books, file: StoredFile, resource: string, index: number): boolean {
  const { parent } = file
  return parent?.resource === resource && books.find(resource, parent.id) === index
}

export function content(file: StoredFile): Reply {
  return {
    status: 200,
    headers: {
      'Content-Type': file.mimeType,
      // The name follows without `filename=`. A header holds Latin-1 only: other signs are escaped.
      'Content-Disposition': `attachment; ${headerText(file.name)}`,
    },
    body: file.body,
  }
}

function headerText(name: string): string {
  return /^[\x20-\x7e]+$/.test(name) ? name : encodeURIComponent(name)
}
