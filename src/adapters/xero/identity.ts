import * as oidc from 'openid-client'
import { LedgerkeepError, refuse } from '../../core/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { XeroIdentity, XeroLogin, XeroTokens } from '../../ports/xero.ts'
import type { XeroAddresses } from './addresses.ts'
import { type Http, networkError } from './http.ts'
import { claimOf, parseConnections } from './login-answers.ts'
import { needsReconnect } from './verdict.ts'

export interface XeroIdentityOptions {
  readonly addresses: XeroAddresses
  readonly clientId: string
  /** Null for an app without a secret: PKCE alone then proves who redeems the code. */
  readonly clientSecret: string | null
  /** Must be registered with the app; Xero takes `http://localhost`, not `127.0.0.1`. */
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly http: Http
  readonly clock: Clock
  /** The machine's own clock, which the OpenID library goes by; differs on a faster clock. */
  readonly machineNow: () => number
  /** How far Xero's clock and ours may differ when a login is checked. */
  readonly toleranceSeconds: number
}

/** A refresh proves nobody's identity, and its tokens are lost when they are refused here. */
const REFRESH_SKEW_SECONDS = 86_400

export function createXeroIdentity(options: XeroIdentityOptions): XeroIdentity {
  let server: Promise<oidc.ServerMetadata> | null = null

  /** Discovery is cached: Xero's edge has refused those who ask for it again and again. */
  const discover = async (): Promise<oidc.ServerMetadata> => {
    server ??= discoverServer(options)
    try {
      return await server
    } catch (error) {
      server = null
      throw identityError(error)
    }
  }

  const configuration = async (tolerance: number): Promise<oidc.Configuration> => {
    const skewSeconds = Math.round((options.clock.now() - options.machineNow()) / 1000)
    const metadata = { [oidc.clockSkew]: skewSeconds, [oidc.clockTolerance]: tolerance }
    const server = await discover()
    const config = new oidc.Configuration(server, options.clientId, metadata, authOf(options))
    config[oidc.customFetch] = fetchOf(options)
    if (isPlainHttp(options)) oidc.allowInsecureRequests(config)
    oidc.enableNonRepudiationChecks(config)
    return config
  }

  return {
    async begin() {
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      }
      const url = oidc.buildAuthorizationUrl(await configuration(options.toleranceSeconds), {
        redirect_uri: options.redirectUri,
        scope: options.scopes.join(' '),
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, attempt }
    },

    async finish(callbackUrl, attempt) {
      const here = new URL(callbackUrl)
      const refused = here.searchParams.get('error')
      if (refused) throw loginRefused(refused)
      const callback = new URL(options.redirectUri)
      callback.search = here.search
      try {
        const answer = await oidc.authorizationCodeGrant(
          await configuration(options.toleranceSeconds),
          callback,
          {
            expectedState: attempt.state,
            expectedNonce: attempt.nonce,
            pkceCodeVerifier: attempt.verifier,
            idTokenExpected: true,
          },
        )
        return await loginOf(answer)
      } catch (error) {
        throw identityError(error)
      }
    },

    async refresh(refreshToken) {
      try {
        const answer = await oidc.refreshTokenGrant(
          await configuration(REFRESH_SKEW_SECONDS),
          refreshToken,
        )
        return tokensOf(answer, options)
      } catch (error) {
        throw refreshError(error)
      }
    },

    connections: (accessToken) => connectionsOf(accessToken, null),

    async disconnect(accessToken, connectionId) {
      const address = `${options.addresses.api}/connections/${encodeURIComponent(connectionId)}`
      const answer = await options.http.delete(address, { authorization: `Bearer ${accessToken}` })
      await answer.body.dump()
      // 404: it was taken back at Xero's side already, which is what was wanted.
      if (answer.statusCode < 300 || answer.statusCode === 404) return
      throw new LedgerkeepError('retry', `Xero answered ${answer.statusCode} to disconnecting.`)
    },
  }

  async function loginOf(answer: TokenAnswer): Promise<XeroLogin> {
    const claims: Readonly<Record<string, unknown>> = answer.claims() ?? {}
    const tokens = tokensOf(answer, options)
    const event = claimOf(tokens.accessToken, 'authentication_event_id')
    const all = await connectionsOf(tokens.accessToken, null)
    const picked = event ? await connectionsOf(tokens.accessToken, event) : all
    return {
      xeroUserId: String(claims['xero_userid'] ?? claims['sub'] ?? ''),
      email: String(claims['email'] ?? ''),
      name: [claims['given_name'], claims['family_name']].filter(Boolean).join(' '),
      tokens,
      picked: picked.length > 0 ? picked : all,
      all,
    }
  }

  async function connectionsOf(accessToken: string, event: string | null) {
    const query = event ? `?authEventId=${encodeURIComponent(event)}` : ''
    const answer = await options.http.get(`${options.addresses.api}/connections${query}`, {
      authorization: `Bearer ${accessToken}`,
      accept: 'application/json',
    })
    const text = await answer.body.text()
    if (answer.statusCode === 401 || answer.statusCode === 403) throw needsReconnect()
    if (answer.statusCode !== 200)
      throw networkError(new Error(`connections: ${answer.statusCode}`))
    return parseConnections(JSON.parse(text))
  }
}

