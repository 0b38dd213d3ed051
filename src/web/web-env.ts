import type { Context, Hono } from 'hono'
import type { Person } from '../ports/store/connect.ts'
import type { Assets } from './assets.ts'
import type { LiveReads } from './live-reads.ts'
import type { BlockSender } from './send-blocks.ts'
import type { WebPorts } from './web-ports.ts'

/** What every handler finds in its context. */
export interface WebEnv {
  Bindings: {
    /** Aborted when the server closes, so that event streams end; absent without a server. */
    closing?: AbortSignal
    /** Sends a long body straight to the socket; absent without a server. */
    blocks?: BlockSender
  }
  Variables: {
    ports: WebPorts
    assets: Assets
    live: LiveReads
    /** Who is signed in on this browser. */
    person: Person | null
    session: string | null
  }
}

export type WebContext = Context<WebEnv>
export type WebApp = Hono<WebEnv>
