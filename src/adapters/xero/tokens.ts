import { LedgerkeepError } from '../../core/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Secrets } from '../../ports/secrets.ts'
import type { ConnectStore, Grant } from '../../ports/store/connect.ts'
import type { XeroIdentity, XeroTokens } from '../../ports/xero.ts'
import { needsReconnect } from './verdict.ts'

/** A token is renewed this long before it runs out. */
const MARGIN_MS = 90_000

export interface TokenVaultPorts {
  readonly store: ConnectStore
  readonly identity: XeroIdentity
  readonly secrets: Secrets
  readonly clock: Clock
}

/** So long a token is used without a look at the database, where a new login may have replaced it. */
const REMEMBERED_MS = 30_000
/** The longest that a refresh keeps others waiting, in this process or in another. */
const TURN_MS = 30_000
const LOOK_MS = 250

interface Remembered {
  readonly access: string
  readonly until: number
}

/**
 * The tokens of each person: sealed at rest, refreshed by one caller at a time, across processes. A new
 * refresh token is stored before the new access token is used; where the answer to a refresh is lost,
 * Xero takes the old one again for 30 minutes (said by Xero's staff), so that the next try mends it.
 */
export class TokenVault {
  readonly #ports: TokenVaultPorts
  readonly #refreshing = new Map<string, Promise<string>>()
  readonly #remembered = new Map<string, Remembered>()

  constructor(ports: TokenVaultPorts) {
    this.#ports = ports
  }

  /** A token that is good for some time yet, and not the one that Xero has just refused. */
  async accessToken(personId: string, notThis: string | null = null): Promise<string> {
    const known = this.#remembered.get(personId)
    if (known && known.until > this.#ports.clock.now() && known.access !== notThis) {
      return known.access
    }
    const grant = await this.#grant(personId)
    const held = this.#good(grant, notThis)
    return held ?? this.#refreshOnce(personId, this.#open(grant).access)
  }

  async scopes(personId: string): Promise<readonly string[]> {
    return (await this.#grant(personId)).scopes
  }

  async #grant(personId: string): Promise<Grant> {
    const grant = await this.#ports.store.grant(personId)
    if (!grant) throw needsReconnect()
    return grant
  }

  /** The stored access token when it can be used, else null. */
  #good(grant: Grant, notThis: string | null): string | null {
    const { access } = this.#open(grant)
    const now = this.#ports.clock.now()
    const freshMs = grant.accessExpiresAt - MARGIN_MS - now
    if (freshMs <= 0 || access === notThis) return null
    const until = now + Math.min(REMEMBERED_MS, freshMs)
    this.#remembered.set(grant.personId, { access, until })
    return access
  }

  #refreshOnce(personId: string, stale: string): Promise<string> {
    const running = this.#refreshing.get(personId)
    if (running) return running
    const refresh = this.#refreshInTurn(personId, stale).finally(() =>
      this.#refreshing.delete(personId),
    )
    this.#refreshing.set(personId, refresh)
    return refresh
  }

  async #refreshInTurn(personId: string, stale: string): Promise<string> {
    const { store, clock } = this.#ports
    for (;;) {
      const grant = await this.#grant(personId)
      const held = this.#good(grant, stale)
      if (held) return held
      const now = clock.now()
      if (await store.takeRefreshTurn(personId, grant.version, now, now + TURN_MS)) {
        const fresh = await this.#refresh(grant)
        if (fresh) return fresh
      } else {
        await clock.sleep(LOOK_MS)
      }
    }
  }

  /** The new access token once it is stored; null when somebody else has written the grant meanwhile. */
  async #refresh(grant: Grant): Promise<string | null> {
    const { store, identity, secrets } = this.#ports
    const { personId, version } = grant
    const { refresh } = this.#open(grant)
    if (!refresh) throw needsReconnect()
    try {
      const tokens = await identity.refresh(refresh)
      const next: Grant = {
        ...sealTokens(secrets, personId, {
          ...tokens,
          refreshToken: tokens.refreshToken ?? refresh,
        }),
        version: version + 1,
      }
      return (await store.saveGrant(next)) ? tokens.accessToken : null
    } catch (error) {
      await store.endRefreshTurn(personId, version)
      const now = await store.grant(personId)
      // Somebody has logged in anew while the old token was refused.
      if (now && now.version !== version) return null
      throw error
    }
  }

  #open(grant: Grant): { access: string; refresh: string | null } {
    const opened: unknown = JSON.parse(
      this.#ports.secrets.open(grant.sealed, context(grant.personId)),
    )
    const { access, refresh } = opened as { access?: unknown; refresh?: unknown }
    if (typeof access !== 'string') throw new LedgerkeepError('bug', 'A stored grant has no token.')
    return { access, refresh: typeof refresh === 'string' ? refresh : null }
  }
}

const context = (personId: string): string => `grant:${personId}`

/** Tokens as they are stored: sealed under the person's id. */
export function sealTokens(
  secrets: Secrets,
  personId: string,
  tokens: XeroTokens,
): Omit<Grant, 'version'> {
  const plain = JSON.stringify({ access: tokens.accessToken, refresh: tokens.refreshToken })
  return {
    personId,
    sealed: secrets.seal(plain, context(personId)),
    accessExpiresAt: tokens.accessExpiresAt,
    scopes: tokens.scopes,
  }
}
