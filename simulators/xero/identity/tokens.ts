import { createHash, randomUUID } from 'node:crypto'
import type { Row } from '../worlds/row.ts'
import type { Identity } from './identity.ts'
import { accessTokenHash } from './jwt.ts'
import type { Grant } from './refresh-tokens.ts'
import { splitScopes } from './scopes.ts'

const ACCESS_SECONDS = 1800
const ID_SECONDS = 300

/** The token answer: an access token of 30 minutes, an id token with openid, a refresh token with offline_access. */
export function issueTokens(identity: Identity, grant: Grant, nonce: string | null): Row {
  const now = identity.clock.now()
  const scopes = splitScopes(grant.scope)
  const accessToken = identity.signer.sign(accessClaims(identity, grant, scopes, now))
  return {
    id_token: scopes.includes('openid')
      ? identity.signer.sign(idClaims(identity, grant, scopes, nonce, accessToken, now))
      : undefined,
    access_token: accessToken,
    expires_in: ACCESS_SECONDS,
    token_type: 'Bearer',
    refresh_token: scopes.includes('offline_access')
      ? identity.refreshTokens.issue(grant, now)
      : undefined,
    scope: grant.scope,
  }
}

function session(grant: Grant): string {
  return createHash('md5').update(grant.authEventId).digest('hex')
}

export function subjectOf(userId: string): string {
  return createHash('md5').update(userId).digest('hex')
}

function accessClaims(
  identity: Identity,
  grant: Grant,
  scopes: readonly string[],
  now: number,
): Row {
  const seconds = Math.floor(now / 1000)
  return {
    nbf: seconds,
    exp: seconds + ACCESS_SECONDS,
    iss: identity.issuer(),
    aud: `${identity.issuer()}/resources`,
    client_id: grant.clientId,
    sub: subjectOf(grant.userId),
    auth_time: Math.floor(grant.authTime / 1000),
    idp: 'local',
    xero_userid: grant.userId,
    global_session_id: session(grant),
    jti: randomUUID().replaceAll('-', '').toUpperCase(),
    authentication_event_id: grant.authEventId,
    scope: scopes,
    amr: ['pwd'],
  }
}

function idClaims(
  identity: Identity,
  grant: Grant,
  scopes: readonly string[],
  nonce: string | null,
  accessToken: string,
  now: number,
): Row {
  const seconds = Math.floor(now / 1000)
  const user = identity.world.users.find((one) => one.id === grant.userId)
  const profile = scopes.includes('profile')
  return {
    nbf: seconds,
    exp: seconds + ID_SECONDS,
    iss: identity.issuer(),
    aud: grant.clientId,
    nonce: nonce ?? undefined,
    iat: seconds,
    at_hash: accessTokenHash(accessToken),
    sid: session(grant),
    sub: subjectOf(grant.userId),
    auth_time: Math.floor(grant.authTime / 1000),
    idp: 'local',
    xero_userid: grant.userId,
    global_session_id: session(grant),
    preferred_username: user?.email,
    email: scopes.includes('email') ? user?.email : undefined,
    given_name: profile ? user?.givenName : undefined,
    family_name: profile ? user?.familyName : undefined,
    name: profile && user ? `${user.givenName} ${user.familyName}` : undefined,
    amr: ['pwd'],
  }
}
