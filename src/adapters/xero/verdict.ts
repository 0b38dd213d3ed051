import { badAnswer, LedgerkeepError } from '../../core/errors.ts'
import type { LimitNews, LimitProblem } from '../../core/limits.ts'
import { type HttpAnswer, header } from './http.ts'

/** What an answer means for the caller. */
export type Verdict =
  | { readonly kind: 'good' }
  /** the token ran out: refresh and try once more */
  | { readonly kind: 'stale token' }
  | { readonly kind: 'limited' }
  | { readonly kind: 'error'; readonly error: LedgerkeepError }

/** What the limit headers of an answer say (names and values as recorded from Xero). */
export function limitNews(answer: HttpAnswer, now: number): LimitNews {
  const problem = header(answer, 'x-rate-limit-problem')?.toLowerCase() ?? ''
  return {
    dayRemaining: wholeNumber(header(answer, 'x-daylimit-remaining')),
    problem: answer.statusCode === 429 ? limitProblem(problem) : null,
    retryAfterSeconds: secondsToWait(header(answer, 'retry-after'), now),
  }
}

/** Seconds, or a date of HTTP; null for anything else. */
function secondsToWait(text: string | null, now: number): number | null {
  const seconds = wholeNumber(text)
  if (seconds !== null || text === null || !/[a-z]/i.test(text)) return seconds
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.ceil((at - now) / 1000)
}

function limitProblem(text: string): LimitProblem {
  if (text.startsWith('day')) return 'day'
  if (text.startsWith('app')) return 'app'
  if (text.startsWith('minute')) return 'minute'
  // Xero names the concurrency limit nowhere; an unnamed 429 is taken for it and tried again soon.
  return 'concurrent'
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null
}

/** Judges an answer whose status is not a success by status and, where Xero tells more, by its text. */
export function judge(answer: HttpAnswer, bodyText: string): Verdict {
  const status = answer.statusCode
  if (status >= 200 && status < 300) return { kind: 'good' }
  if (status === 429) return { kind: 'limited' }
  if (status === 401) return unauthorised(answer, bodyText)
  return { kind: 'error', error: failure(status, bodyText) }
}

function unauthorised(answer: HttpAnswer, bodyText: string): Verdict {
  // Xero spells it `insufficent_scope`; both spellings are met.
  const challenge = header(answer, 'www-authenticate') ?? ''
  if (/insuffici?ent_scope/.test(challenge)) {
    const error = new LedgerkeepError('skip', 'Xero did not grant the permission for this.', {
      hint: 'Connect again and grant the permission on the page of Xero.',
      reason: 'forbidden',
    })
    return { kind: 'error', error }
  }
  if (/AuthenticationUnsuccessful/.test(bodyText)) {
    return { kind: 'error', error: needsReconnect() }
  }
  // The token is good: a new one, or connecting anew, would be refused just so.
  if (/AuthorizationUnsuccessful/.test(bodyText)) {
    return { kind: 'error', error: failure(403, bodyText) }
  }
  return { kind: 'stale token' }
}

function failure(status: number, bodyText: string): LedgerkeepError {
  if (status === 403) {
    return new LedgerkeepError('skip', FORBIDDEN, {
      hint: 'Give the person who connected it the right to read this in Xero, and scan again.',
      reason: 'forbidden',
    })
  }
  if (status === 404 || status === 410) {
    return new LedgerkeepError('skip', 'Xero says this is not there any more.', {
      hint: 'It was deleted in Xero. Nothing else is affected.',
      reason: 'gone',
    })
  }
  if (status >= 500) {
    const offline = /organisation is offline/i.test(bodyText)
    return badAnswer(offline ? OFFLINE : `Xero answered ${status}.`)
  }
  return new LedgerkeepError('skip', `Xero refused this call (${status}).`, {
    hint: 'Tell the operator: Xero does not accept how this was asked.',
  })
}

export const FORBIDDEN = 'Xero does not let this person, or on this plan, read it.'
export const OFFLINE = 'Xero says that the organisation is offline.'

export const needsReconnect = (): LedgerkeepError =>
  new LedgerkeepError('reauthorise', 'Xero does not accept the connection any more.', {
    hint: 'Connect the organisation again. What was backed up so far is kept.',
    waitsFor: 'connection',
  })
