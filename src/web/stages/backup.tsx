import { isFinished } from '../../core/flow.ts'
import { type LivePart, liveStream } from '../live-stream.ts'
import { signedIn } from '../middleware/session.ts'
import { BackupPage, CancelPage } from '../pages/backup.tsx'
import { fragment, page } from '../render.tsx'
import { ROUTES, to } from '../routes.ts'
import { BACKUP } from '../texts/backup.ts'
import { backupWords, sayState } from '../texts/states.ts'
import { BackupPanel } from '../ui/backup-panel.tsx'
import type { WebApp, WebContext } from '../web-env.ts'

/** A backup as it runs, live, and stopping it. */
export function backupRoutes(app: WebApp): void {
  app.get(ROUTES.backupPage.path, showBackup)
  app.get(ROUTES.backupEvents.path, async (c) => {
    await factsOf(c)
    return liveStream(c, () => partsOf(c))
  })
  app.get(ROUTES.cancelAsk.path, askToCancel)
  app.post(ROUTES.cancel.path, cancel)
  app.post(ROUTES.retry.path, retry)
}

async function showBackup(c: WebContext) {
  const facts = await factsOf(c)
  const title = BACKUP.title(facts.backup.organisation)
  const live = isFinished(facts.backup.state) ? {} : { reloadSeconds: 10 }
  return page(c, { title, ...live }, <BackupPage {...facts} />)
}

async function partsOf(c: WebContext): Promise<readonly LivePart[]> {
  const facts = await factsOf(c)
  const { backup, now } = facts
  const html = fragment(<BackupPanel {...facts} />)
  return [{ id: backup.id, html, say: sayState(backupWords(backup), now) }]
}

async function askToCancel(c: WebContext) {
  const { backup } = await factsOf(c)
  if (isFinished(backup.state)) {
    return c.redirect(to('backupPage', { backupId: backup.id }), 303)
  }
  const paid = backup.orderId !== null
  return page(c, { title: BACKUP.cancelTitle }, <CancelPage backupId={backup.id} paid={paid} />)
}

async function cancel(c: WebContext) {
  const backupId = backupIdOf(c)
  await c.var.ports.app.backup.cancel(signedIn(c).id, backupId)
  return c.redirect(to('backupPage', { backupId }), 303)
}

async function retry(c: WebContext) {
  const backupId = backupIdOf(c)
  await c.var.ports.app.backup.retry(signedIn(c).id, backupId)
  return c.redirect(to('backupPage', { backupId }), 303)
}

const backupIdOf = (c: WebContext): string => c.req.param('backupId') ?? ''

async function factsOf(c: WebContext) {
  const person = signedIn(c)
  const { app, clock } = c.var.ports
  const backup = await app.backup.view(person.id, backupIdOf(c))
  return { backup, email: person.email, now: clock.now() }
}
