import type { LimitPolicy } from '../../core/limits.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Secrets } from '../../ports/secrets.ts'
import type { ConnectStore, Grant } from '../../ports/store/connect.ts'
import type { XeroApi, XeroIdentity, XeroTokens } from '../../ports/xero.ts'
import type { XeroAddresses } from './addresses.ts'
import { createXeroApi } from './api.ts'
import { createHttp } from './http.ts'
import { createXeroIdentity } from './identity.ts'
import { sealTokens, TokenVault } from './tokens.ts'

export { XERO, type XeroAddresses } from './addresses.ts'

export interface XeroOptions {
  readonly addresses: XeroAddresses
  readonly clientId: string
  readonly clientSecret: string | null
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly store: ConnectStore
  readonly secrets: Secrets
  readonly clock: Clock
  readonly machineNow: () => number
  readonly toleranceSeconds: number
  readonly policy: LimitPolicy
}

export interface Xero {
  readonly identity: XeroIdentity
  readonly api: XeroApi
  readonly sealTokens: (personId: string, tokens: XeroTokens) => Omit<Grant, 'version'>
  close(): Promise<void>
}

/** Xero, or a simulator at other addresses. */
export function createXero(options: XeroOptions): Xero {
  const { store, secrets, clock, policy, addresses } = options
  const http = createHttp()
  const identity = createXeroIdentity({ ...options, http })
  const tokens = new TokenVault({ store, identity, secrets, clock })
  return {
    identity,
    api: createXeroApi({ addresses, http, tokens, store, clock, policy }),
    sealTokens: (personId, fresh) => sealTokens(secrets, personId, fresh),
    close: () => http.close(),
  }
}
