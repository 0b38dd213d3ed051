import type { Readable } from 'node:stream'

export interface Stored {
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha256: string
  /** Unsigned 32 bits, as ZIP wants it. */
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
   * Fills `into` with the object's bytes from `start` on, in one step: for small objects, of which many
   * are wanted. `skip` error when absent, `retry` when there are fewer bytes.
   */
  read(key: string, into: Uint8Array, start?: number): Promise<void>
  /** Length in bytes, or null when absent. */
  size(key: string): Promise<number | null>
  /** Deletes one object; one that is absent already is no error. */
  delete(key: string): Promise<void>
  /** The keys below a prefix that ends in `/`, in no order. */
  list(prefix: string): AsyncIterable<string>
  /** Frees what the adapter holds. */
  close(): Promise<void>
}
