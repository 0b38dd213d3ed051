/** The inside of Stripe's `{"error": {...}}`. */
export interface ErrorBody {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  readonly code?: string
  readonly message: string
  readonly param?: string
  readonly charge?: string
}

/**
 * An answer that is an error. `stage` tells whether the request had begun to run: Stripe keeps the
 * answer for its idempotency key only from then on, so a request refused for its parameters may be
 * corrected and sent again under the same key.
 */
export class ApiError extends Error {
  readonly status: number
  readonly body: ErrorBody
  readonly stage: 'validation' | 'execution'

  constructor(status: number, body: ErrorBody, stage: 'validation' | 'execution') {
    super(body.message)
    this.name = 'ApiError'
    this.status = status
    this.body = body
    this.stage = stage
  }
}

/** A parameter that is refused before anything happens. */
export function invalid(message: string, param?: string, code?: string): ApiError {
  return new ApiError(400, requestError(message, param, code), 'validation')
}

/** A request that was understood and then refused by the state of things. */
export function refused(message: string, param?: string, code?: string): ApiError {
  return new ApiError(400, requestError(message, param, code), 'execution')
}

/** An id in the path (404) or in a parameter (400) that names nothing. */
export function missing(
  kind: string,
  id: string,
  param: string,
  status: 400 | 404 = 404,
): ApiError {
  const body = requestError(`No such ${kind}: '${id}'`, param, 'resource_missing')
  return new ApiError(status, body, 'validation')
}

/** Something Stripe does and this stand-in does not: refused aloud rather than half done. */
export function notSimulated(what: string, param?: string): ApiError {
  return invalid(`The Stripe simulator does not carry out ${what}.`, param, 'not_simulated')
}

function requestError(message: string, param?: string, code?: string): ErrorBody {
  return {
    type: 'invalid_request_error',
    message,
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  }
}
