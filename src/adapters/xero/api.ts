import { badAnswer, LedgerkeepError } from '../../core/errors.ts'
import type { LimitPolicy } from '../../core/limits.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Connection, ConnectStore } from '../../ports/store/connect.ts'
import type { XeroApi, XeroCall, XeroOptions } from '../../ports/xero.ts'
import { addressOf, type XeroAddresses } from './addresses.ts'
import { asDownload, type Opened, readWhole } from './answers.ts'
import { APP_LIMIT, AppGate, type AppLimit } from './app-gate.ts'
import { type Http, header, networkError } from './http.ts'
import type { TokenVault } from './tokens.ts'
import { limitError, Turnstile } from './turnstile.ts'
import { FORBIDDEN, judge, limitNews, needsReconnect, OFFLINE } from './verdict.ts'

export interface XeroApiPorts {
  readonly addresses: XeroAddresses
  readonly http: Http
  readonly tokens: TokenVault
  readonly store: ConnectStore
  readonly clock: Clock
  readonly policy: LimitPolicy
  /** The limit over all organisations; Xero's own when absent. */
  readonly appLimit?: AppLimit
}

/** Tries of one call, the first included, before the fault is the slice's to handle. */
const TRIES = 3
const COMMON_HEADERS = { accept: 'application/json', 'user-agent': 'Ledgerkeep/0.1' } as const
/** What every role may read, and what costs no egress (Xero's page on pricing). */
const ALWAYS_THERE: XeroCall = { api: 'accounting', path: ['Organisation'] }
/** Refusals of one call because of limits before the slice is ended. */
const MOST_REFUSALS = 12

type Access = Connection & { readonly tenantId: string }

