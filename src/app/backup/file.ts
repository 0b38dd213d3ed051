import { FILE_ATTEMPTS, isPageInsteadOfFile } from '../../core/backup.ts'
import { contentCall, folderOfFiles } from '../../core/backup-calls.ts'
import { asLedgerkeepError, type LedgerkeepError } from '../../core/errors.ts'
import type { Stored } from '../../ports/storage.ts'
import type { Backup, BytesKept, KeptFile } from '../../ports/store/backup.ts'
import type { XeroDownload } from '../../ports/xero.ts'
import type { AppPorts } from '../app-ports.ts'
import { storageDown } from '../slice.ts'
import { permissionWords } from './again.ts'
import { type Course, fileKey } from './course.ts'

/** Fetches one file and keeps it, or takes the bytes that are held already. */
export async function keepFile(
  ports: AppPorts,
  backup: Backup,
  file: KeptFile,
  course: Course,
  signal: AbortSignal,
): Promise<void> {
  const held = await heldBytes(ports, backup, file)
  if (held) return ports.store.backup.kept(file, held)
  course.calls += 1
  const fetched = await fetchFile(ports, backup, file, signal)
  if ('fault' in fetched) {
    return afterFileFault(ports, file, course, fetched.fault, fetched.oddSha256)
  }
  if (fetched.odd) await noteOdd(ports, file, fetched.bytes)
  await ports.store.backup.kept(file, fetched.bytes)
}

/** Bytes that are the file, or what Xero did instead of giving it. */
type Fetched =
  /** `odd` when their length is not the one of Xero's list. */
  | { readonly bytes: BytesKept; readonly odd: boolean }
  /** `oddSha256` for bytes that came in another length than listed. */
  | { readonly fault: LedgerkeepError; readonly oddSha256: string | null }

/** In a few folders, that stay open: one for each file would double what is flushed to the disk. */
const keyOf = (backup: Backup, attachmentId: string): string =>
  `${folderOfFiles(backup)}${attachmentId.slice(-1)}/${attachmentId}`

/**
 * Bytes of an earlier backup, when they are still there and as long as Xero's list says. Those of one
 * that is being deleted may go at any moment.
 */
async function heldBytes(
  ports: AppPorts,
  backup: Backup,
  file: KeptFile,
): Promise<BytesKept | null> {
  const held = await ports.store.backup.held(backup.connectionId, file.attachmentId)
  if (!held || (file.listedBytes !== null && file.listedBytes !== held.bytes)) return null
  // The backup that fetched them is part of the key.
  const lives = await ports.store.keeping.lives(held.storageKey.split('/').slice(2))
  if ([...lives.values()].some((life) => life.deletedAt !== null)) return null
  return (await ports.storage.size(held.storageKey)) === held.bytes ? held : null
}

/**
 * By attachment id, never by name or by the address Xero gives: names repeat and break addresses. What
 * our own storage fails with is thrown: no file is to blame for it.
 */
async function fetchFile(
  ports: AppPorts,
  backup: Backup,
  file: KeptFile,
  signal: AbortSignal,
): Promise<Fetched> {
  const opened = await opening(ports, backup, file, signal)
  if ('fault' in opened) return opened
  const { download } = opened
  const spoiled = async (why: string, oddSha256: string | null = null): Promise<Fetched> => ({
    fault: await download.spoiled(why),
    oddSha256,
  })
  let broken: unknown
  // Destroyed before its end it emits an error, which ends the process when nobody hears it.
  download.body.on('error', (error) => (broken ??= error))
  if (isPageInsteadOfFile(download.contentType, file.mime, file.name)) {
    download.body.destroy()
    return spoiled('Xero answered with a page instead of the file.')
  }
  const storageKey = keyOf(backup, file.attachmentId.toLowerCase())
  const stored = await ports.storage.put(storageKey, download.body, signal).catch((error) => {
    signal.throwIfAborted()
    if (broken === undefined) throw storageDown(error)
    return null
  })
  if (!stored) return spoiled(brokenOff(broken))
  if (download.length !== null && download.length !== stored.bytes) {
    return spoiled('The file arrived incomplete.')
  }
  const bytes = { storageKey, ...stored }
  const { listedBytes } = file
  if (listedBytes === null || listedBytes === stored.bytes) return { bytes, odd: false }
  if (cameTwice(file, stored)) return { bytes, odd: true }
  const told = `${stored.bytes} bytes came, and Xero's list says ${listedBytes}.`
  return spoiled(told, stored.sha256)
}

/** What Xero refuses about this very file is its fault; limits and a lost connection are thrown. */
async function opening(
  ports: AppPorts,
  backup: Backup,
  file: KeptFile,
  signal: AbortSignal,
): Promise<{ readonly download: XeroDownload } | Extract<Fetched, { fault: unknown }>> {
  try {
    const call = contentCall(file)
    return { download: await ports.xero.open(backup.connectionId, call, { signal }) }
  } catch (error) {
    signal.throwIfAborted()
    const fault = asLedgerkeepError(error)
    if (fault.kind === 'wait' || fault.kind === 'reauthorise' || fault.kind === 'refuse') {
      throw fault
    }
    return { fault, oddSha256: null }
  }
}

/** What the body itself failed with. */
const brokenOff = (cause: unknown): string =>
  `The file broke off on its way (${cause instanceof Error ? cause.message : cause}).`

/** Xero's lists are wrong about lengths at times: the same bytes twice are what Xero has. */
const cameTwice = (file: KeptFile, stored: Stored): boolean =>
  stored.bytes > 0 && file.oddSha256 === stored.sha256

async function noteOdd(ports: AppPorts, file: KeptFile, bytes: BytesKept): Promise<void> {
  const reason = `It is kept with ${bytes.bytes} bytes, as Xero sent it twice. Xero's list says ${file.listedBytes}.`
  const advice = 'Open it to see whether it is whole.'
  const cause = 'kept'
  await ports.store.backup.except({ ...about(file), reason, advice, cause }, null, null)
}

/** A file that fails for a passing reason is set aside and tried again; others become exceptions. */
async function afterFileFault(
  ports: AppPorts,
  file: KeptFile,
  course: Course,
  error: LedgerkeepError,
  oddSha256: string | null,
): Promise<void> {
  // Nothing comes right at the moment: Xero, or the line to it, is down.
  if (error.kind === 'wait' || error.kind === 'reauthorise') throw error
  const passing = error.kind === 'retry' || error.kind === 'bug'
  if (passing && file.attempts + 1 < FILE_ATTEMPTS) {
    await ports.store.backup.failedOnce(file, oddSha256)
    course.aside.set(fileKey(file), error)
    return
  }
  const told = passing ? `It failed ${FILE_ATTEMPTS} times. ${error.message}` : error.message
  const reason = permissionWords(error.reason === 'forbidden', told)
  const advice = error.hint ?? 'Download it in Xero, or start another backup later.'
  const cause = error.reason === 'gone' ? ({ cause: 'gone' } as const) : {}
  await ports.store.backup.except({ ...about(file), reason, advice, ...cause }, file, null)
}

const about = (file: KeptFile) => ({
  backupId: file.backupId,
  resource: file.resource,
  recordId: file.recordId,
  number: file.number,
  attachmentId: file.attachmentId,
  name: file.name,
})