type TokenAnswer = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>

async function discoverServer(options: XeroIdentityOptions): Promise<oidc.ServerMetadata> {
  const config = await oidc.discovery(
    new URL(options.addresses.issuer),
    options.clientId,
    undefined,
    authOf(options),
    {
      [oidc.customFetch]: fetchOf(options),
      ...(isPlainHttp(options) && { execute: [oidc.allowInsecureRequests] }),
    },
  )
  return config.serverMetadata()
}

const authOf = (options: XeroIdentityOptions): oidc.ClientAuth =>
  options.clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(options.clientSecret)

/** Only a simulator on this machine is spoken to without TLS. */
const isPlainHttp = (options: XeroIdentityOptions): boolean =>
  options.addresses.issuer.startsWith('http://')

const fetchOf = (options: XeroIdentityOptions): oidc.CustomFetch =>
  options.http.fetch as unknown as oidc.CustomFetch

function tokensOf(
  answer: {
    access_token: string
    refresh_token?: string
    scope?: string
    expiresIn(): number | undefined
  },
  options: XeroIdentityOptions,
): XeroTokens {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    accessExpiresAt: options.clock.now() + (answer.expiresIn() ?? 1800) * 1000,
    scopes: (answer.scope ?? options.scopes.join(' ')).split(' ').filter(Boolean),
  }
}

function loginRefused(code: string): LedgerkeepError {
  const message =
    code === 'access_denied'
      ? 'The login was cancelled at Xero. Nothing was connected.'
      : `Xero refused the login (${code}).`
  return refuse(message, 'Start the login again when you are ready.')
}

/** Nobody sits before a refresh: an answer that can't be read is asked for again, within the grace. */
function refreshError(error: unknown): LedgerkeepError {
  const known = identityError(error)
  return known.kind === 'refuse' ? networkError(error) : known
}

function identityError(error: unknown): LedgerkeepError {
  if (error instanceof LedgerkeepError) return error
  if (error instanceof oidc.ResponseBodyError) {
    if (error.error === 'invalid_grant') return needsReconnect()
    return new LedgerkeepError('bug', `Xero refused the app: ${error.error}.`, {
      hint: 'Check the client id and secret in the settings.',
      cause: error,
    })
  }
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ClientError) {
    const dropped =
      error.cause instanceof Error && /fetch|network|socket|ECONN/i.test(String(error.cause))
    if (!dropped) {
      return refuse(
        'The answer from Xero does not belong to this login.',
        'Start the login again.',
        {
          cause: error,
        },
      )
    }
  }
  return networkError(error)
}
