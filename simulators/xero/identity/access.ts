import { problem, type Reply, type Request } from '../reply.ts'
import type { Identity } from './identity.ts'

/** What a valid access token says. */
export interface Access {
  readonly clientId: string
  readonly userId: string
  readonly scopes: readonly string[]
  readonly authEventId: string
}

/** The access of a request's bearer token, or Xero's answer to a bad or old one. */
export function readAccess(identity: Identity, request: Request): Access | Reply {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const claims = token === undefined ? undefined : identity.signer.read(token)
  if (claims === undefined || claims.aud !== `${identity.issuer()}/resources`) {
    return problem(401, 'AuthenticationUnsuccessful')
  }
  const expiresAt = Number(claims.exp) * 1000
  if (identity.clock.now() >= expiresAt) return tokenExpired(expiresAt)
  return {
    clientId: String(claims.client_id),
    userId: String(claims.xero_userid),
    scopes: Array.isArray(claims.scope) ? claims.scope.map(String) : [],
    authEventId: String(claims.authentication_event_id),
  }
}

export function tokenExpired(expiredAt: number): Reply {
  const iso = new Date(expiredAt).toISOString()
  const [year, month, day] = iso.slice(0, 10).split('-')
  return problem(401, `TokenExpired: token expired at ${month}/${day}/${year} ${iso.slice(11, 19)}`)
}
