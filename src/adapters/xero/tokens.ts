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

/**
 * The tokens of each person: sealed at rest, refreshed one at a time per person. A new refresh token is
 * stored before the new access token is used; where the answer to a refresh is lost, Xero takes the old
 * one again for 30 minutes (said by Xero's staff), so that the next try mends it.
 */
export class TokenVault {
  readonly #ports: TokenVaultPorts
  readonly #refreshing = new Map<string, Promise<string>>()

  constructor(ports: TokenVaultPorts) {
    this.#ports = ports
  }

  async accessToken(personId: string, notThis: string | null = null): Promise<string> {
    const grant = await this.#grant(personId)
    const tokens = this.#open(grant)
    const fresh = grant.accessExpiresAt - MARGIN_MS > this.#ports.clock.now()
    if (fresh && tokens.access !== notThis) return tokens.access
    return this.#refreshOnce(personId, tokens.access)
  }

  async scopes(personId: string): Promise<readonly string[]> {
    return (await this.#grant(personId)).scopes
  }

  async #grant(personId: string): Promise<Grant> {
    const grant = await this.#ports.store.grant(personId)
    if (!grant) throw needsReconnect()
    return grant
  }

  #refreshOnce(personId: string, stale: string): Promise<string> {
    const running = this.#refreshing.get(personId)
    if (running) return running
    const refresh = this.#refresh(personId, stale).finally(() => this.#refreshing.delete(personId))
    this.#refreshing.set(personId, refresh)
    return refresh
  }

  async #refresh(personId: string, stale: string): Promise<string> {
    const grant = await this.#grant(personId)
    const held = this.#open(grant)
    if (held.access !== stale) return held.access
    if (!held.refresh) throw needsReconnect()
    const tokens = await this.#ports.identity.refresh(held.refresh)
    const next: Grant = {
      ...sealTokens(this.#ports.secrets, personId, {
        ...tokens,
        refreshToken: tokens.refreshToken ?? held.refresh,
      }),
      version: grant.version + 1,
    }
    if (await this.#ports.store.saveGrant(next)) return tokens.accessToken
    // Another process was first: its tokens stand, ours came from the same grace period.
    return this.#open(await this.#grant(personId)).access
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
