import { valueAt } from './catalogue/index.ts'
import { decimalOf, parseExact } from './decimal.ts'

/** One attachment as Xero's list tells it. */
export interface ListedAttachment {
  readonly attachmentId: string
  readonly name: string
  readonly mime: string
  /** Xero tells it as a number, its documents show a text; null when it is neither. */
  readonly listedBytes: number | null
}

/** What Xero's answer to `/{Endpoint}/{id}/Attachments` holds. */
export interface AttachmentList {
  /** Each once. */
  readonly files: readonly ListedAttachment[]
  /** The names of entries without an id, which cannot be fetched. */
  readonly withoutId: readonly string[]
}

/** Reads the answer; null when it holds no list, which must not be taken for an empty one. */
export function readAttachments(body: Uint8Array): AttachmentList | null {
  const answer = parseExact(new TextDecoder().decode(body))
  const list = Array.isArray(answer) ? answer : valueAt(answer, 'Attachments')
  if (list === null) return { files: [], withoutId: [] }
  if (!Array.isArray(list)) return null
  const files = new Map<string, ListedAttachment>()
  const withoutId: string[] = []
  for (const entry of list) {
    const attachmentId = text(valueAt(entry, 'AttachmentID')).trim()
    const name = text(valueAt(entry, 'FileName'))
    if (attachmentId === '') withoutId.push(name || 'a file without a name')
    else if (!files.has(attachmentId)) {
      files.set(attachmentId, {
        attachmentId,
        name: name || attachmentId,
        mime: text(valueAt(entry, 'MimeType')),
        listedBytes: length(valueAt(entry, 'ContentLength')),
      })
    }
  }
  return { files: [...files.values()], withoutId }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function length(value: unknown): number | null {
  const number = Number(decimalOf(value) ?? Number.NaN)
  return Number.isSafeInteger(number) && number >= 0 ? number : null
}

/** How a file that was in a document's list is told apart from what the list holds now. */
export interface ListChange {
  readonly attachmentId: string
  /** As it was called before. */
  readonly name: string
  readonly change: 'vanished' | 'changed' | 'renamed'
}

/** What became of the files of a list that was read before; files that are new are no change of theirs. */
export function changesOf(
  before: readonly ListedAttachment[],
  now: readonly ListedAttachment[],
): readonly ListChange[] {
  const listed = new Map(now.map((file) => [file.attachmentId, file]))
  return before.flatMap(({ attachmentId, name, listedBytes }): readonly ListChange[] => {
    const file = listed.get(attachmentId)
    if (!file) return [{ attachmentId, name, change: 'vanished' }]
    if (file.listedBytes !== listedBytes) return [{ attachmentId, name, change: 'changed' }]
    return file.name === name ? [] : [{ attachmentId, name, change: 'renamed' }]
  })
}

/** A file that failed this often becomes an exception. */
export const FILE_ATTEMPTS = 5

/** Xero's ids go into storage keys only when they are the GUIDs they should be. */
export const isGuid = (id: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)

/**
 * Whether an answer that claims to be a file is really a page of HTML (a login or an error page served
 * with status 200): such bytes must not be kept as the file.
 */
export function isPageInsteadOfFile(
  contentType: string,
  listedMime: string,
  name: string,
): boolean {
  if (!/text\/html/i.test(contentType)) return false
  return !/html/i.test(listedMime) && !/\.x?html?$/i.test(name)
}
