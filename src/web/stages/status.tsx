import type { OrganisationView } from '../../app/app.ts'
import { isFinished } from '../../core/flow.ts'
import { type LivePart, liveStream } from '../live-stream.ts'
import { signedIn } from '../middleware/session.ts'
import { StatusPage } from '../pages/status.tsx'
import { fragment, page } from '../render.tsx'
import { ROUTES, to } from '../routes.ts'
import { backupWords, sayState, scanWords } from '../texts/states.ts'
import { STATUS } from '../texts/status.ts'
import { Card } from '../ui/card.tsx'
import type { WebApp, WebContext } from '../web-env.ts'

/** How everything stands, live; and the button that starts a scan. */
export function statusRoutes(app: WebApp): void {
  app.get(ROUTES.status.path, showStatus)
  app.get(ROUTES.statusEvents.path, (c) => {
    const person = signedIn(c)
    return liveStream(c, {
      key: `${person.id} status`,
      read: () => c.var.ports.app.status.organisations(person.id),
      isBusy: (organisations) => organisations.some(isBusy),
      parts: (organisations) => organisations.map((one) => partOf(c, one)),
    })
  })
  app.post(ROUTES.scan.path, startScan)
}

async function showStatus(c: WebContext) {
  const facts = factsOf(c)
  const organisations = await c.var.ports.app.status.organisations(signedIn(c).id)
  const reloadSeconds = organisations.some(isBusy) ? 10 : 60
  return page(
    c,
    { title: STATUS.title, width: 'wide', reloadSeconds },
    <StatusPage {...facts} organisations={organisations} />,
  )
}

function partOf(c: WebContext, organisation: OrganisationView): LivePart {
  const facts = factsOf(c)
  return {
    id: organisation.connectionId,
    html: fragment(<Card {...facts} organisation={organisation} />),
    say: `${organisation.name}: ${inWords(organisation, facts.now)}`,
  }
}

async function startScan(c: WebContext) {
  const connectionId = c.req.param('connectionId') ?? ''
  await c.var.ports.app.scan.start(signedIn(c).id, connectionId)
  return c.redirect(to('status'), 303)
}

const factsOf = (c: WebContext) => ({
  email: signedIn(c).email,
  paid: c.var.ports.site.paid,
  now: c.var.ports.clock.now(),
})

/** Whether it can change without its person doing anything. */
const isBusy = (one: OrganisationView): boolean =>
  one.order !== null ||
  one.scan?.state === 'pending' ||
  one.scan?.state === 'scanning' ||
  one.backups.some((backup) => !isFinished(backup.state))

function inWords(organisation: OrganisationView, now: number): string {
  const newest = organisation.backups[0]
  if (newest && !(organisation.scan && organisation.scan.createdAt > newest.createdAt)) {
    return sayState(backupWords(newest), now)
  }
  return organisation.scan ? sayState(scanWords(organisation.scan, now), now) : ''
}
