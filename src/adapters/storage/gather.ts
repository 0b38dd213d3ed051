import { open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { Stretch } from '../../ports/storage.ts'

/** What is to be read, in one message to a thread. */
export interface GatherOrder {
  readonly into: SharedArrayBuffer
  readonly stretches: readonly (Omit<Stretch, 'key'> & { readonly path: string })[]
}

/** The stretch that could not be read; the code is the system's, or SHORT where bytes are missing. */
export interface GatherFailure {
  readonly nth: number
  readonly code: string
  readonly message: string
}

export type GatherAnswer = { readonly crcs: readonly number[] } | GatherFailure

/** Reads without a thread, as long as none is up: slower, but at once. */
export async function gatherHere({ into, stretches }: GatherOrder): Promise<GatherAnswer> {
  const crcs: number[] = []
  try {
    for (const { path, start, length, at, crc32: before } of stretches) {
      const place = new Uint8Array(into, at, length)
      if (!(await fill(path, place, start))) return { nth: crcs.length, code: 'SHORT', message: '' }
      crcs.push(crc32(place, before) >>> 0)
    }
    return { crcs }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return { nth: crcs.length, code, message: error instanceof Error ? error.message : '' }
  }
}

/** False when the file has fewer bytes. */
async function fill(path: string, place: Uint8Array, start: number): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    for (let done = 0; done < place.length; ) {
      const { bytesRead } = await file.read(place, done, place.length - done, start + done)
      if (bytesRead === 0) return false
      done += bytesRead
    }
    return true
  } finally {
    await file.close()
  }
}
