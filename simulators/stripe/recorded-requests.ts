/** A request to the API as it came: `query` and `body` undecoded, no headers. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: string
}

/** A demonstration runs for days: only so many are kept. */
const MOST = 5_000

/** Remembers a request, so that tests can hold it against Stripe's own descriptions. */
export function record(requests: RecordedRequest[], request: RecordedRequest): void {
  requests.push(request)
  if (requests.length > MOST) requests.shift()
}
