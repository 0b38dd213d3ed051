import { randomBytes } from 'node:crypto'

const DAY_MS = 86_400_000
const LIFE_MS = 60 * DAY_MS
const GRACE_MS = 30 * 60_000

export interface Grant {
  readonly clientId: string
  readonly userId: string
  readonly scope: string
  readonly authEventId: string
  readonly authTime: number
}

export interface IssuedToken {
  readonly grant: Grant
  readonly issuedAt: number
  usedAt: number | undefined
}

/**
 * Refresh tokens: unused for 60 days they die; the first use starts 30 minutes in which the same
 * token may be sent again, as often as needed, should the answer have been lost.
 */
export class RefreshTokens {
  readonly #issued: Map<string, IssuedToken>

  constructor(kept: readonly (readonly [string, IssuedToken])[] = []) {
    this.#issued = new Map(kept)
  }

  kept(): readonly (readonly [string, IssuedToken])[] {
    return [...this.#issued]
  }

  issue(grant: Grant, now: number): string {
    const token = randomBytes(32).toString('base64url')
    this.#issued.set(token, { grant, issuedAt: now, usedAt: undefined })
    return token
  }

  /** The grant of a token that may be used now; using it starts its grace. */
  use(token: string, now: number): Grant | undefined {
    const known = this.#issued.get(token)
    if (known === undefined || now - known.issuedAt > LIFE_MS) return undefined
    if (known.usedAt === undefined) known.usedAt = now
    if (now - known.usedAt > GRACE_MS) return undefined
    return known.grant
  }

  /** Looks a token up without using it. */
  grantOf(token: string): Grant | undefined {
    return this.#issued.get(token)?.grant
  }

  revokeOf(clientId: string, userId: string): void {
    for (const [token, { grant }] of this.#issued) {
      if (grant.clientId === clientId && grant.userId === userId) this.#issued.delete(token)
    }
  }
}
