import type { Clock } from './clock.ts'
import { startXeroSimulator, type XeroSimulator, type XeroSimulatorOptions } from './server.ts'

/** 22 November 2026, noon UTC: the moment at which the tests begin. */
export const NOON = Date.UTC(2026, 10, 22, 12)

/** A clock that moves only when told, or when somebody sleeps. */
export interface TestClock extends Clock {
  advance(ms: number): void
}

export function testClock(start = NOON): TestClock {
  let at = start
  return {
    now: () => at,
    advance: (ms) => {
      at += ms
    },
    sleep: async (ms) => {
      at += ms
    },
  }
}

export const REDIRECT = 'http://localhost:4321/connect/callback'

export const SCOPE =
  'openid profile email offline_access accounting.settings.read accounting.contacts.read accounting.invoices.read accounting.payments.read accounting.banktransactions.read accounting.manualjournals.read accounting.attachments.read accounting.budgets.read accounting.reports.trialbalance.read accounting.reports.balancesheet.read files.read'

export interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly id_token: string
  readonly expires_in: number
  readonly scope: string
}

export interface Session {
  readonly simulator: XeroSimulator
  readonly tokens: Tokens
  readonly tenantId: string
  /** GET below `/api/`, with the session's token and tenant. */
  get(path: string, headers?: Record<string, string>): Promise<Response>
  json(path: string, headers?: Record<string, string>): Promise<Record<string, never>>
}

export function authorizeUrl(simulator: XeroSimulator, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'ledgerkeep-demo',
    redirect_uri: REDIRECT,
    scope: SCOPE,
    state: 'st',
    ...more,
  })
  return `${simulator.issuer}/connect/authorize?${query}`
}

export function askToken(
  simulator: XeroSimulator,
  form: Record<string, string>,
  basic = 'ledgerkeep-demo:demo-secret',
): Promise<Response> {
  const headers: Record<string, string> =
    basic === '' ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` }
  return fetch(`${simulator.issuer}/connect/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  })
}

export async function signIn(
  simulator: XeroSimulator,
  organisation?: string,
  email?: string,
  scope = SCOPE,
): Promise<Session> {
  const location = await simulator.approve(authorizeUrl(simulator, { scope }), {
    organisation,
    email,
  })
  const code = new URL(location).searchParams.get('code') ?? ''
  const answer = await askToken(simulator, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
  })
  const tokens = (await answer.json()) as Tokens
  const authorization = `Bearer ${tokens.access_token}`
  const connected = await fetch(`${simulator.api}/connections`, { headers: { authorization } })
  const tenantId = ((await connected.json()) as { tenantId: string }[]).at(-1)?.tenantId ?? ''
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${simulator.api}/${path}`, {
      headers: {
        authorization,
        'xero-tenant-id': tenantId,
        accept: 'application/json',
        ...headers,
      },
    })
  return {
    simulator,
    tokens,
    tenantId,
    get,
    json: async (path, headers) => (await get(path, headers)).json(),
  }
}

/** A simulator of the wanted options and a session in it; the limits are out of the way by default. */
export async function startSession(
  options: XeroSimulatorOptions = {},
): Promise<Session & { clock: TestClock }> {
  const clock = testClock()
  const simulator = await startXeroSimulator({ clock, world: 'tiny', rapidSync: true, ...options })
  return { ...(await signIn(simulator)), clock }
}
