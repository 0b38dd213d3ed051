/** One URL: how it is asked for, and its path with `:parameters`. */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
}

const get = <P extends string>(path: P) => ({ method: 'GET', path }) as const
const post = <P extends string>(path: P) => ({ method: 'POST', path }) as const

/** Every URL of the site, by name. Links are made from it with `to`, handlers are hung on it. */
export const ROUTES = {
  home: get('/'),
  howItWorks: get('/how-it-works'),
  whatIsBackedUp: get('/what-is-backed-up'),
  pricing: get('/pricing'),
  questions: get('/questions'),
  security: get('/security'),
  privacy: get('/privacy'),
  cookies: get('/cookies'),
  terms: get('/terms'),
  example: get('/example'),
  exampleFile: get('/example/archive.zip'),

  backup: get('/backup'),
  acceptCookies: post('/cookies'),
  connect: get('/connect'),
  connectForm: post('/connect'),
  callback: get('/connect/callback'),
  signOut: post('/sign-out'),
  disconnectAsk: get('/connections/:connectionId/disconnect'),
  disconnect: post('/connections/:connectionId/disconnect'),

  account: get('/account'),
  accountKeep: post('/account/keep'),
  signOutEverywhere: post('/account/sign-out-everywhere'),
  eraseAsk: get('/account/erase'),
  erase: post('/account/erase'),
  receipt: get('/receipts/:receiptId'),

  status: get('/status'),
  statusEvents: get('/status/events'),
  scan: post('/connections/:connectionId/scan'),

  filters: get('/filters/:scanId'),
  updateFilters: post('/filters/:scanId'),

  buy: post('/orders'),
  order: get('/orders/:orderId'),
  details: get('/orders/:orderId/details'),
  sendDetails: post('/orders/:orderId/details'),
  pay: post('/orders/:orderId/pay'),
  webhook: post('/stripe/webhook'),

  backupPage: get('/backups/:backupId'),
  backupEvents: get('/backups/:backupId/events'),
  cancelAsk: get('/backups/:backupId/cancel'),
  cancel: post('/backups/:backupId/cancel'),
  download: get('/backups/:backupId/download'),
  parts: get('/backups/:backupId/parts/:size'),
  pause: post('/backups/:backupId/pause'),
  resume: post('/backups/:backupId/resume'),
  keep: post('/backups/:backupId/keep'),
  deleteAsk: get('/backups/:backupId/delete'),
  deleteBackup: post('/backups/:backupId/delete'),
  retry: post('/backups/:backupId/retry'),

  admin: get('/admin'),
  adminLogin: get('/admin/login'),
  adminAskLink: post('/admin/login'),
  adminEnterAsk: get('/admin/enter'),
  adminEnter: post('/admin/enter'),
  adminLeave: post('/admin/leave'),
  adminOrders: get('/admin/orders'),
  adminOrder: get('/admin/orders/:orderId'),
  adminRelease: post('/admin/orders/:orderId/release'),
  adminRefundAsk: get('/admin/orders/:orderId/refund'),
  adminRefund: post('/admin/orders/:orderId/refund'),

  outbox: get('/outbox'),
  letter: get('/outbox/:name'),
  letterBody: get('/outbox/:name/body'),

  asset: get('/assets/:file'),
  health: get('/healthz'),
} as const satisfies Readonly<Record<string, Route>>

export type RouteName = keyof typeof ROUTES

type ParameterOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterOf<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never
type PathOf<Name extends RouteName> = (typeof ROUTES)[Name]['path']
type Arguments<Name extends RouteName> =
  ParameterOf<PathOf<Name>> extends never
    ? []
    : [Readonly<Record<ParameterOf<PathOf<Name>>, string>>]

/** The address of a route on this site: `to('order', { orderId })` is `/orders/ord_...`. */
export function to<Name extends RouteName>(name: Name, ...[values]: Arguments<Name>): string {
  const given: Readonly<Record<string, string>> = values ?? {}
  return ROUTES[name].path.replaceAll(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(given[key] ?? ''),
  )
}
