import type { Readable } from 'node:stream'
import type { Api } from '../core/catalogue/resource.ts'
import type { LedgerkeepError } from '../core/errors.ts'
import type { LimitPolicy, LimitState } from '../core/limits.ts'

/** What the login brought: who it is, their tokens, and the organisation they just picked. */
export interface XeroLogin {
  readonly xeroUserId: string
  readonly email: string
  readonly name: string
  readonly tokens: XeroTokens
  /** Connections made in this very login (by its authentication event); usually one. */
  readonly picked: readonly XeroConnection[]
  /** All that this person has connected to this app. */
  readonly all: readonly XeroConnection[]
}

export interface XeroTokens {
  readonly accessToken: string
  readonly refreshToken: string | null
  /** UTC ms. */
  readonly accessExpiresAt: number
  readonly scopes: readonly string[]
}

export interface XeroConnection {
  /** Xero's id of the connection, for deleting it. */
  readonly connectionId: string
  readonly tenantId: string
  readonly tenantName: string
}

export interface LoginAttempt {
  readonly state: string
  readonly nonce: string
  /** PKCE verifier. */
  readonly verifier: string
}

/** Signing in, and the connections of a person. */
export interface XeroIdentity {
  /** A fresh attempt and the address of Xero's login and consent page. */
  begin(): Promise<{ readonly url: string; readonly attempt: LoginAttempt }>
  /** Redeems the code in the callback's full URL; checks state, nonce, signature. */
  finish(callbackUrl: string, attempt: LoginAttempt): Promise<XeroLogin>
  connections(accessToken: string): Promise<readonly XeroConnection[]>
  /** Throws `reauthorise` when Xero does not accept the refresh token any more. */
  refresh(refreshToken: string): Promise<XeroTokens>
  disconnect(accessToken: string, connectionId: string): Promise<void>
}

/** One GET below one of Xero's API bases. */
export interface XeroCall {
  readonly api: Api
  /** Segments below the base, not yet encoded: `['Invoices', id, 'Attachments']`. */
  readonly path: readonly string[]
  readonly query?: Readonly<Record<string, string>>
  readonly accept?: string
}

export interface XeroAnswer {
  readonly body: Uint8Array
  readonly contentType: string
}

export interface XeroDownload {
  readonly body: Readable
  readonly contentType: string
  /** As the header says; null when absent. */
  readonly length: number | null
  /**
   * Says that what came is not what was asked for, and gives the error to end with: `retry`, or `wait`
   * where nothing else comes right at the moment either.
   */
  spoiled(why: string): Promise<LedgerkeepError>
}

/**
 * Calls on behalf of one connection. Limits, tokens and short retries are taken care of; what comes
 * through as an error has its kind: `wait` (with `until`), `retry`, `reauthorise`, `skip`.
 */
export interface XeroApi {
  /** `hurry` takes the whole minute's allowance at once (a scan someone waits for). */
  get(connectionId: string, call: XeroCall, options?: XeroOptions): Promise<XeroAnswer>
  /** The body must be read to its end or destroyed. */
  open(connectionId: string, call: XeroCall, options?: XeroOptions): Promise<XeroDownload>
  /** What is known of the organisation's limits now. */
  limits(
    connectionId: string,
  ): Promise<{ readonly state: LimitState; readonly policy: LimitPolicy }>
  /** A valid access token (refreshed when due), for the identity calls, whatever the connection's state. */
  accessToken(connectionId: string): Promise<string>
  /** The scopes granted to the connection's tokens. */
  scopes(connectionId: string): Promise<readonly string[]>
}

export interface XeroOptions {
  readonly hurry?: boolean
  readonly signal?: AbortSignal
}
