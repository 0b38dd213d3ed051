import { randomBytes, randomUUID } from 'node:crypto'
import { html, type Reply, redirect } from '../reply.ts'
import type { WorldUser } from '../worlds/world.ts'
import { allowsRedirect, type Client } from './clients.ts'
import type { IdentitySettings } from './identity-settings.ts'
import { consentPage, errorPage, loginPage } from './pages.ts'
import { splitScopes, unknownScopes } from './scopes.ts'

const CODE_LIFE_MS = 5 * 60_000
const TICKET_LIFE_MS = 30 * 60_000

interface Asked {
  readonly client: Client
  readonly redirectUri: string
  readonly scope: string
  readonly state: string | null
  readonly nonce: string | null
  readonly challenge: string | null
  readonly askedAt: number
  readonly user?: WorldUser
}

/** What a code stands for until it is exchanged. */
export interface Code extends Asked {
  readonly user: WorldUser
  readonly tenantId: string
  readonly authEventId: string
  readonly issuedAt: number
}

/** From the authorize address over login and consent to a code. */
export class Authorizations {
  readonly #settings: IdentitySettings
  readonly #tickets = new Map<string, Asked>()
  readonly #codes = new Map<string, Code>()

  constructor(settings: IdentitySettings) {
    this.#settings = settings
  }

  begin(query: URLSearchParams): Reply {
    const asked = this.#parse(query)
    if ('status' in asked) return asked
    return html(200, loginPage('../login', this.#keep(asked), this.#settings.world.users), NO_FRAME)
  }

  login(form: URLSearchParams): Reply {
    const asked = this.#take(form)
    const user = this.#settings.world.users.find((one) => one.id === form.get('user'))
    if (asked === undefined || user === undefined) return gone()
    const { world } = this.#settings
    const organisations = world.organisations.filter((books) =>
      user.tenantIds.includes(books.tenantId),
    )
    const ticket = this.#keep({ ...asked, user })
    const scopes = splitScopes(asked.scope)
    const clientName = asked.client.name
    const page = consentPage({ action: 'consent', ticket, clientName, user, organisations, scopes })
    return html(200, page, NO_FRAME)
  }

  consent(form: URLSearchParams): Reply {
    const asked = this.#take(form)
    if (asked?.user === undefined) return gone()
    if (form.get('decision') !== 'allow') return answer(asked, { error: 'access_denied' })
    const tenantId = form.get('tenant') ?? ''
    if (!asked.user.tenantIds.includes(tenantId)) return gone()
    const code = randomBytes(32).toString('base64url')
    this.#codes.set(code, {
      ...asked,
      user: asked.user,
      tenantId,
      authEventId: randomUUID(),
      issuedAt: this.#settings.clock.now(),
    })
    return answer(asked, { code, scope: asked.scope })
  }

  /** A code works once, for five minutes. */
  redeem(code: string): Code | undefined {
    const known = this.#codes.get(code)
    this.#codes.delete(code)
    if (known === undefined) return undefined
    return this.#settings.clock.now() - known.issuedAt > CODE_LIFE_MS ? undefined : known
  }

  #parse(query: URLSearchParams): Asked | Reply {
    const { clients, redirectUris, refusedScopes, clock } = this.#settings
    const client = clients.find((one) => one.id === query.get('client_id'))
    if (client === undefined)
      return refuse('unauthorized_client', 'Unknown client or client not enabled')
    const redirectUri = query.get('redirect_uri') ?? ''
    if (!allowsRedirect(client, redirectUris, redirectUri)) {
      return refuse('unauthorized_client', 'Invalid redirect_uri')
    }
    if (query.get('response_type') !== 'code') {
      return refuse('unsupported_response_type', 'Only response_type=code is supported')
    }
    const scope = query.get('scope') ?? ''
    const unknown = unknownScopes(scope, refusedScopes)
    if (scope.trim() === '' || unknown.length > 0) {
      return refuse('invalid_scope', `Invalid scope for client: ${unknown.join(' ')}`)
    }
    const challenge = query.get('code_challenge')
    if (challenge !== null && query.get('code_challenge_method') !== 'S256') {
      return refuse('invalid_request', 'Transform algorithm not supported')
    }
    if (client.secret === undefined && challenge === null) {
      return refuse('invalid_request', 'code challenge required')
    }
    const [state, nonce] = [query.get('state'), query.get('nonce')]
    return { client, redirectUri, scope, state, nonce, challenge, askedAt: clock.now() }
  }

  #keep(asked: Asked): string {
    const ticket = randomBytes(16).toString('hex')
    this.#tickets.set(ticket, asked)
    return ticket
  }

  #take(form: URLSearchParams): Asked | undefined {
    const asked = this.#tickets.get(form.get('ticket') ?? '')
    if (asked === undefined) return undefined
    return this.#settings.clock.now() - asked.askedAt > TICKET_LIFE_MS ? undefined : asked
  }
}

/** Xero refuses to be framed, so an app has to send the whole page there. */
const NO_FRAME = {
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Cache-Control': 'no-store',
}

function refuse(error: string, detail: string): Reply {
  return html(400, errorPage(error, detail), NO_FRAME)
}

function gone(): Reply {
  return refuse('invalid_request', 'This page is too old. Start again at the app.')
}

function answer(asked: Asked, parameters: Record<string, string>): Reply {
  const target = new URL(asked.redirectUri)
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value)
  if (asked.state !== null) target.searchParams.set('state', asked.state)
  return redirect(target.href)
}
