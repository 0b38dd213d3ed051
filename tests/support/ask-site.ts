import { ROUTES, type RouteName } from '../../src/web/routes.ts'
import { createFakeSite, type FakeSiteOptions } from './fake-site.ts'

export const ORIGIN = 'http://localhost:3000'
/** The headers of Ann's browser. */
export const ANN_HEADERS = { cookie: 'ledgerkeep=ann-session; ledgerkeep-cookies=accepted' }

export const ROUTE_NAMES = Object.keys(ROUTES) as RouteName[]

const OPEN: readonly RouteName[] = [
  ...(['home', 'howItWorks', 'whatIsBackedUp', 'pricing', 'questions', 'security'] as const),
  ...([
    'privacy',
    'cookies',
    'terms',
    'example',
    'exampleFile',
    'backup',
    'outbox',
    'letter',
    'letterBody',
  ] as const),
  ...(['asset', 'health', 'webhook', 'acceptCookies', 'connect', 'connectForm'] as const),
  ...(['callback', 'signOut'] as const),
  // These have a log-in of their own.
  ...ROUTE_NAMES.filter((name) => name.startsWith('admin')),
]
/** Those that need a login. A new route counts as one until it is listed above. */
export const PRIVATE_ROUTES = ROUTE_NAMES.filter((name) => !OPEN.includes(name))

const OWN: Readonly<Record<string, string>> = {
  connectionId: 'con_1',
  scanId: 'scn_1',
  orderId: 'ord_1',
  backupId: 'bak_1',
  receiptId: 'del_1',
  name: 'letter-1',
  file: 'site.css',
  size: '4GB',
}

/** The address of a route with ids that are there and Ann's. */
export const ownAddress = (name: RouteName): string => fill(name, (key) => OWN[key] ?? '')

/** The same with ids that are not. */
export const foreignAddress = (name: RouteName): string => fill(name, (key) => `${OWN[key]}other`)

const fill = (name: RouteName, idOf: (key: string) => string): string =>
  ROUTES[name].path.replaceAll(/:(\w+)/g, (_, key: string) => idOf(key))

export type FormFields = Readonly<Record<string, string>> | string[][]

/** Asks the site without a socket; forms come from its own origin unless headers say otherwise. */
export function askSite(options: FakeSiteOptions = {}) {
  const fake = createFakeSite(options)
  const get = async (path: string, headers: HeadersInit = {}) =>
    fake.site.request(ORIGIN + path, { headers })
  const post = async (path: string, form: FormFields = {}, headers: HeadersInit = {}) =>
    fake.site.request(ORIGIN + path, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: ORIGIN, ...headers },
    })
  /** A route by its method, with an empty form where it is a POST. */
  const ask = (name: RouteName, path: string, headers: HeadersInit = {}) =>
    ROUTES[name].method === 'GET' ? get(path, headers) : post(path, {}, headers)
  return { ...fake, get, post, ask }
}
