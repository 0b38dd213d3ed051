import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, json } from './answer.ts'
import { type ApiParts, serveApi } from './api.ts'
import { type Clock, virtualClock } from './clock.ts'
import { type ControlParts, serveControl } from './control.ts'
import { createWorld } from './create-world.ts'
import { createFaults } from './faults.ts'
import { createIdempotencyKeys } from './idempotency.ts'
import { servePage } from './pages/serve.ts'
import { type RecordedRequest, record } from './recorded-requests.ts'
import { keepState, restoreState } from './state.ts'
import { createWebhooks } from './webhooks.ts'

/** How to start the simulator; everything may be left out. */
export interface StripeSimulatorOptions {
  /** 0 takes a free one. */
  readonly port?: number
  readonly host?: string
  /** Takes the place of `speed` and `anchor`. */
  readonly clock?: Clock
  /** Virtual seconds for each real one. */
  readonly speed?: number
  /** What the clock shows at the start (ms); the real time when absent. */
  readonly anchor?: number
  /** The real instant (ms) at which it showed that; the start when absent. */
  readonly anchorReal?: number
  /** A file that keeps the account over a restart. */
  readonly state?: string
  readonly secretKey?: string
  /** How long a delayed debit takes on the clock; three days when absent. */
  readonly debitSeconds?: number
  readonly webhook?: { readonly url: string; readonly secret: string }
  /** How a browser reaches the hosted pages; no slash at the end. */
  readonly publicUrl?: string
}

export interface StripeSimulator {
  readonly url: string
  readonly port: number
  /** Where the control is: add `/state`, `/webhooks`, … */
  readonly control: string
  /** Every request to the API so far, the newest last. */
  readonly requests: readonly RecordedRequest[]
  close(): Promise<void>
}

const THREE_DAYS_SECONDS = 3 * 24 * 3600
const TICK_MS = 50
const LARGEST_BODY = 1024 * 1024

/** Starts a stand-in for Stripe on HTTP: API, hosted pages, webhooks and a control for tests. */
export async function startStripeSimulator(
  options: StripeSimulatorOptions = {},
): Promise<StripeSimulator> {
  const clock =
    options.clock ??
    virtualClock(options.speed ?? 1, options.anchor ?? Date.now(), options.anchorReal)
  const world = createWorld(clock, options.debitSeconds ?? THREE_DAYS_SECONDS)
  if (options.state) restoreState(world, options.state)
  const save = options.state ? keepState(world, options.state) : () => {}
  const { url = '', secret = 'whsec_demo' } = options.webhook ?? {}
  const webhooks = createWebhooks(world, { url, secret, enabled: true })
  world.deliver = webhooks.send
  const faults = createFaults()
  const keys = createIdempotencyKeys(clock)
  const requests: RecordedRequest[] = []
  const secretKey = options.secretKey ?? 'sk_test_demo'
  const parts = { world, webhooks, faults, keys, requests, secretKey }

  const server = createServer((request, response) => {
    response.once('close', save)
    void handle(parts, request, response)
  })
  const host = options.host ?? '127.0.0.1'
  const port = await listen(server, options.port ?? 0, host)
  const own = `http://${host}:${port}`
  world.publicUrl = options.publicUrl ?? own
  const timer = setInterval(() => {
    if (world.agenda.catchUp()) save()
  }, TICK_MS)
  const close = () => stop(server, timer)
  return { url: own, port, control: `${own}/control`, requests, close }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function stop(server: Server, timer: NodeJS.Timeout): Promise<void> {
  clearInterval(timer)
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

type Parts = ApiParts & ControlParts & { readonly requests: RecordedRequest[] }

async function handle(
  parts: Parts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    parts.world.agenda.catchUp()
    const answer = await answerTo(parts, request)
    if (answer.drop) {
      request.socket.destroy()
      return
    }
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-length': Buffer.byteLength(answer.body),
    })
    response.end(request.method === 'HEAD' ? '' : answer.body)
  } catch (error) {
    response.destroy(error instanceof Error ? error : undefined)
  }
}

async function answerTo(parts: Parts, request: IncomingMessage): Promise<Answer> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://simulator')
  const method = request.method ?? 'GET'
  const body = await readBody(request)
  if (pathname.startsWith('/control/')) return serveControl(parts, method, pathname, body)
  const page = servePage(parts.world, method === 'HEAD' ? 'GET' : method, pathname, body)
  if (page !== undefined) return page
  if (!pathname.startsWith('/v1/'))
    return json(404, { error: { type: 'invalid_request_error', message: 'Not found' } })
  record(parts.requests, { method, path: pathname, query: search.slice(1), body })
  return serveApi(parts, {
    method,
    path: pathname,
    query: search.slice(1),
    body,
    headers: request.headers,
  })
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > LARGEST_BODY) throw new Error('The request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
