import { asLedgerkeepError, LedgerkeepError } from '../core/errors.ts'

/** How a slice of a job ended, for the worker. */
export type SliceEnd =
  | { readonly kind: 'finished' }
  /** more to do: call again at once */
  | { readonly kind: 'more' }
  /** nothing can be done before `at` */
  | { readonly kind: 'wait'; readonly at: number }
  /** it did not work: again at `at`, and the attempt counts */
  | { readonly kind: 'failed'; readonly at: number }

export const FINISHED: SliceEnd = { kind: 'finished' }
export const MORE: SliceEnd = { kind: 'more' }
export const waitUntil = (at: number): SliceEnd => ({ kind: 'wait', at })
export const failedUntil = (at: number): SliceEnd => ({ kind: 'failed', at })

/**
 * The disk is full or fails: nothing of Xero's is to blame, so that the whole job waits and takes a look
 * now and then.
 */
export function storageDown(error: unknown): LedgerkeepError {
  const { message, hint, waitsFor } = asLedgerkeepError(error)
  return new LedgerkeepError('wait', message, {
    hint,
    waitsFor: waitsFor ?? undefined,
    cause: error,
  })
}

/** Tasks that run together; Xero allows five calls in flight. */
export const TOGETHER = 5

/**
 * Runs the tasks, `TOGETHER` at a time, in their order. The first error lets no further task begin; it
 * is thrown once those under way have ended, so that nothing goes on behind the caller's back.
 */
export async function together(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  let next = 0
  let failure: { readonly error: unknown } | null = null
  const lane = async (): Promise<void> => {
    for (;;) {
      const task = failure ? undefined : tasks[next]
      if (!task) return
      next += 1
      try {
        await task()
      } catch (error) {
        failure ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(TOGETHER, tasks.length) }, lane))
  const failed = failure as { readonly error: unknown } | null
  if (failed) throw failed.error
}
