import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import type { RecordedRequest } from '../../simulators/stripe/recorded-requests.ts'
import { sdkDefinitions } from './stripe-definitions.ts'

/** What Stripe publishes of its requests, when it lies beside the repository. */
const OFFICIAL = new URL(
  '../../../shared/stripe/official-request-schemas-2023-09-12.json',
  import.meta.url,
)
export const officialSchemas = existsSync(OFFICIAL)

/** Parameters that are younger than the published descriptions, or were renamed since. */
const YOUNGER: Readonly<Record<string, readonly string[]>> = {
  '/v1/checkout/sessions': ['ui_mode', 'adaptive_pricing'],
  '/v1/credit_notes': ['email_type', 'refunds'],
}

/** Calls by method and path (`:id` for ids), with the SDK's type of their parameters. */
const CALLS: Readonly<Record<string, string>> = {
  'POST /v1/checkout/sessions': 'Checkout.SessionCreateParams',
  'GET /v1/checkout/sessions': 'Checkout.SessionListParams',
  'GET /v1/checkout/sessions/:id': 'Checkout.SessionRetrieveParams',
  'POST /v1/checkout/sessions/:id/expire': 'Checkout.SessionExpireParams',
  'POST /v1/customers': 'CustomerCreateParams',
  'POST /v1/customers/:id': 'CustomerUpdateParams',
  'POST /v1/tax_rates': 'TaxRateCreateParams',
  'GET /v1/tax_rates/:id': 'TaxRateRetrieveParams',
  'POST /v1/credit_notes': 'CreditNoteCreateParams',
  'GET /v1/credit_notes': 'CreditNoteListParams',
  'POST /v1/refunds': 'RefundCreateParams',
  'GET /v1/refunds': 'RefundListParams',
  'GET /v1/refunds/:id': 'RefundRetrieveParams',
  'GET /v1/disputes': 'DisputeListParams',
}

type Json = string | { [key: string]: Json } | Json[]

/** Holds requests against the SDK's own types, and against Stripe's published descriptions. */
export interface Witness {
  /** What is wrong with the request, in words; empty when nothing is. */
  faults(request: RecordedRequest): readonly string[]
}

export function stripeWitness(): Witness {
  // A form carries texts alone: numbers and booleans are made of them as the schema asks.
  const ajv = new Ajv({
    coerceTypes: true,
    strict: false,
    allErrors: true,
    validateFormats: false,
    code: { optimize: false },
  })
  const bySdk = sdkValidators(ajv)
  const byStripe = officialSchemas ? officialValidators(ajv) : new Map<string, Compile>()
  return {
    faults(request) {
      const call = callOf(request)
      const sdk = bySdk.get(call)?.()
      if (!sdk) return [`${call} is no call that the witness knows`]
      const form = decode(request.method === 'GET' ? request.query : request.body)
      const official = byStripe.get(call)?.()
      return [
        ...complaints('SDK', sdk, structuredClone(form)),
        ...(official ? complaints('Stripe', official, withoutYounger(call, form)) : []),
      ]
    },
  }
}

const callOf = ({ method, path }: RecordedRequest): string =>
  `${method} ${path.replace(/\/(cs|cus|txr|in|cn|re|pi|ch)_\w+/, '/:id')}`

function complaints(who: string, validate: ValidateFunction, form: Json): readonly string[] {
  if (validate(form)) return []
  return (validate.errors ?? []).map(
    (error) => `${who}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  )
}

function withoutYounger(call: string, form: Json): Json {
  const younger = YOUNGER[call.split(' ')[1] ?? ''] ?? []
  return Object.fromEntries(Object.entries(form).filter(([key]) => !younger.includes(key)))
}

/** Compiled when it is first asked for: most files ask for a few calls only. */
type Compile = () => ValidateFunction

function compileOnce(ajv: Ajv, schema: object): Compile {
  let compiled: ValidateFunction | null = null
  return () => {
    compiled ??= ajv.compile(schema)
    return compiled
  }
}

function sdkValidators(ajv: Ajv): ReadonlyMap<string, Compile> {
  const calls = Object.entries(CALLS)
  const definitions = sdkDefinitions(calls.map(([, type]) => type))
  ajv.addSchema({ definitions, $id: 'sdk' })
  return new Map(
    calls.map(([call], nth) => [call, compileOnce(ajv, { $ref: `sdk#/definitions/Call${nth}` })]),
  )
}

interface Published {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly requestBody?: {
              readonly content: Readonly<Record<string, { schema: object }>>
            }
          }
        >
      >
    >
  >
}

function officialValidators(ajv: Ajv): ReadonlyMap<string, Compile> {
  const { paths } = JSON.parse(readFileSync(OFFICIAL, 'utf8')) as Published
  const found = new Map<string, Compile>()
  for (const [path, calls] of Object.entries(paths)) {
    const body = calls.post?.requestBody?.content['application/x-www-form-urlencoded']
    const call = `POST ${path.replaceAll(/\{\w+\}/g, ':id')}`
    if (body) found.set(call, compileOnce(ajv, body.schema))
  }
  return found
}

/** `a[b][0]=c` as `{ a: { b: ['c'] } }`; a reader of our own, apart from the simulator's. */
function decode(encoded: string): Json {
  const root: { [key: string]: Json } = {}
  for (const [key, value] of new URLSearchParams(encoded)) {
    put(root, [...key.matchAll(/[^[\]]+/g)].map(String), value)
  }
  return listed(root)
}

function put(node: { [key: string]: Json }, [key = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    node[key] = value
    return
  }
  const inner = node[key]
  const next = typeof inner === 'object' && !Array.isArray(inner) ? inner : {}
  node[key] = next
  put(next, rest, value)
}

/** An object whose keys are 0, 1, 2 ... is a list. */
function listed(node: Json): Json {
  if (typeof node !== 'object' || Array.isArray(node)) return node
  const entries = Object.entries(node).map(([key, inner]) => [key, listed(inner)] as const)
  const isList = entries.length > 0 && entries.every(([key], at) => key === String(at))
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}
