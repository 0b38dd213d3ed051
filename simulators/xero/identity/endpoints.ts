import { html, json, notFound, type Reply, type Request } from '../reply.ts'
import { readAccess } from './access.ts'
import type { Identity } from './identity.ts'
import { errorPage } from './pages.ts'
import { exchange, revoke } from './token-endpoint.ts'
import { subjectOf } from './tokens.ts'

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
