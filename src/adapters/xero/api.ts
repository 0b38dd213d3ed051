import type { Readable } from 'node:stream'
import { LedgerkeepError } from '../../core/errors.ts'
import type { LimitPolicy } from '../../core/limits.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Connection, ConnectStore } from '../../ports/store/connect.ts'
import type { XeroAnswer, XeroApi, XeroCall, XeroDownload, XeroOptions } from '../../ports/xero.ts'
import { addressOf, type XeroAddresses } from './addresses.ts'
import { type Http, type HttpAnswer, header, networkError } from './http.ts'
import type { TokenVault } from './tokens.ts'
import { Turnstile } from './turnstile.ts'
import { judge, limitNews, needsReconnect } from './verdict.ts'

export interface XeroApiPorts {
  readonly addresses: XeroAddresses
  readonly http: Http
  readonly tokens: TokenVault
  readonly store: ConnectStore
  readonly clock: Clock
  readonly policy: LimitPolicy
}

/** Tries of one call, the first included, before the fault is the slice's to handle. */
const TRIES = 3

interface Opened {
  readonly answer: HttpAnswer
  readonly leave: () => void
}

/** The port made true: authorise, limit, fetch, judge, try again. */
export function createXeroApi(ports: XeroApiPorts): XeroApi {
  const turnstiles = new Map<string, Turnstile>()

  const turnstileOf = (organisationId: string): Turnstile => {
    const known = turnstiles.get(organisationId)
    if (known) return known
    const turnstile = new Turnstile({
      clock: ports.clock,
      policy: ports.policy,
      load: () => ports.store.limitState(organisationId),
      save: (state) => ports.store.saveLimitState(organisationId, state),
    })
    turnstiles.set(organisationId, turnstile)
    return turnstile
  }

  const once = async (
    connection: Connection & { readonly tenantId: string },
    call: XeroCall,
    options: XeroOptions,
    staleToken: string | null,
  ): Promise<Opened | { readonly stale: string }> => {
    const token = await ports.tokens.accessToken(connection.personId, staleToken)
    const turnstile = turnstileOf(connection.organisationId)
    const leave = await turnstile.enter(options.hurry ?? false, options.signal)
    try {
      const answer = await ports.http.get(
        addressOf(ports.addresses, call),
        {
          authorization: `Bearer ${token}`,
          'xero-tenant-id': connection.tenantId,
          accept: call.accept ?? 'application/json',
          'user-agent': 'Ledgerkeep/0.1',
        },
        options.signal,
      )
      await turnstile.learn(limitNews(answer))
      if (answer.statusCode >= 200 && answer.statusCode < 300) return { answer, leave }
      const text = await answer.body.text().catch(() => '')
      const verdict = judge(answer, text, ports.clock.now())
      if (verdict.kind === 'stale token') {
        if (staleToken) throw needsReconnect()
        leave()
        return { stale: token }
      }
      if (verdict.kind === 'error') throw verdict.error
      throw await limitedNow(turnstile)
    } catch (error) {
      leave()
      throw error
    }
  }

  const limitedNow = async (turnstile: Turnstile): Promise<LedgerkeepError> => {
    const state = await turnstile.state()
    return new LedgerkeepError('wait', `Xero's limit (${state.blockedBy ?? 'calls'})`, {
      until: state.blockedUntil,
    })
  }

  const authorised = async (
    connectionId: string,
    call: XeroCall,
    options: XeroOptions,
  ): Promise<Opened> => {
    const connection = await activeConnection(ports.store, connectionId)
    const first = await once(connection, call, options, null)
    if (!('stale' in first)) return first
    const second = await once(connection, call, options, first.stale)
    if (!('stale' in second)) return second
    throw needsReconnect()
  }

  const patiently = async <T>(
    connectionId: string,
    call: XeroCall,
    options: XeroOptions,
    use: (opened: Opened) => Promise<T>,
  ): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await use(await authorised(connectionId, call, options))
      } catch (error) {
        options.signal?.throwIfAborted()
        const known = error instanceof LedgerkeepError ? error : networkError(error)
        if (known.kind !== 'retry' || attempt >= TRIES) throw known
        const pause = Math.max((known.until ?? 0) - ports.clock.now(), 500 * 4 ** (attempt - 1))
        if (pause > 30_000) throw known
        await ports.clock.sleep(pause, options.signal)
      }
    }
  }

  return {
    get: (connectionId, call, options = {}) =>
      patiently(connectionId, call, options, (opened) => readWhole(opened, call)),
    open: (connectionId, call, options = {}) =>
      patiently(connectionId, call, options, async (opened) => asDownload(opened)),
    limits: async (connectionId) => {
      const connection = await ports.store.connection(connectionId)
      if (!connection) throw needsReconnect()
      return { state: await turnstileOf(connection.organisationId).state(), policy: ports.policy }
    },
    accessToken: async (connectionId) =>
      ports.tokens.accessToken((await activeConnection(ports.store, connectionId)).personId),
    scopes: async (connectionId) =>
      ports.tokens.scopes((await activeConnection(ports.store, connectionId)).personId),
  }
}

async function activeConnection(
  store: ConnectStore,
  connectionId: string,
): Promise<Connection & { readonly tenantId: string }> {
  const connection = await store.connection(connectionId)
  const organisation = connection && (await store.organisation(connection.organisationId))
  if (!connection || !organisation || connection.state !== 'active') throw needsReconnect()
  return { ...connection, tenantId: organisation.tenantId }
}

async function readWhole(opened: Opened, call: XeroCall): Promise<XeroAnswer> {
  try {
    const body = new Uint8Array(await opened.answer.body.arrayBuffer())
    const contentType = header(opened.answer, 'content-type') ?? ''
    const wantsJson = (call.accept ?? 'application/json') === 'application/json'
    if (body.length === 0 || (wantsJson && /html/i.test(contentType))) {
      throw new LedgerkeepError('retry', 'Xero answered with a page instead of data.')
    }
    return { body, contentType }
  } finally {
    opened.leave()
  }
}

function asDownload(opened: Opened): XeroDownload {
  const length = header(opened.answer, 'content-length')
  const body: Readable = opened.answer.body
  body.once('close', opened.leave)
  return {
    body,
    contentType: header(opened.answer, 'content-type') ?? '',
    length: length !== null && /^\d+$/.test(length) ? Number(length) : null,
  }
}
