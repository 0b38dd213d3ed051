import type { Readable } from 'node:stream'
import { badAnswer } from '../../core/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { XeroAnswer, XeroCall, XeroDownload } from '../../ports/xero.ts'
import { type HttpAnswer, header } from './http.ts'
import type { Turnstile } from './turnstile.ts'

/** An answer whose body is still to come, and the place in flight that it holds. */
export interface Opened {
  readonly answer: HttpAnswer
  readonly leave: () => void
  readonly turnstile: Turnstile
  readonly sentAt: number
}

/** A body that takes longer than this is given up: a byte a second is no answer. */
const LONGEST_BODY_MS = 900_000

/** The whole body; a page of HTML or nothing at all is not what was asked for. */
export async function readWhole(opened: Opened, call: XeroCall, clock: Clock): Promise<XeroAnswer> {
  const watch = endInTime(opened.answer.body, clock)
  try {
    const body = new Uint8Array(await opened.answer.body.arrayBuffer())
    const contentType = header(opened.answer, 'content-type') ?? ''
    const wantsJson = (call.accept ?? 'application/json') === 'application/json'
    if (body.length === 0 || (wantsJson && /html/i.test(contentType))) {
      throw badAnswer('Xero answered with a page instead of data.')
    }
    opened.turnstile.good(clock.now() - opened.sentAt)
    return { body, contentType }
  } finally {
    watch.stop()
    opened.leave()
  }
}

/** The body as a stream. Its place in flight is free when it has ended, well or not. */
export function asDownload(
  opened: Opened,
  clock: Clock,
  spoiled: XeroDownload['spoiled'],
): XeroDownload {
  const { answer, turnstile, sentAt, leave } = opened
  const length = header(answer, 'content-length')
  const body: Readable = answer.body
  const watch = endInTime(body, clock)
  // Ended before its time it emits an error, which ends the process when nobody hears it.
  body.on('error', () => undefined)
  body.once('end', () => turnstile.good(clock.now() - sentAt))
  body.once('close', () => {
    watch.stop()
    leave()
  })
  return {
    body,
    contentType: header(answer, 'content-type') ?? '',
    length: length !== null && /^\d+$/.test(length) ? Number(length) : null,
    spoiled,
  }
}

function endInTime(body: Readable, clock: Clock): { stop(): void } {
  const over = new AbortController()
  clock.sleep(LONGEST_BODY_MS, over.signal).then(
    () => body.destroy(badAnswer('The answer of Xero did not end.')),
    () => undefined,
  )
  return { stop: () => over.abort(ENDED) }
}

/** A reason of our own: making one for each call costs as much as the call. */
const ENDED = new Error('The answer has ended.')
