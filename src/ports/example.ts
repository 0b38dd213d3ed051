import type { Readable } from 'node:stream'

/** A whole archive of made-up books, for people who want to see one before they connect anything. */
export interface Example {
  /** How it stands; the first question begins the making when there is none yet. */
  look(): Promise<ExampleState>
  /** The bytes of a ready one; null otherwise. Closed with the stream. */
  open(): Promise<OpenExample | null>
}

export type ExampleState =
  | { readonly state: 'ready'; readonly bytes: number; readonly madeAt: number }
  | { readonly state: 'making' | 'failed' }

export interface OpenExample {
  readonly bytes: number
  readonly stream: Readable
}
