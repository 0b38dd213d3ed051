import type { BackupView } from '../../app/app.ts'
import { asLedgerkeepError } from '../../core/errors.ts'
import { isFinished } from '../../core/flow.ts'
import { readForm } from '../form.ts'
import { type LivePart, liveStream } from '../live-stream.ts'
import { signedIn } from '../middleware/session.ts'
import { BackupPage, CancelPage, DeletePage } from '../pages/backup.tsx'
import { fragment, page } from '../render.tsx'
import { ROUTES, to } from '../routes.ts'
import { BACKUP } from '../texts/backup.ts'
import { backupWords, sayState } from '../texts/states.ts'
import { readyArchive } from '../ui/archive-part.tsx'
import { BackupPanel, type BackupProps } from '../ui/backup-panel.tsx'
import { faultOf } from '../ui/form-errors.tsx'
import type { WebApp, WebContext } from '../web-env.ts'
import { daysOf } from './account.tsx'

/** A backup as it runs, live, and stopping it. */
export function backupRoutes(app: WebApp): void {
  app.get(ROUTES.backupPage.path, showBackup)
  app.get(ROUTES.backupEvents.path, async (c) => {
    const { backup } = await factsOf(c)
    return liveStream(c, {
      key: `${signedIn(c).id} ${backup.id}`,
      read: () => c.var.ports.app.backup.view(signedIn(c).id, backup.id),
      isBusy: (one) => !isFinished(one.state),
      parts: (one) => [partOf(c, one)],
    })
  })
  app.get(ROUTES.cancelAsk.path, askToCancel)
  app.post(ROUTES.cancel.path, (c) => act(c, 'cancel'))
  app.post(ROUTES.pause.path, (c) => act(c, 'pause'))
  app.post(ROUTES.resume.path, (c) => act(c, 'resume'))
  app.post(ROUTES.retry.path, (c) => act(c, 'retry'))
  app.post(ROUTES.keep.path, keepFor)
  app.get(ROUTES.deleteAsk.path, askToDelete)
  app.post(ROUTES.deleteBackup.path, deleteBackup)
}

const showBackup = (c: WebContext) => backupPage(c, {})

async function backupPage(c: WebContext, form: Pick<BackupProps, 'days' | 'fault'>) {
  const facts = await factsOf(c)
  const title = BACKUP.title(facts.backup.organisation)
  const live = isFinished(facts.backup.state) ? {} : { reloadSeconds: 10 }
  const status = form.fault ? 400 : 200
  return page(c, { title, status, ...live }, <BackupPage {...facts} {...form} />)
}

function partOf(c: WebContext, backup: BackupView): LivePart {
  const { app, clock } = c.var.ports
  const now = clock.now()
  const { mostDays } = app.account.rules
  const facts = { backup, email: signedIn(c).email, mostDays, now }
  const html = fragment(<BackupPanel {...facts} />)
  return { id: backup.id, html, say: sayState(backupWords(backup), now) }
}

async function askToCancel(c: WebContext) {
  const { backup } = await factsOf(c)
  if (isFinished(backup.state)) {
    return c.redirect(to('backupPage', { backupId: backup.id }), 303)
  }
  const title = readyArchive(backup) ? BACKUP.cancelRetryTitle : BACKUP.cancelTitle
  return page(c, { title }, <CancelPage backup={backup} />)
}

async function act(c: WebContext, what: 'pause' | 'resume' | 'cancel' | 'retry') {
  const backupId = backupIdOf(c)
  await c.var.ports.app.backup[what](signedIn(c).id, backupId)
  return c.redirect(to('backupPage', { backupId }), 303)
}

async function keepFor(c: WebContext) {
  const backupId = backupIdOf(c)
  const days = (await readForm(c)).text('days')
  try {
    await c.var.ports.app.backup.keepFor(signedIn(c).id, backupId, daysOf(days))
    return c.redirect(to('backupPage', { backupId }), 303)
  } catch (thrown) {
    const error = asLedgerkeepError(thrown)
    if (error.kind !== 'refuse' || !error.field) throw thrown
    return backupPage(c, { days, fault: faultOf(error) })
  }
}

async function askToDelete(c: WebContext) {
  const { backup } = await factsOf(c)
  if (!isFinished(backup.state) || backup.deletedAt !== null) {
    return c.redirect(to('backupPage', { backupId: backup.id }), 303)
  }
  return page(c, { title: BACKUP.deleteTitle }, <DeletePage backup={backup} />)
}

async function deleteBackup(c: WebContext) {
  const receipt = await c.var.ports.app.backup.delete(signedIn(c).id, backupIdOf(c))
  return c.redirect(to('receipt', { receiptId: receipt.id }), 303)
}

const backupIdOf = (c: WebContext): string => c.req.param('backupId') ?? ''

async function factsOf(c: WebContext) {
  const person = signedIn(c)
  const { app, clock } = c.var.ports
  const backup = await app.backup.view(person.id, backupIdOf(c))
  const { mostDays } = app.account.rules
  return { backup, email: person.email, mostDays, now: clock.now() }
}
