import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, json } from './answer.ts'
import { ApiError } from './api-error.ts'
import { matchEndpoint } from './endpoint.ts'
import { ENDPOINTS } from './endpoints/all.ts'
import { expandPaths } from './expand.ts'
import type { Fault, Faults } from './faults.ts'
import { decodeForm } from './form.ts'
import { fingerprintOf, type IdempotencyKeys, type StoredAnswer } from './idempotency.ts'
import { newId } from './ids.ts'
import { checkKey } from './secret-key.ts'
import { validate } from './validate.ts'
import { API_VERSION, type World } from './world.ts'

/** One request to `/v1/…`. `query` and `body` are undecoded. */
export interface ApiRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface ApiParts {
  readonly world: World
  readonly keys: IdempotencyKeys
  readonly faults: Faults
  readonly secretKey: string
}

/** Serves the API: authorisation, faults, idempotency, parameters, the endpoint, expansion. */
export async function serveApi(parts: ApiParts, request: ApiRequest): Promise<Answer> {
  const version = String(request.headers['stripe-version'] ?? API_VERSION)
  const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined
  const idempotencyKey = typeof key === 'string' ? key : null
  const requestId = newId('req').slice(0, 18)
  const headers = {
    'request-id': requestId,
    'stripe-version': version,
    ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
  }
  try {
    checkKey(request.headers.authorization, parts.secretKey)
    const served = await serveOnce(parts, request, {
      id: requestId,
      idempotency_key: idempotencyKey,
    })
    return {
      ...served,
      headers: { 'content-type': 'application/json', ...headers, ...served.headers },
    }
  } catch (error) {
    const { status, body } = errorAnswer(error)
    return { status, headers: { 'content-type': 'application/json', ...headers }, body }
  }
}

type Cause = World['request']

async function serveOnce(parts: ApiParts, request: ApiRequest, cause: Cause): Promise<Answer> {
  const key = cause.idempotency_key
  if (key === null) return run(parts, request, cause)
  const stored = parts.keys.take(key, fingerprintOf(request.method, request.path, request.body))
  if (stored !== null) {
    const headers = { ...retryAdvice(stored.status), 'idempotent-replayed': 'true' }
    return { ...stored, headers }
  }
  try {
    const answer = await run(parts, request, cause)
    if (answer.status < 400 || answer.status >= 500)
      parts.keys.keep(key, { status: answer.status, body: String(answer.body) })
    else parts.keys.release(key)
    return answer
  } catch (error) {
    if (error instanceof ApiError && error.stage === 'validation') parts.keys.release(key)
    else parts.keys.keep(key, errorAnswer(error))
    throw error
  }
}

async function run(parts: ApiParts, request: ApiRequest, cause: Cause): Promise<Answer> {
  const fault = parts.faults.next(request.method, request.path)
  if (fault?.delayMs !== undefined) await wait(fault.delayMs)
  if (fault?.status !== undefined && !fault.afterCommit) {
    const advice = cause.idempotency_key === null ? {} : retryAdvice(fault.status)
    return faultAnswer({ ...fault, headers: { ...advice, ...fault.headers } }, fault.status)
  }
  const answer = perform(parts.world, request, cause)
  return fault?.afterCommit ? { ...answer, drop: true } : answer
}

/** A 500 is kept under its key: asked again, it would only be repeated, and Stripe says so. */
const retryAdvice = (status: number): Readonly<Record<string, string>> =>
  status === 500 ? { 'stripe-should-retry': 'false' } : {}

function faultAnswer(fault: Fault, status: number): Answer {
  const type = status >= 500 ? 'api_error' : 'invalid_request_error'
  const message = 'A planned fault of the simulator.'
  return json(status, fault.body ?? { error: { type, message } }, fault.headers ?? {})
}

function perform(world: World, request: ApiRequest, cause: Cause): Answer {
  const matched = matchEndpoint(ENDPOINTS, request.method, request.path)
  if (matched === undefined) throw unrecognised(request)
  const form = decodeForm(request.method === 'GET' ? request.query : request.body)
  const params = validate(form, matched.endpoint.params)
  world.request = cause
  try {
    const result = matched.endpoint.run(world, params, matched.id)
    const paths = Array.isArray(params.expand) ? params.expand.map(String) : []
    return json(200, expandPaths(world, result, paths))
  } finally {
    world.request = { id: null, idempotency_key: null }
  }
}

function unrecognised(request: ApiRequest): ApiError {
  const message = `Unrecognized request URL (${request.method}: ${request.path}).`
  return new ApiError(404, { type: 'invalid_request_error', message }, 'validation')
}

function errorAnswer(error: unknown): StoredAnswer {
  const known = error instanceof ApiError
  const status = known ? error.status : 500
  const body = known
    ? error.body
    : { type: 'api_error', message: `The simulator failed: ${String(error)}` }
  return { status, body: `${JSON.stringify({ error: body }, null, 2)}\n` }
}
