import { subscribe } from 'node:diagnostics_channel'
import type { EventEmitter } from 'node:events'

/**
 * What this process is doing that takes real time and no time of a virtual clock: HTTP on either end,
 * requests to the file system, cryptography off the main thread, and what a test names itself.
 */
export interface Doing {
  /** HTTP requests that were sent and are not answered to their end. */
  readonly asked: number
  /** HTTP requests that arrived and are not answered to their end. */
  readonly answering: number
  /** Everything else, in words. */
  readonly other: readonly string[]
}

const asked = new Set<object>()
const answering = new Set<object>()
const named = new Map<object, string>()
/** `MessagePort` stands for a thread that works: one that rests keeps no process alive and is not listed. */
const BUSY_RESOURCES = /^(FSReq|CloseReq|FileHandleCloseReq|GetAddrInfo|FSWrap|MessagePort)/

let watching = false

/** Begins to watch, once for the process. */
export function watchActivity(): void {
  if (watching) return
  watching = true
  subscribe('undici:request:create', (message) => asked.add(part(message, 'request')))
  subscribe('undici:request:trailers', (message) => asked.delete(part(message, 'request')))
  subscribe('undici:request:error', (message) => asked.delete(part(message, 'request')))
  subscribe('http.client.request.start', (message) => untilClosed(asked, part(message, 'request')))
  subscribe('http.server.request.start', (message) =>
    untilClosed(answering, part(message, 'response')),
  )
  watchCryptography()
}

export const doing = (): Doing => ({
  asked: asked.size,
  answering: answering.size,
  other: [
    ...named.values(),
    ...process.getActiveResourcesInfo().filter((kind) => BUSY_RESOURCES.test(kind)),
  ],
})

/** Counts a promise as something under way until it settles; for work in other threads. */
export function busyWith<T>(what: string, work: Promise<T>): Promise<T> {
  const key = {}
  named.set(key, what)
  return work.finally(() => named.delete(key))
}

const part = (message: unknown, name: string): object =>
  (message as Readonly<Record<string, object>>)[name] ?? {}

function untilClosed(set: Set<object>, request: object): void {
  set.add(request)
  ;(request as EventEmitter).once('close', () => set.delete(request))
}

/** Checking a token's signature happens in a thread that no list of resources shows. */
function watchCryptography(): void {
  const methods: Record<string, unknown> = Object.getPrototypeOf(crypto.subtle)
  for (const name of ['verify', 'sign', 'digest', 'importKey', 'generateKey']) {
    const plain = methods[name] as (...args: unknown[]) => Promise<unknown>
    methods[name] = function (this: unknown, ...args: unknown[]) {
      return busyWith(`crypto.subtle.${name}`, plain.apply(this, args))
    }
  }
}
