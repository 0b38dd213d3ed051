import { isGuid } from './backup.ts'
import { resourceNamed } from './catalogue/index.ts'
import { LedgerkeepError } from './errors.ts'

/** One GET below one of Xero's APIs, as the port wants it. */
interface Call {
  readonly api: 'accounting' | 'files'
  readonly path: readonly string[]
  readonly accept?: string
}

interface Named {
  readonly resource: string
  readonly recordId: string
}

/** A PDF that Xero draws stands among the files under an id of ours, which changes with the document. */
const DRAWN = /^pdf-[0-9a-f-]{36}-[0-9a-z_]+$/i

/** The prefix of the keys under which a backup stores what it fetches. */
export const folderOfFiles = (backup: {
  readonly id: string
  readonly organisationId: string
}): string => `files/${backup.organisationId}/${backup.id}/`

/** Whether a file is no upload but drawn by Xero when it is asked for. */
export const isDrawn = (attachmentId: string): boolean => DRAWN.test(attachmentId)

/** Where a document's list of files is; for a file of the library, the list of what it hangs on. */
export function listCall({ resource, recordId }: Named): Call {
  const { files } = resourceNamed(resource)
  if (files?.themselves) return { api: 'files', path: ['Files', recordId, 'Associations'] }
  return { api: 'accounting', path: [files?.endpoint ?? resource, recordId, 'Attachments'] }
}

/**
 * Where a file's bytes are: by its id, never by name or by the address Xero gives, since names repeat
 * and break addresses. A PDF is the document itself, asked for in that form.
 */
export function contentCall(file: Named & { readonly attachmentId: string }): Call {
  const { resource, recordId, attachmentId } = file
  const { files } = resourceNamed(resource)
  const endpoint = files?.endpoint ?? resource
  if (isDrawn(attachmentId)) {
    return { api: 'accounting', path: [endpoint, recordId], accept: 'application/pdf' }
  }
  if (!isGuid(attachmentId)) throw new LedgerkeepError('skip', 'Xero gives it an id that is no id.')
  const accept = 'application/octet-stream'
  if (files?.themselves) return { api: 'files', path: ['Files', attachmentId, 'Content'], accept }
  return { api: 'accounting', path: [endpoint, recordId, 'Attachments', attachmentId], accept }
}
