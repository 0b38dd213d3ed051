import type { Readable } from 'node:stream'

export interface Stored {
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha256: string
  /** Unsigned 32 bits, as ZIP wants it. */
  readonly crc32: number
}

/** Bytes of one object, and where they go. */
export interface Stretch {
  readonly key: string
  /** 0-based, in the object. */
  readonly start: number
  readonly length: number
  /** Place of the first one in what is filled. */
  readonly at: number
  /** CRC-32 of the bytes before, to go on from; 0 where there are none. */
  readonly crc32: number
}

/**
 * Objects of bytes, written once and never changed. Keys are `/`-separated segments of
 * `[A-Za-z0-9._-]`, chosen by us, never by a person.
 */
export interface Storage {
  /**
   * Stores the whole stream under the key, durably (flushed) before it resolves, or nothing at all.
   * Hash, CRC and length are taken on the way. A key that exists already is replaced in one step.
   */
  put(key: string, body: Readable | Uint8Array, signal?: AbortSignal): Promise<Stored>
  /** The bytes from `start` (0-based) to `end` (included), or to the last. `skip` error when absent. */
  open(key: string, range?: { readonly start: number; readonly end?: number }): Promise<Readable>
  /**
   * Reads stretches of several objects in one step, each to its place in `into`, and gives the CRC-32 of
   * each: for many small objects, of which a stream each would cost more than the bytes. Nothing else may
   * use those places until it is done. `skip` error when an object is absent, `retry` when it is too short.
   */
  gather(stretches: readonly Stretch[], into: SharedArrayBuffer): Promise<readonly number[]>
  /** Length in bytes, or null when absent. */
  size(key: string): Promise<number | null>
  /** Deletes one object; one that is absent already is no error. */
  delete(key: string): Promise<void>
  /** The keys below a prefix that ends in `/`, in no order. */
  list(prefix: string): AsyncIterable<string>
  /** Frees what the adapter holds. */
  close(): Promise<void>
}