/** The port made true: authorise, limit, fetch, judge, try again. */
export function createXeroApi(ports: XeroApiPorts): XeroApi {
  const { clock, store } = ports
  const turnstiles = new Map<string, Turnstile>()
  const activeConnection = activeConnections(store)
  const app = new AppGate(clock, ports.appLimit ?? APP_LIMIT)

  const turnstileOf = (organisationId: string): Turnstile => {
    const known = turnstiles.get(organisationId)
    if (known) return known
    const turnstile = new Turnstile({
      clock,
      policy: ports.policy,
      app,
      load: () => store.limitState(organisationId),
      save: (state) => store.saveLimitState(organisationId, state),
    })
    turnstiles.set(organisationId, turnstile)
    return turnstile
  }

  /** One call as it is. What comes of it otherwise than a success is thrown, or is a reason to ask again. */
  const once = async (
    connection: Access,
    call: XeroCall,
    options: XeroOptions,
    staleToken: string | null,
  ): Promise<Opened | { readonly stale: string } | 'limited'> => {
    const turnstile = turnstileOf(connection.organisationId)
    const leave = await turnstile.enter(options.hurry ?? false, options.signal)
    try {
      // Taken last: a token may run out while the call waits for its turn.
      const token = await ports.tokens.accessToken(connection.personId, staleToken)
      const sentAt = clock.now()
      const answer = await ports.http.get(
        addressOf(ports.addresses, call),
        {
          ...COMMON_HEADERS,
          ...(call.accept && { accept: call.accept }),
          authorization: `Bearer ${token}`,
          'xero-tenant-id': connection.tenantId,
        },
        options.signal,
      )
      await turnstile.learn(limitNews(answer, clock.now()))
      if (answer.statusCode >= 200 && answer.statusCode < 300) {
        return { answer, leave, turnstile, sentAt }
      }
      const text = await answer.body.text().catch(() => '')
      leave()
      const verdict = judge(answer, text)
      if (verdict.kind === 'limited') return 'limited'
      if (verdict.kind === 'stale token' && !staleToken) return { stale: token }
      throw verdict.kind === 'error' ? verdict.error : needsReconnect()
    } catch (error) {
      leave()
      throw error
    }
  }

  const authorised = async (
    connection: Access,
    call: XeroCall,
    options: XeroOptions,
  ): Promise<Opened> => {
    let stale: string | null = null
    for (let refusals = 0; ; refusals += 1) {
      const outcome = await once(connection, call, options, stale)
      if (outcome !== 'limited' && !('stale' in outcome)) return outcome
      if (outcome === 'limited' && refusals >= MOST_REFUSALS) {
        const { blockedBy, blockedUntil } = await turnstileOf(connection.organisationId).state()
        throw limitError(blockedBy ?? 'concurrent', blockedUntil)
      }
      if (outcome !== 'limited') stale = outcome.stale
    }
  }

  const patiently = async <T>(
    connectionId: string,
    call: XeroCall,
    options: XeroOptions,
    use: (opened: Opened, connection: Access) => Promise<T>,
  ): Promise<T> => {
    for (let attempt = 1, refused = false; ; attempt += 1) {
      const connection = await activeConnection(connectionId)
      try {
        return await use(await authorised(connection, call, options), connection)
      } catch (error) {
        options.signal?.throwIfAborted()
        const known = error instanceof LedgerkeepError ? error : networkError(error)
        if (isForbidden(known) && !refused) {
          refused = true
          await assertConnected(connection, call, options)
          // Refused while it was being disconnected and connected again, or refused for good.
          continue
        }
        if (known.kind !== 'retry') throw known
        // Before this call is blamed for good it is made sure that the others would come right.
        const down = await fault(connection, known.message === OFFLINE || attempt >= TRIES)
        if (down ?? attempt >= TRIES) throw down ?? known
        await clock.sleep(500 * 4 ** (attempt - 1), options.signal)
      }
    }
  }

  const fault = async (connection: Access, told: boolean): Promise<LedgerkeepError | null> => {
    try {
      const turnstile = turnstileOf(connection.organisationId)
      return await turnstile.fault(told, () => isUp(connection, turnstile))
    } catch (error) {
      if (error instanceof LedgerkeepError && error.kind === 'wait') return error
      throw error
    }
  }

  /** One call that the turnstile has let past its queue, which may hold everything back meanwhile. */
  const isUp = async (connection: Access, turnstile: Turnstile): Promise<boolean> => {
    try {
      const token = await ports.tokens.accessToken(connection.personId)
      const answer = await ports.http.get(addressOf(ports.addresses, ALWAYS_THERE), {
        ...COMMON_HEADERS,
        authorization: `Bearer ${token}`,
        'xero-tenant-id': connection.tenantId,
      })
      await turnstile.learn(limitNews(answer, clock.now()))
      const { length } = await answer.body.arrayBuffer().then((body) => new Uint8Array(body))
      if (answer.statusCode === 429) {
        // Refused before anything was asked: that tells nothing of what is behind.
        const { blockedBy, blockedUntil } = await turnstile.state()
        throw limitError(blockedBy ?? 'concurrent', blockedUntil)
      }
      const isPage = /html/i.test(header(answer, 'content-type') ?? '')
      return answer.statusCode < 500 && !isPage && (length > 0 || answer.statusCode !== 200)
    } catch (error) {
      if (!(error instanceof LedgerkeepError)) return false
      if (error.kind === 'reauthorise' || error.kind === 'wait') throw error
      return false
    }
  }

  /**
   * Xero answers 403 when the connection is gone, and also where only this is closed to the person's
   * role or the organisation's plan. What every role may read tells the two apart.
   */
  const assertConnected = async (
    connection: Access,
    call: XeroCall,
    options: XeroOptions,
  ): Promise<void> => {
    if (call.path[0] === 'Organisation') throw needsReconnect()
    try {
      const opened = await authorised(connection, ALWAYS_THERE, options)
      await opened.answer.body.dump()
      opened.leave()
    } catch (other) {
      const known = other instanceof LedgerkeepError ? other : networkError(other)
      throw isForbidden(known) ? needsReconnect() : known
    }
  }

  return {
    get: (connectionId, call, options = {}) =>
      patiently(connectionId, call, options, (opened) => readWhole(opened, call, clock)),
    open: (connectionId, call, options = {}) =>
      patiently(connectionId, call, options, async (opened, connection) =>
        asDownload(opened, clock, async (why) => {
          return (await fault(connection, false)) ?? badAnswer(why)
        }),
      ),
    limits: async (connectionId) => {
      const connection = await store.connection(connectionId)
      if (!connection) throw needsReconnect()
      return { state: await turnstileOf(connection.organisationId).state(), policy: ports.policy }
    },
    accessToken: async (connectionId) => {
      const connection = await store.connection(connectionId)
      if (!connection) throw needsReconnect()
      return ports.tokens.accessToken(connection.personId)
    },
    scopes: async (connectionId) =>
      ports.tokens.scopes((await activeConnection(connectionId)).personId),
  }
}

const isForbidden = (error: LedgerkeepError): boolean =>
  error.kind === 'skip' && error.reason === 'forbidden' && error.message === FORBIDDEN

/** Organisations keep their ids at Xero for ever; whether a connection is active may change any time. */
function activeConnections(store: ConnectStore): (connectionId: string) => Promise<Access> {
  const tenants = new Map<string, string>()
  return async (connectionId) => {
    const connection = await store.connection(connectionId)
    if (connection?.state !== 'active') throw needsReconnect()
    const { organisationId } = connection
    const known = tenants.get(organisationId)
    const tenantId = known ?? (await store.organisation(organisationId))?.tenantId
    if (tenantId === undefined) throw needsReconnect()
    tenants.set(organisationId, tenantId)
    return { ...connection, tenantId }
  }
}
