import type { Calls } from '../calls.ts'
import type { Clock } from '../clock.ts'
import { faultReply } from '../fault-replies.ts'
import type { Fault } from '../faults.ts'
import { type Access, readAccess } from '../identity/access.ts'
import { connectionRow } from '../identity/connections.ts'
import type { Identity } from '../identity/identity.ts'
import { grants } from '../identity/scopes.ts'
import type { Limits } from '../limits.ts'
import {
  empty,
  insufficientScope,
  json,
  notFound,
  problem,
  type Reply,
  type Request,
} from '../reply.ts'
import type { Books } from '../worlds/world.ts'
import { answerAccounting } from './accounting.ts'
import type { LedgerMemory } from './accounting-call.ts'
import { answerAssets } from './assets.ts'
import { answerFiles, type FilesSwitches } from './files.ts'
import type { ListSwitches } from './list.ts'
import { answerPayroll } from './payroll.ts'
import { answerProjects } from './projects.ts'

export interface Switches extends FilesSwitches, ListSwitches {
  /** The first half hour of a connection without minute and day limits. */
  readonly rapidSync: boolean
}

/** Everything an API call meets on its way. */
export interface Gateway {
  readonly identity: Identity
  readonly limits: Limits
  readonly calls: Calls
  readonly clock: Clock
  readonly latencyMs: () => number
  readonly switches: Switches
  /** The fault that meets this call, if any; it is then used up. */
  readonly takeFault: (request: Request) => Fault | undefined
  readonly ledgers: LedgerMemory
  /** The address of the API without a slash at the end. */
  readonly base: () => string
}

/** An answer, how to spoil it, and what to do when it has been sent. */
export interface Outcome {
  readonly reply: Reply
  readonly fault?: Fault | undefined
  readonly release?: () => void
}

/** Answers a path below `/api`: token, tenant, limits, faults, then the resource itself. */
export async function answerApi(
  gateway: Gateway,
  path: string,
  request: Request,
): Promise<Outcome> {
  const access = readAccess(gateway.identity, request)
  if ('status' in access) return { reply: access }
  if (path === '/connections' || path.startsWith('/connections/')) {
    const fault = gateway.takeFault(request)
    const reply = faultReply(fault, gateway.clock.now())
    return { reply: reply ?? connections(gateway, path, request, access), fault }
  }
  const part =
    /^\/(api\.xro\/2\.0|(?:files|assets)\.xro\/1\.0|projects\.xro\/2\.0|payroll\.xro\/[12]\.0)\/(.*)$/.exec(
      path,
    )
  const segments = decode(part?.[2] ?? '')
  if (part === null || segments === undefined) return { reply: notFound() }
  const tenantId = request.headers['xero-tenant-id']?.toLowerCase() ?? ''
  const { world, connections: all } = gateway.identity
  const books = world.organisations.find((one) => one.tenantId === tenantId)
  const connection = all.of(access.clientId, access.userId).find((one) => one.tenantId === tenantId)
  if (books === undefined || connection === undefined) {
    return { reply: problem(403, 'AuthenticationUnsuccessful') }
  }
  const connectedAt = gateway.switches.rapidSync ? connection.createdAt : undefined
  const [address = ''] = part.slice(1)
  const [area = ''] = address.split('.')
  const version = address.split('/')[1] ?? ''
  return admit(gateway, { books, access, segments, request, area, version }, connectedAt)
}

/** A call in flight counts until its answer has been sent, so `release` is left to the sender. */
async function admit(
  gateway: Gateway,
  call: ResourceCall,
  connectedAt: number | undefined,
): Promise<Outcome> {
  const { clock, limits, calls } = gateway
  const { clientId } = call.access
  const admission = limits.admit(clientId, call.books.tenantId, clock.now(), connectedAt)
  if (admission.problem !== undefined) {
    calls.add(calls.limited, admission.problem)
    return { reply: empty(429, admission.headers) }
  }
  calls.accepted += 1
  const { release } = admission
  try {
    const fault = gateway.takeFault(call.request)
    const slowMs = fault?.kind === 'slow' ? (fault.delayMs ?? 10_000) : 0
    const waitMs = gateway.latencyMs() + slowMs
    if (waitMs > 0) await clock.sleep(waitMs)
    const reply = faultReply(fault, clock.now()) ?? (await resource(gateway, call))
    return { reply: withHeaders(reply, admission.headers), fault, release }
  } catch (error) {
    release()
    throw error
  }
}

function withHeaders(reply: Reply, headers: Readonly<Record<string, string>>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } }
}

interface ResourceCall {
  readonly books: Books
  readonly access: Access
  readonly segments: readonly string[]
  readonly request: Request
  /** The first word of the address: `api`, `files`, `assets`, `projects` or `payroll`. */
  readonly area: string
  /** The last: `2.0`. */
  readonly version: string
}

async function resource(gateway: Gateway, call: ResourceCall): Promise<Reply> {
  const { books, access, segments, request } = call
  const client = gateway.identity.clients.find((one) => one.id === access.clientId)
  if (call.area === 'payroll') return answerPayroll({ ...call, scopes: access.scopes })
  if (call.area !== 'api') {
    if (!grants(access.scopes, [`${call.area}.read`])) return insufficientScope()
    if (call.area === 'assets') return answerAssets({ books, segments, request })
    if (call.area === 'projects') return answerProjects({ books, segments, request })
    return answerFiles({ books, segments, request, switches: gateway.switches })
  }
  return answerAccounting({
    books,
    scopes: access.scopes,
    segments,
    request,
    wrapping: {
      providerName: client?.name ?? '',
      now: gateway.clock.now(),
      wantsJson: /json/i.test(request.headers.accept ?? ''),
    },
    base: `${gateway.base()}/api.xro/2.0`,
    switches: gateway.switches,
    ledgers: gateway.ledgers,
  })
}

function connections(gateway: Gateway, path: string, request: Request, access: Access): Reply {
  const { connections: all } = gateway.identity
  const mine = all.of(access.clientId, access.userId)
  const id = path.split('/')[2]
  if (request.method === 'GET' && id === undefined) {
    const event = request.query.get('authEventId')
    return json(
      200,
      mine.filter((one) => event === null || one.authEventId === event).map(connectionRow),
    )
  }
  if (request.method !== 'DELETE' || id === undefined) return empty(405)
  return mine.some((one) => one.id === id) && all.remove(id) ? empty(204) : notFound()
}

/** Segments of a path; undefined when the percent-encoding is broken. */
function decode(path: string): readonly string[] | undefined {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent)
  } catch {
    return undefined
  }
}
