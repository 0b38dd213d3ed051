import { decimalOf, parseExact } from './decimal.ts'

/** One attachment as Xero's list tells it. */
export interface ListedAttachment {
  readonly attachmentId: string
  readonly name: string
  readonly mime: string
  /** Xero tells it as a number, its documents show a text; null when it is neither. */
  readonly listedBytes: number | null
}

/** The attachments in Xero's answer to `/{Endpoint}/{id}/Attachments`; entries without an id are left out. */
export function readAttachments(body: Uint8Array): readonly ListedAttachment[] {
  const envelope = parseExact(new TextDecoder().decode(body)) as { Attachments?: unknown } | null
  const list = Array.isArray(envelope?.Attachments) ? envelope.Attachments : []
  const seen = new Set<string>()
  return list.flatMap((entry: Readonly<Record<string, unknown>> | null) => {
    const attachmentId = text(entry?.['AttachmentID'])
    if (!attachmentId || seen.has(attachmentId)) return []
    seen.add(attachmentId)
    return [
      {
        attachmentId,
        name: text(entry?.['FileName']) || attachmentId,
        mime: text(entry?.['MimeType']),
        listedBytes: length(entry?.['ContentLength']),
      },
    ]
  })
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
