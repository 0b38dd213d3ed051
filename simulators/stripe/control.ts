import { type Answer, json } from './answer.ts'
import { emit } from './events.ts'
import type { Fault, Faults } from './faults.ts'
import { makeDispute } from './objects/dispute.ts'
import type { RecordedRequest } from './recorded-requests.ts'
import { changeRefund } from './refund-charge.ts'
import { settle } from './settle.ts'
import { tamper } from './tamper.ts'
import type { Webhooks } from './webhooks.ts'
import type { World } from './world.ts'

export interface ControlParts {
  readonly world: World
  readonly webhooks: Webhooks
  readonly faults: Faults
  readonly requests: readonly RecordedRequest[]
}

type Body = Readonly<Record<string, unknown>>

type Act = (parts: ControlParts, body: Body) => object | undefined

/** What a test may do to the simulator by `POST /control/<name>` with JSON. Undefined answers 404. */
const ACTS: Readonly<Record<string, Act>> = {
  webhooks: ({ webhooks }, body) => {
    const { target } = webhooks
    if (typeof body.enabled === 'boolean') target.enabled = body.enabled
    if (typeof body.url === 'string') target.url = body.url
    if (typeof body.secret === 'string') target.secret = body.secret
    return { enabled: target.enabled, url: target.url }
  },
  settle: ({ world }, body) => {
    const stored = world.sessions.get(String(body.session))
    const outcome = body.outcome === 'failed' ? 'failed' : 'succeeded'
    return stored !== undefined && settle(world, stored, outcome) ? stored.session : undefined
  },
  refund: ({ world }, body) => {
    const refund = world.refunds.get(String(body.refund))
    if (refund === undefined) return undefined
    changeRefund(world, refund, body.status === 'failed' ? 'failed' : 'succeeded')
    return refund
  },
  dispute: ({ world }, body) => {
    const charge = world.charges.get(String(body.charge))
    if (charge === undefined) return undefined
    const dispute = makeDispute(world, charge)
    charge.disputed = true
    world.disputes.set(dispute.id, dispute)
    emit(world, 'charge.dispute.created', dispute)
    return dispute
  },
  'dispute/close': ({ world }, body) => {
    const dispute = world.disputes.get(String(body.dispute))
    if (dispute === undefined) return undefined
    dispute.status = body.status === 'won' ? 'won' : 'lost'
    emit(world, 'charge.dispute.closed', dispute)
    return dispute
  },
  fault: ({ faults }, body) => {
    if (body.clear === true) faults.clear()
    for (const fault of readFaults(body)) faults.plan(fault)
    return { planned: true }
  },
  tamper: ({ world }, body) => {
    const stored = world.sessions.get(String(body.session))
    if (stored === undefined) return undefined
    tamper(stored.session, body.fields)
    return stored.session
  },
  'event/replay': ({ world, webhooks }, body) => {
    const event = world.events.get(String(body.id))
    if (event === undefined) return undefined
    const times = Number(body.times ?? 1)
    for (let sent = 0; sent < times; sent += 1) webhooks.send(event)
    return { id: event.id, times }
  },
}

/** Takes one fault, or several as `queue`. */
function readFaults(body: Body): Fault[] {
  const given = Array.isArray(body.queue) ? body.queue : body.match === undefined ? [] : [body]
  return given.map((fault: Fault) => ({
    ...fault,
    match: String(fault.match),
    times: Number(fault.times ?? 1),
  }))
}

/** Serves `/control/…`, which needs no key: the simulator is for tests and demonstrations alone. */
export async function serveControl(
  parts: ControlParts,
  method: string,
  path: string,
  body: string,
): Promise<Answer> {
  const name = path.slice('/control/'.length)
  if (method === 'GET' && name === 'state') return json(200, stateOf(parts))
  if (method === 'GET' && name === 'requests') return json(200, parts.requests)
  if (method === 'POST' && name === 'idle') {
    await parts.webhooks.idle()
    return json(200, { idle: true })
  }
  const act = method === 'POST' ? ACTS[name] : undefined
  const result = act?.(parts, body === '' ? {} : JSON.parse(body))
  return result === undefined
    ? json(404, { error: `Nothing to do for ${method} ${path}` })
    : json(200, result)
}

function stateOf({ world, webhooks }: ControlParts): object {
  return {
    now: world.clock.now(),
    sessions: [...world.sessions.values()].map((stored) => stored.session),
    payment_intents: [...world.paymentIntents.values()],
    charges: [...world.charges.values()],
    refunds: [...world.refunds.values()],
    invoices: [...world.invoices.values()],
    credit_notes: [...world.creditNotes.values()],
    disputes: [...world.disputes.values()],
    customers: [...world.customers.values()],
    mails: world.mails,
    events: [...world.events.values()].map(({ id, type, created }) => ({ id, type, created })),
    deliveries: webhooks.deliveries,
  }
}
