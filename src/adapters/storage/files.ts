import { renameSync } from 'node:fs'
import { type FileHandle, open, opendir, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { addAbortSignal, Readable } from 'node:stream'
import { LedgerkeepError } from '../../core/errors.ts'
import type { Storage } from '../../ports/storage.ts'
import { removeEmpty } from './empty-folders.ts'
import { storageError } from './errors.ts'
import { Folders } from './folders.ts'
import type { GatherFailure } from './gather.ts'
import { checkKey, checkPrefix } from './keys.ts'
import { openPartials, PARTIALS } from './partials.ts'
import { createReaders } from './readers.ts'
import { writeFlushed } from './writing.ts'

const READ_BYTES = 65_536
/** How often a folder may be deleted by somebody else while an object is on its way into it. */
const MOVES = 5

/**
 * Objects as files below `root`, the key as the path. An object appears under its key only when all
 * of it is on the disk: it is written under another name, flushed, renamed, and its folder flushed.
 */
export function openFiles(root: string): Storage {
  const partialPath = openPartials(root)
  const folders = new Folders(root)
  const pathOf = (key: string): string => join(root, checkKey(key))
  const readers = createReaders()

  return {
    async put(key, body, signal) {
      const path = pathOf(key)
      const partial = partialPath()
      const source = watched(body, signal)
      try {
        signal?.throwIfAborted()
        const stored = await writeFlushed(partial, source.chunks)
        signal?.throwIfAborted()
        await moveInto(folders, partial, path)
        await folders.flush(dirname(path))
        return stored
      } catch (error) {
        source.stop()
        await unlink(partial).catch(() => undefined)
        if (signal?.aborted) throw signal.reason
        // What the source said is no fault of the storage: its caller knows what to make of it.
        throw source.failure() ?? storageError(error, key)
      }
    },

    async open(key, range) {
      const handle = await openForReading(pathOf(key), key)
      return handle.createReadStream({
        start: range?.start ?? 0,
        end: range?.end ?? Infinity,
        highWaterMark: READ_BYTES,
      })
    },

    async gather(stretches, into) {
      const orders = stretches.map(({ key, ...rest }) => ({ ...rest, path: pathOf(key) }))
      const answer = await readers.ask({ into, stretches: orders })
      if ('crcs' in answer) return answer.crcs
      throw gatherError(answer, stretches[answer.nth]?.key ?? '')
    },

    async size(key) {
      try {
        const facts = await stat(pathOf(key))
        return facts.isFile() ? facts.size : null
      } catch (error) {
        if (isAbsent(error)) return null
        throw storageError(error, key)
      }
    },

    async delete(key) {
      const path = pathOf(key)
      try {
        await unlink(path)
      } catch (error) {
        if (!isAbsent(error)) throw storageError(error, key)
      }
      await removeEmpty(root, dirname(path), folders)
    },

    list: (prefix) => keysBelow(root, checkPrefix(prefix)),
    async close() {
      await Promise.all([folders.close(), readers.close()])
    },
  }
}

async function moveInto(folders: Folders, partial: string, path: string): Promise<void> {
  const folder = dirname(path)
  for (let times = 1; ; times++) {
    try {
      await folders.make(folder)
      renameSync(partial, path)
      return
    } catch (error) {
      if (!isAbsent(error) || times === MOVES) throw error
      // It was there, and somebody has deleted it since.
      void folders.forget(folder)
    }
  }
}

interface Source {
  readonly chunks: AsyncIterable<Uint8Array>
  /** What the source itself failed with, if it did. */
  failure(): unknown
  stop(): void
}

function watched(body: Readable | Uint8Array, signal: AbortSignal | undefined): Source {
  let failure: unknown
  // It may fail before the first byte is asked for, and an error that nobody hears ends the process.
  if (body instanceof Readable) body.once('error', (error) => (failure ??= error))
  // A destroyed stream ends the loop that reads it, even while it waits for bytes.
  if (signal && body instanceof Readable) addAbortSignal(signal, body)
  async function* chunks(): AsyncGenerator<Uint8Array> {
    if (!(body instanceof Readable)) return yield body
    const reading = body[Symbol.asyncIterator]()
    try {
      for (;;) {
        const step = await reading.next().catch((error: unknown) => {
          failure = error
          throw error
        })
        if (step.done) return
        yield typeof step.value === 'string' ? Buffer.from(step.value) : step.value
      }
    } finally {
      await reading.return?.()
    }
  }
  return {
    chunks: chunks(),
    failure: () => failure,
    stop: () => void (body instanceof Readable && body.destroy()),
  }
}

async function openForReading(path: string, key: string): Promise<FileHandle> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (error) {
    throw isAbsent(error) ? absent(key) : storageError(error, key)
  }
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  throw absent(key)
}

async function* keysBelow(root: string, prefix: string): AsyncGenerator<string> {
  let folder: Awaited<ReturnType<typeof opendir>>
  try {
    folder = await opendir(join(root, prefix))
  } catch (error) {
    if (isAbsent(error)) return
    throw storageError(error, prefix)
  }
  for await (const entry of folder) {
    if (entry.isFile()) yield prefix + entry.name
    else if (entry.isDirectory() && entry.name !== PARTIALS) {
      yield* keysBelow(root, `${prefix}${entry.name}/`)
    }
  }
}

function gatherError({ code, message }: GatherFailure, key: string): LedgerkeepError {
  if (code === 'SHORT') {
    return new LedgerkeepError('retry', `The stored object ${key} is shorter than it was.`)
  }
  if (code === 'EIO') {
    return new LedgerkeepError('skip', `The disk can't read the stored object ${key}.`)
  }
  const error = Object.assign(new Error(message), { code })
  return isAbsent(error) ? absent(key) : storageError(error, key)
}

const absent = (key: string): LedgerkeepError =>
  new LedgerkeepError('skip', `There is no stored object ${key}.`)

/** ENOTDIR: a key below what is an object itself. */
const isAbsent = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'ENOENT' || code === 'ENOTDIR'
}
