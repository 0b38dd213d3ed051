import { to } from '../routes.ts'
import { NAVIGATION as T } from '../texts/navigation.ts'
import type { Site } from '../web-ports.ts'

/** The one line that says so on every page when Xero and Stripe are simulated. */
export const Demonstration = ({ site }: { readonly site: Site }) =>
  site.demonstration && (
    <aside class="demonstration" aria-label="Demonstration">
      <p>
        <span>{T.demonstration}</span> <a href={to('outbox')}>{T.outbox}</a>{' '}
        <a href={site.demonstration.xeroUrl}>{T.xero}</a>{' '}
        <a href={site.demonstration.stripeUrl}>{T.stripe}</a>
      </p>
    </aside>
  )
