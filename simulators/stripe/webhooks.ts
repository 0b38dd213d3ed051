import { createHmac } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { seconds } from './clock.ts'
import type { StoredEvent, World } from './world.ts'

const RETRY_AFTER_MS = [60_000, 600_000, 3_600_000, 6 * 3_600_000]
const ANSWER_WITHIN_MS = 10_000

/** Where events go; `enabled: false` keeps them from going anywhere, then or later. */
export interface WebhookTarget {
  url: string
  secret: string
  enabled: boolean
}

/** One try to deliver an event; `status` is 0 when there was no answer. */
interface Delivery {
  readonly event: string
  readonly type: string
  readonly attempt: number
  readonly status: number
}

export interface Webhooks {
  readonly target: WebhookTarget
  readonly deliveries: Delivery[]
  /** Sends an event now, and again later while the answers are not 2xx. */
  send(event: StoredEvent): void
  /** Waits for what is on its way. */
  idle(): Promise<void>
}

/** `t=seconds,v1=hex`: the HMAC-SHA256 of `seconds.payload` under the endpoint's secret. */
export function signatureHeader(payload: string, secret: string, at: number): string {
  const signature = createHmac('sha256', secret).update(`${at}.${payload}`, 'utf8').digest('hex')
  return `t=${at},v1=${signature}`
}

export function createWebhooks(world: World, target: WebhookTarget): Webhooks {
  const deliveries: Delivery[] = []
  const underway = new Set<Promise<void>>()

  const attempt = async (event: StoredEvent, count: number): Promise<void> => {
    if (!target.enabled) return
    const status = await post(world, target, event)
    deliveries.push({ event: event.id, type: event.type, attempt: count, status })
    if (status >= 200 && status < 300) {
      event.pending_webhooks = 0
      return
    }
    const wait = RETRY_AFTER_MS[count - 1]
    if (wait !== undefined)
      world.agenda.add(world.clock.now() + wait, () => start(event, count + 1))
  }

  const start = (event: StoredEvent, count: number): void => {
    const promise = attempt(event, count).finally(() => underway.delete(promise))
    underway.add(promise)
  }

  return {
    target,
    deliveries,
    send: (event) => {
      if (target.url === '' || !target.enabled) return
      event.pending_webhooks = 1
      start(event, 1)
    },
    idle: async () => {
      while (underway.size > 0) await Promise.allSettled(underway)
    },
  }
}

/** Posts the event and answers the status, 0 for no answer. `http:` and `https:` targets. */
function post(world: World, target: WebhookTarget, event: StoredEvent): Promise<number> {
  const payload = JSON.stringify(event, null, 2)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(payload),
    'stripe-signature': signatureHeader(payload, target.secret, seconds(world.clock)),
    'user-agent': 'Stripe/1.0 (simulator)',
  }
  const begin = target.url.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve) => {
    const request = begin(target.url, { method: 'POST', headers, timeout: ANSWER_WITHIN_MS })
    request.on('response', (response) => {
      response.resume()
      response.on('close', () => resolve(response.statusCode ?? 0))
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(0))
    request.end(payload)
  })
}
