import { Agent, type Dispatcher, request, fetch as undiciFetch } from 'undici'
import { LedgerkeepError } from '../../core/errors.ts'

/**
 * Every outgoing call to Xero goes through here. undici's own client, not the runtime's fetch: that
 * one ended the process when a server closed a connection whose body was paused.
 */
export interface Http {
  get(url: string, headers: Record<string, string>, signal?: AbortSignal): Promise<HttpAnswer>
  delete(url: string, headers: Record<string, string>): Promise<HttpAnswer>
  /** A fetch for libraries that want one. */
  readonly fetch: typeof undiciFetch
  close(): Promise<void>
}

export type HttpAnswer = Pick<Dispatcher.ResponseData, 'statusCode' | 'headers' | 'body'>

/** `timeoutMs` of silence, real time, ends a call. */
export function createHttp(timeoutMs = 60_000): Http {
  const agent = new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: 15_000 },
    keepAliveTimeout: 10_000,
  })
  const call = async (
    method: 'GET' | 'DELETE',
    url: string,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ) => {
    try {
      return await request(url, { method, headers, dispatcher: agent, ...(signal && { signal }) })
    } catch (error) {
      throw networkError(error)
    }
  }
  return {
    get: (url, headers, signal) => call('GET', url, headers, signal),
    delete: (url, headers) => call('DELETE', url, headers),
    fetch: (url, init) => undiciFetch(url, { ...init, dispatcher: agent }),
    close: () => agent.destroy(),
  }
}

/** A dropped, refused or silent connection: worth another try. */
export function networkError(error: unknown): LedgerkeepError {
  if (error instanceof LedgerkeepError) return error
  const message = error instanceof Error ? error.message : String(error)
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause.message : ''
  const why = [message, inner].filter(Boolean).join(': ')
  return new LedgerkeepError('retry', `The connection to Xero broke (${why}).`, {
    hint: 'Check that this machine reaches the internet and that Xero is up, then try again.',
    waitsFor: 'line',
    cause: error,
  })
}

/** A header's first value, or null. */
export function header(answer: HttpAnswer, name: string): string | null {
  const value = answer.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}
