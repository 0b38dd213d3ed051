import Stripe from 'stripe'

const TIMEOUT_MS = 20_000
/** Each repeated by the SDK with the same idempotency key, half a second and more apart. */
const RETRIES = 2

/** A client of Stripe's SDK for Stripe itself, or for a simulator at `baseUrl`. */
export function createStripeClient(options: {
  readonly secretKey: string
  readonly baseUrl: string | null
}): Stripe {
  return new Stripe(options.secretKey, {
    maxNetworkRetries: RETRIES,
    timeout: TIMEOUT_MS,
    telemetry: false,
    ...(options.baseUrl === null ? {} : addressOf(options.baseUrl)),
  })
}

function addressOf(baseUrl: string) {
  const { protocol, hostname, port } = new URL(baseUrl)
  const secure = protocol === 'https:'
  return {
    host: hostname,
    port: Number(port) || (secure ? 443 : 80),
    protocol: secure ? ('https' as const) : ('http' as const),
  }
}
