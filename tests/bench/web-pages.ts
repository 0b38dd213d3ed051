import { to } from '../../src/web/routes.ts'
import type { Visitor } from './web-books.ts'

/** A page that is asked for under load. */
export interface Page {
  readonly name: string
  readonly path: (visitor: Visitor) => string
  readonly status: number
  /** Only the pieces of the live price. */
  readonly fragment?: boolean
}

const open = (name: Parameters<typeof to>[0], path: string): Page => ({
  name,
  path: () => path,
  status: 200,
})

const own = (name: string, path: Page['path']): Page => ({ name, path, status: 200 })
const first = (ids: readonly string[]): string => ids[0] ?? ''

/** Every page that a customer can see. */
export const PAGES: readonly Page[] = [
  open('home', to('home')),
  open('howItWorks', to('howItWorks')),
  open('whatIsBackedUp', to('whatIsBackedUp')),
  open('pricing', `${to('pricing')}?files=2500`),
  open('questions', to('questions')),
  open('security', to('security')),
  open('privacy', to('privacy')),
  open('cookies', to('cookies')),
  open('terms', to('terms')),
  open('backup', to('backup')),
  open('account', to('account')),
  open('status', to('status')),
  own('filters', ({ scanIds }) => to('filters', { scanId: scanIds[3] ?? '' })),
  own('order', ({ orderIds }) => to('order', { orderId: first(orderIds) })),
  own('details', ({ orderIds }) => to('details', { orderId: first(orderIds) })),
  own('backup ready', ({ backupIds }) => to('backupPage', { backupId: first(backupIds) })),
  own('backup running', ({ backupIds }) => to('backupPage', { backupId: backupIds[1] ?? '' })),
  own('cancel', ({ backupIds }) => to('cancelAsk', { backupId: backupIds[1] ?? '' })),
  own('delete', ({ backupIds }) => to('deleteAsk', { backupId: first(backupIds) })),
  own('disconnect', ({ connectionIds }) =>
    to('disconnectAsk', { connectionId: first(connectionIds) }),
  ),
  own('erase', () => to('eraseAsk')),
  { name: 'missing', path: () => '/nowhere', status: 404 },
]
