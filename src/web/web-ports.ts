import type { App } from '../app/app.ts'
import type { Clock } from '../ports/clock.ts'
import type { Example } from '../ports/example.ts'
import type { Log } from '../ports/log.ts'
import type { Outbox } from '../ports/mail.ts'
import type { Random } from '../ports/random.ts'

/** What the web room is given. */
export interface WebPorts {
  readonly app: App
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly site: Site
  /** Absent where nobody makes one. */
  readonly example?: Example
  /** Shown at `/outbox` in the demonstration only. */
  readonly outbox: Outbox | null
}

/** Facts of this installation that pages show. */
export interface Site {
  /** Without a trailing slash: `https://backup.example.com`. */
  readonly baseUrl: string
  /** Simulators instead of Xero and Stripe. */
  readonly demonstration: { readonly xeroUrl: string; readonly stripeUrl: string } | null
  /** Whether customers pay here; false on a self-hosted installation. */
  readonly paid: boolean
  readonly operator: {
    readonly name: string
    readonly address: string
    readonly email: string
    readonly vatNumber: string
  }
  /**
   * Origins a form may be redirected to besides our own: Xero's login and the payment page. Absent
   * means the simulators' in a demonstration, or else those of Xero and Stripe.
   */
  readonly formTargets?: readonly string[]
  /** What is asked of Xero; absent means the least that a full backup needs. */
  readonly scopes?: readonly string[]
}
