export type JobKind =
  | 'scan'
  | 'backup'
  | 'archive'
  | 'payment'
  | 'mail'
  | 'sweep'
  | 'reconcile'
  | 'delete'

export interface Job {
  readonly id: string
  readonly kind: JobKind
  /** The record it works on; at most one job per kind and subject exists. */
  readonly subjectId: string
  readonly attempts: number
  /** Proves that the lease is ours; a worker that lost it is refused. */
  readonly lease: string
}

/** A queue of durable jobs. A job stays until it is finished; a worker that dies loses its lease. */
export interface Jobs {
  /** Adds the job, or moves the one that waits already to the earlier of both instants. */
  add(kind: JobKind, subjectId: string, runAt: number): Promise<void>
  /** Takes the job that has been due longest, for `leaseMs`; null when none is due. Some kinds may be left. */
  take(now: number, leaseMs: number, without?: readonly JobKind[]): Promise<Job | null>
  /** Makes the lease last until `now + leaseMs`; false when it is not ours any more. */
  renew(job: Job, now: number, leaseMs: number): Promise<boolean>
  /** Puts the job back for `runAt`; `failed` counts an attempt, otherwise attempts start anew. */
  again(job: Job, runAt: number, failed: boolean): Promise<void>
  finish(job: Job): Promise<void>
  /** Frees every lease at start-up, when nobody else can be working. */
  releaseAll(): Promise<void>
  /** When the next job is due that is of none of these kinds, or null. */
  nextAt(without?: readonly JobKind[]): Promise<number | null>
}
