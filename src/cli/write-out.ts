import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { OpenDownload } from '../app/app.ts'
import { LedgerkeepError, refuse } from '../core/errors.ts'
import type { Reporter } from './reporter.ts'

/** Refuses before any work is done when the ZIP could not be written at its end. */
export async function assertWritable(out: string): Promise<void> {
  try {
    const file = await open(`${out}.part`, 'a')
    await file.close()
    await rm(`${out}.part`, { force: true })
  } catch (cause) {
    throw refuse(
      `${out} can't be written.`,
      'Give --out a file in a folder that exists and is yours.',
      {
        cause,
      },
    )
  }
}

/** Writes the ZIP beside its name first, so that a file of that name is always whole. */
export async function writeOut(
  download: OpenDownload,
  out: string,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<void> {
  const partial = `${out}.part`
  let bytes = 0
  const counting = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length
      reporter.show({ stage: 'download', bytes, bytesTotal: download.bytes })
      done(null, chunk)
    },
  })
  try {
    const body = download.read(0, download.bytes - 1)
    await pipeline(body, counting, createWriteStream(partial, { flush: true }), { signal })
    await rename(partial, out)
  } catch (cause) {
    await rm(partial, { force: true })
    signal.throwIfAborted()
    throw new LedgerkeepError('retry', `The archive could not be written to ${out}.`, {
      hint: 'Check the folder and the free space, then run the same command again: files that the data folder holds are not fetched again.',
      cause,
    })
  }
}
