import { streamSSE } from 'hono/streaming'
import type { WebContext } from './web-env.ts'

/** A part of the page as it is now. */
export interface LivePart {
  /** The part's `data-live`. */
  readonly id: string
  readonly html: string
  /** Said to screen readers when it changes. */
  readonly say: string
}

/** Something that is looked at live. */
export interface LiveView<T> {
  /** Names it and whose it is: `per_1 status`. What has the same key is read once for all tabs. */
  readonly key: string
  readonly read: () => Promise<T>
  /** Whether it can change by itself; what cannot is looked at seldom, or when its person does something. */
  readonly isBusy: (value: T) => boolean
  readonly parts: (value: T) => readonly LivePart[]
}

const POLL_MS = 1_000
/** How long what rests is taken to be as it was. */
const REST_MS = 15_000
/** How often the session is checked; the remark sent then keeps proxies from closing the stream. */
const CHECK_MS = 15_000
/** Parts tell how long something takes, in minutes: they grow old without a change. */
const FRESH_MS = 60_000

/**
 * Sends parts as server-sent events: all at once, then each that changed, until the browser goes,
 * the session ends (`read` throws) or the server closes.
 */
export function liveStream<T>(c: WebContext, view: LiveView<T>): Response {
  const { clock } = c.var.ports
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    const gone = new AbortController()
    stream.onAbort(() => gone.abort())
    const signals = [gone.signal, c.req.raw.signal, ...(c.env?.closing ? [c.env.closing] : [])]
    const signal = AbortSignal.any(signals)
    const partsToSend = changedParts(c, view)
    let checkedAt = clock.now()
    while (!signal.aborted) {
      const parts = await partsToSend().catch(() => null)
      if (!parts) return
      for (const part of parts) {
        await stream.writeSSE({ event: 'part', data: JSON.stringify(part) })
      }
      if (clock.now() - checkedAt >= CHECK_MS) {
        if (!(await stillSignedIn(c))) return
        await stream.write(': quiet\n\n')
        checkedAt = clock.now()
      }
      await clock.sleep(POLL_MS, signal).catch(() => undefined)
    }
  })
}

/** Gives the parts that differ from those it gave before. */
function changedParts<T>(c: WebContext, view: LiveView<T>): () => Promise<readonly LivePart[]> {
  const { ports, live } = c.var
  const sent = new Map<string, string>()
  let drawn: { readonly value: T; readonly at: number } | null = null
  return async () => {
    const value = await live.latest(view.key, oldest(view, drawn?.value), view.read)
    const now = ports.clock.now()
    if (drawn?.value === value && now - drawn.at < FRESH_MS) return []
    drawn = { value, at: now }
    const changed = view.parts(value).filter((part) => sent.get(part.id) !== part.html)
    for (const part of changed) sent.set(part.id, part.html)
    return changed
  }
}

/** How old a reading may be. A page that has just been drawn must not be told of what was before it. */
function oldest<T>(view: LiveView<T>, before: T | undefined): number {
  if (before === undefined) return 0
  return view.isBusy(before) ? POLL_MS / 2 : REST_MS
}

async function stillSignedIn(c: WebContext): Promise<boolean> {
  const { session, ports } = c.var
  return session !== null && (await ports.app.connect.person(session)) !== null
}
