/** The only source of time. Instants are UTC ms. */
export interface Clock {
  now(): number
  /** Resolves after `ms` of this clock, or rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
