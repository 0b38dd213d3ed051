import { createHash } from 'node:crypto'
import { empty, json, type Reply, type Request } from '../reply.ts'
import type { Code } from './authorizations.ts'
import type { Client } from './clients.ts'
import type { Identity } from './identity.ts'
import type { Grant } from './refresh-tokens.ts'
import { issueTokens } from './tokens.ts'

/** The token address: authorization_code and refresh_token. */
export function exchange(identity: Identity, request: Request): Reply {
  const form = new URLSearchParams(request.body)
  const client = authenticate(identity, request, form)
  if (client === undefined) return refuse('invalid_client')
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeemCode(identity, client, form)
    case 'refresh_token':
      return refresh(identity, client, form)
    default:
      return refuse('unsupported_grant_type')
  }
}

/** Revoking a refresh token ends all connections of its user with the app. */
export function revoke(identity: Identity, request: Request): Reply {
  const form = new URLSearchParams(request.body)
  const client = authenticate(identity, request, form)
  if (client === undefined) return refuse('invalid_client')
  const grant = identity.refreshTokens.grantOf(form.get('token') ?? '')
  if (grant !== undefined && grant.clientId === client.id) {
    identity.refreshTokens.revokeOf(client.id, grant.userId)
    identity.connections.removeOf(client.id, grant.userId)
  }
  return empty(200)
}

function redeemCode(identity: Identity, client: Client, form: URLSearchParams): Reply {
  const code = identity.authorizations.redeem(form.get('code') ?? '')
  if (code === undefined || code.client.id !== client.id) return refuse('invalid_grant')
  if (form.get('redirect_uri') !== code.redirectUri) return refuse('invalid_grant')
  if (!provesChallenge(code, form.get('code_verifier'))) return refuse('invalid_grant')
  const now = identity.clock.now()
  const books = identity.world.organisations.find((one) => one.tenantId === code.tenantId)
  identity.connections.connect(
    {
      clientId: client.id,
      userId: code.user.id,
      tenantId: code.tenantId,
      tenantName: books?.name ?? '',
      authEventId: code.authEventId,
    },
    now,
  )
  const grant: Grant = {
    clientId: client.id,
    userId: code.user.id,
    scope: code.scope,
    authEventId: code.authEventId,
    authTime: code.issuedAt,
  }
  return success(issueTokens(identity, grant, code.nonce))
}

function refresh(identity: Identity, client: Client, form: URLSearchParams): Reply {
  const token = form.get('refresh_token') ?? ''
  if (identity.refreshTokens.grantOf(token)?.clientId !== client.id) return refuse('invalid_grant')
  const grant = identity.refreshTokens.use(token, identity.clock.now())
  if (grant === undefined) return refuse('invalid_grant')
  return success(issueTokens(identity, grant, null))
}

function provesChallenge(code: Code, verifier: string | null): boolean {
  if (code.challenge === null) return true
  if (verifier === null || verifier.length < 43 || verifier.length > 128) return false
  return createHash('sha256').update(verifier).digest('base64url') === code.challenge
}

/** Basic or in the form; a public client sends its id alone. */
function authenticate(identity: Identity, request: Request, form: URLSearchParams) {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const [id, secret] =
    basic === undefined ? [form.get('client_id'), form.get('client_secret')] : decodeBasic(basic)
  const client = identity.clients.find((one) => one.id === id)
  if (client === undefined) return undefined
  return client.secret === undefined || client.secret === secret ? client : undefined
}

function decodeBasic(words: string): [string, string] {
  const plain = Buffer.from(words, 'base64').toString()
  const colon = plain.indexOf(':')
  const read = (part: string) => {
    try {
      return decodeURIComponent(part.replaceAll('+', ' '))
    } catch {
      return part
    }
  }
  return [read(plain.slice(0, colon)), read(plain.slice(colon + 1))]
}

const NO_STORE = { 'Cache-Control': 'no-store, no-cache, max-age=0', Pragma: 'no-cache' }

const success = (tokens: object) => json(200, tokens, NO_STORE)
const refuse = (error: string) => json(400, { error }, NO_STORE)
