import { FILE_ATTEMPTS, isPageInsteadOfFile } from '../core/backup.ts'
import { contentCall } from '../core/backup-calls.ts'
import { asLedgerkeepError, LedgerkeepError } from '../core/errors.ts'
import type { Stored } from '../ports/storage.ts'
import type { Backup, BytesKept, KeptFile } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'
import { type Course, fileKey } from './backup-course.ts'

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
  try {
    course.calls += 1
    await fetchFile(ports, backup, file, course, signal)
  } catch (error) {
    signal.throwIfAborted()
    await afterFileFault(ports, file, course, asLedgerkeepError(error), null)
  }
}

/** Bytes of an earlier backup, when they are still there and as long as Xero's list says. */
async function heldBytes(
  ports: AppPorts,
  backup: Backup,
  file: KeptFile,
): Promise<BytesKept | null> {
  const held = await ports.store.backup.held(backup.connectionId, file.attachmentId)
  if (!held || (file.listedBytes !== null && file.listedBytes !== held.bytes)) return null
  return (await ports.storage.size(held.storageKey)) === held.bytes ? held : null
}

/** By attachment id, never by name or by the address Xero gives: names repeat and break addresses. */
async function fetchFile(
  ports: AppPorts,
  backup: Backup,
  file: KeptFile,
  course: Course,
  signal: AbortSignal,
): Promise<void> {
  const download = await ports.xero.open(backup.connectionId, contentCall(file), { signal })
  if (isPageInsteadOfFile(download.contentType, file.mime, file.name)) {
    // Destroyed before its end it emits an error, which ends the process when nobody hears it.
    download.body.on('error', () => undefined).destroy()
    throw await download.spoiled('Xero answered with a page instead of the file.')
  }
  const storageKey = `files/${backup.organisationId}/${file.attachmentId.toLowerCase()}/${backup.id}`
  const stored = await ports.storage.put(storageKey, download.body, signal).catch(async (error) => {
    if (signal.aborted || error instanceof LedgerkeepError) throw error
    throw await download.spoiled(brokenOff(error))
  })
  if (download.length !== null && download.length !== stored.bytes) {
    throw await download.spoiled('The file arrived incomplete.')
  }
  const bytes = { storageKey, ...stored }
  if (file.listedBytes === null || file.listedBytes === stored.bytes) {
    return ports.store.backup.kept(file, bytes)
  }
  if (cameTwice(file, stored)) return keepOdd(ports, file, bytes)
  const told = `${stored.bytes} bytes came, and Xero's list says ${file.listedBytes}.`
  await afterFileFault(ports, file, course, await download.spoiled(told), stored.sha256)
}

/** What the body itself failed with; what the storage says passes unchanged. */
const brokenOff = (cause: unknown): string =>
  `The file broke off on its way (${cause instanceof Error ? cause.message : cause}).`

/** Xero's lists are wrong about lengths at times: the same bytes twice are what Xero has. */
const cameTwice = (file: KeptFile, stored: Stored): boolean =>
  stored.bytes > 0 && file.oddSha256 === stored.sha256

async function keepOdd(ports: AppPorts, file: KeptFile, bytes: BytesKept): Promise<void> {
  const reason = `It is kept with ${bytes.bytes} bytes, as Xero sent it twice. Xero's list says ${file.listedBytes}.`
  const advice = 'Open it to see whether it is whole.'
  await ports.store.backup.except({ ...about(file), reason, advice }, null, null)
  await ports.store.backup.kept(file, bytes)
}

/** A file that fails for a passing reason is set aside and tried again; others become exceptions. */
async function afterFileFault(
  ports: AppPorts,
  file: KeptFile,
  course: Course,
  error: LedgerkeepError,
  oddSha256: string | null,
): Promise<void> {
  const passing = error.kind === 'retry' || error.kind === 'bug'
  if (!passing && error.kind !== 'skip') throw error
  if (passing && file.attempts + 1 < FILE_ATTEMPTS) {
    await ports.store.backup.failedOnce(file, oddSha256)
    course.aside.set(fileKey(file), error)
    return
  }
  const reason = passing ? `It failed ${FILE_ATTEMPTS} times. ${error.message}` : error.message
  const advice = error.hint ?? 'Download it in Xero, or start another backup later.'
  await ports.store.backup.except({ ...about(file), reason, advice }, file, null)
}

const about = (file: KeptFile) => ({
  backupId: file.backupId,
  resource: file.resource,
  recordId: file.recordId,
  number: file.number,
  attachmentId: file.attachmentId,
  name: file.name,
})
