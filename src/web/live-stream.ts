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

const POLL_MS = 1_000
/** How often the session is checked; the remark sent then keeps proxies from closing the stream. */
const CHECK_MS = 15_000

/**
 * Sends parts as server-sent events: all at once, then each that changed, until the browser goes,
 * the session ends (`read` throws) or the server closes.
 */
export function liveStream(c: WebContext, read: () => Promise<readonly LivePart[]>): Response {
  const { clock } = c.var.ports
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    const gone = new AbortController()
    stream.onAbort(() => gone.abort())
    const signals = [gone.signal, c.req.raw.signal, ...(c.env?.closing ? [c.env.closing] : [])]
    const signal = AbortSignal.any(signals)
    const sent = new Map<string, string>()
    let checkedAt = clock.now()
    while (!signal.aborted) {
      const parts = await read().catch(() => null)
      if (!parts) return
      for (const part of parts.filter((one) => sent.get(one.id) !== one.html)) {
        await stream.writeSSE({ event: 'part', data: JSON.stringify(part) })
        sent.set(part.id, part.html)
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

async function stillSignedIn(c: WebContext): Promise<boolean> {
  const { session, ports } = c.var
  return session !== null && (await ports.app.connect.person(session)) !== null
}
