/** Something that is not as it should be. */
export interface Problem {
  /**
   * changed: other bytes than the manifest's; missing, extra: a file too few or too many; container: the
   * ZIP itself; malformed: a file that cannot be read; join: two lists that do not agree
   */
  readonly kind: 'changed' | 'missing' | 'extra' | 'container' | 'malformed' | 'join'
  /** The file it is about; empty for the whole. */
  readonly path: string
  readonly text: string
}

/** What is told of a file that the machine does not give. */
export const unreadable = (error: unknown): string =>
  `It cannot be read: ${error instanceof Error ? error.message : String(error)}`

/** An unpacked folder, a ZIP, or the ZIPs of a split archive, as one set of files. */
export interface Source {
  /** Length of each file. */
  readonly files: ReadonlyMap<string, number>
  /** What is wrong with the ZIPs themselves. */
  readonly problems: readonly Problem[]
  read(path: string): AsyncIterable<Uint8Array>
  /** Bytes from `start`; fewer at the file's end. */
  slice(path: string, start: number, length: number): Promise<Uint8Array>
  /** CRC-32 as the ZIP tells it; null for a folder. */
  crcOf(path: string): number | null
  close(): Promise<void>
}
