import {
  type AttachmentList,
  changesOf,
  type ListedAttachment,
  readAttachments,
} from '../../core/backup.ts'
import { listCall } from '../../core/backup-calls.ts'
import { resourceNamed } from '../../core/catalogue/index.ts'
import { asLedgerkeepError, badAnswer, type LedgerkeepError } from '../../core/errors.ts'
import type { Backup, BackupDocument, BackupFile, KeptFile } from '../../ports/store/backup.ts'
import type { KnownListing } from '../../ports/store/known.ts'
import type { AppPorts } from '../app-ports.ts'
import { permissionWords } from './again.ts'
import { takeList } from './allowance.ts'
import type { Course } from './course.ts'
import { keepLinks, libraryFile, takeLinks } from './library.ts'
import { isShort } from './odd.ts'

/** Asks Xero for one document's attachments, writes them down as wanted, and gives them. */
export async function listDocument(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  course: Course,
  signal: AbortSignal,
): Promise<readonly KeptFile[]> {
  const { closed } = course
  try {
    const shut = closed.get(document.resource)
    if (shut && shut.times >= CLOSED_AFTER) throw shut.error
    const files = await filesOf(ports, backup, document, course, signal)
    closed.delete(document.resource)
    const taken = await takeList(ports, backup, document, files)
    const { resource, recordId, type, day, number, contact } = document
    return taken.map((file) => ({ ...file, resource, recordId, type, day, number, contact }))
  } catch (error) {
    signal.throwIfAborted()
    const known = asLedgerkeepError(error)
    if (known.kind === 'skip' && known.reason === 'forbidden') {
      const times = (closed.get(document.resource)?.times ?? 0) + 1
      closed.set(document.resource, { times, error: known })
    }
    await afterListFault(ports, backup, document, course, known)
    return []
  }
}

/** Lists of a resource that were refused so often in a row are not asked for any more in the slice. */
const CLOSED_AFTER = 3

async function filesOf(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  course: Course,
  signal: AbortSignal,
): Promise<readonly BackupFile[]> {
  const known = await ports.store.backup.known(backup, document)
  const found =
    known?.unchanged && (await isStillGood(ports, backup, document, known, signal))
      ? known.files
      : await askedFor(ports, backup, document, known, course, signal)
  return found.map((one, position) => ({
    backupId: backup.id,
    documentSeq: document.seq,
    position,
    ...one,
    state: 'wanted' as const,
    attempts: 0,
    storageKey: null,
    bytes: null,
    sha256: null,
    crc32: null,
  }))
}

/** What a file of the library hangs on is data as well, and has to be there. */
async function isStillGood(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  known: KnownListing,
  signal: AbortSignal,
): Promise<boolean> {
  if (!isLibrary(document)) return true
  // Taken off a record, it would hang on nothing, and no time would show it.
  if (known.files.length === 0 || !(await takeLinks(ports, backup, document, known, signal)))
    return false
  await ports.store.backup.remember(backup, document, known.files, [])
  return true
}

const isLibrary = ({ resource }: BackupDocument): boolean =>
  resourceNamed(resource).files?.themselves ?? false

/** Asks Xero, and keeps the list for the next backup. */
async function askedFor(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  known: KnownListing | null,
  course: Course,
  signal: AbortSignal,
): Promise<readonly ListedAttachment[]> {
  course.calls += 1
  const answer = await ports.xero.get(backup.connectionId, listCall(document), { signal })
  const ofLibrary = isLibrary(document)
  if (ofLibrary) await keepLinks(ports, backup, document, answer.body, signal)
  const list = ofLibrary
    ? { files: await libraryFile(ports, backup, document, answer.body), withoutId: [] }
    : attachments(answer.body)
  const short = !ofLibrary && (await isShort(ports, backup, document, list, course, signal))
  const found = list.files
  const changes = changesOf(known?.files ?? [], found)
  const { resource, recordId, number } = document
  const about = { backupId: backup.id, resource, recordId, number }
  await ports.store.backup.remember(
    backup,
    { ...document, expected: expectedNext(document, found.length, short) },
    found,
    changes.map((change) => ({ ...about, ...change })),
  )
  return found
}

/** A list that leaves something out is not good enough; a file of the library counts if it is one. */
const expectedNext = (document: BackupDocument, found: number, short: boolean): number => {
  if (isLibrary(document)) return found
  return short ? -1 : document.expected
}

async function afterListFault(
  ports: AppPorts,
  backup: Backup,
  document: BackupDocument,
  course: Course,
  error: LedgerkeepError,
): Promise<void> {
  if (error.kind !== 'skip' && error.kind !== 'retry') throw error
  if (error.kind === 'retry' && !course.lastTry) {
    course.aside.set(document.recordId, error)
    return
  }
  await ports.store.backup.except(
    {
      backupId: backup.id,
      resource: document.resource,
      recordId: document.recordId,
      number: document.number,
      attachmentId: '',
      name: '',
      reason: permissionWords(
        error.reason === 'forbidden',
        `The list of its files could not be had. ${error.message}`,
      ),
      advice: error.hint ?? '',
      ...(error.reason === 'gone' ? { cause: 'gone' as const } : {}),
    },
    null,
    document,
  )
}

function attachments(body: Uint8Array): AttachmentList {
  const list = parsed(body)
  if (list) return list
  throw badAnswer("Xero's answer holds no list of attachments.")
}

function parsed(body: Uint8Array): AttachmentList | null {
  try {
    return readAttachments(body)
  } catch (cause) {
    throw badAnswer("Xero's list of attachments is not JSON.", { cause })
  }
}
