import type { Clock } from '../clock.ts'
import { html, json, notFound, type Reply, type Request } from '../reply.ts'
import type { World } from '../worlds/world.ts'
import { readAccess } from './access.ts'
import { Authorizations } from './authorizations.ts'
import type { Client } from './clients.ts'
import { Connections } from './connections.ts'
import { createSigner, type Signer } from './jwt.ts'
import { errorPage } from './pages.ts'
import { RefreshTokens } from './refresh-tokens.ts'
import type { KeptState } from './state.ts'
import { exchange, revoke } from './token-endpoint.ts'
import { subjectOf } from './tokens.ts'

export interface IdentitySettings {
  readonly clock: Clock
  readonly world: World
  readonly clients: readonly Client[]
  readonly redirectUris: readonly string[]
  readonly refusedScopes: ReadonlySet<string>
  /** The address that this part is served at, without a slash at the end. */
  readonly issuer: () => string
}

/** Everything that the identity part remembers. */
export interface Identity extends IdentitySettings {
  readonly signer: Signer
  readonly connections: Connections
  readonly refreshTokens: RefreshTokens
  readonly authorizations: Authorizations
}

export function createIdentity(settings: IdentitySettings, kept?: KeptState): Identity {
  return {
    ...settings,
    signer: createSigner(kept?.key),
    connections: new Connections(kept?.connections),
    refreshTokens: new RefreshTokens(kept?.refreshTokens),
    authorizations: new Authorizations(settings),
  }
}

/** Answers a path below `/identity`; `path` is the rest of it. */
export function answerIdentity(identity: Identity, path: string, request: Request): Reply {
  const { authorizations } = identity
  switch (`${request.method} ${path}`) {
    case 'GET /.well-known/openid-configuration':
      return json(200, discovery(identity.issuer()))
    case 'GET /.well-known/openid-configuration/jwks':
      return json(200, identity.signer.jwks)
    case 'GET /connect/authorize':
      return authorizations.begin(request.query)
    case 'POST /login':
      return authorizations.login(new URLSearchParams(request.body))
    case 'POST /consent':
      return authorizations.consent(new URLSearchParams(request.body))
    case 'POST /connect/token':
      return exchange(identity, request)
    case 'POST /connect/revocation':
      return revoke(identity, request)
    case 'GET /connect/userinfo':
    case 'POST /connect/userinfo':
      return userinfo(identity, request)
    case 'GET /connect/endsession':
      return html(200, errorPage('signed_out', 'You are logged out.'))
    default:
      return notFound()
  }
}

function discovery(issuer: string) {
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/openid-configuration/jwks`,
    authorization_endpoint: `${issuer}/connect/authorize`,
    token_endpoint: `${issuer}/connect/token`,
    userinfo_endpoint: `${issuer}/connect/userinfo`,
    end_session_endpoint: `${issuer}/connect/endsession`,
    revocation_endpoint: `${issuer}/connect/revocation`,
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256'],
  }
}

function userinfo(identity: Identity, request: Request): Reply {
  const access = readAccess(identity, request)
  if ('status' in access) return access
  const user = identity.world.users.find((one) => one.id === access.userId)
  if (user === undefined) return notFound()
  return json(200, {
    sub: subjectOf(user.id),
    xero_userid: user.id,
    email: user.email,
    given_name: user.givenName,
    family_name: user.familyName,
    name: `${user.givenName} ${user.familyName}`,
  })
}
