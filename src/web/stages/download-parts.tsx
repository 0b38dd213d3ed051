import { notFound } from '../../core/errors.ts'
import { signedIn } from '../middleware/session.ts'
import { PartsPage } from '../pages/parts.tsx'
import { partBytes } from '../part-sizes.ts'
import { page } from '../render.tsx'
import { ROUTES } from '../routes.ts'
import { BACKUP } from '../texts/backup.ts'
import type { WebApp, WebContext } from '../web-env.ts'

/** The parts of a split archive, each with its link. */
export function partsRoutes(app: WebApp): void {
  app.get(ROUTES.parts.path, showParts)
}

async function showParts(c: WebContext) {
  const person = signedIn(c)
  const backupId = c.req.param('backupId') ?? ''
  const size = c.req.param('size') ?? ''
  const { backup, download } = c.var.ports.app
  const { organisation } = await backup.view(person.id, backupId)
  const bytes = partBytes(size)
  if (bytes === null) throw notFound('size of parts')
  const parts = await download.parts(person.id, backupId, bytes)
  return page(
    c,
    { title: BACKUP.partsTitle },
    <PartsPage backupId={backupId} organisation={organisation} size={size} parts={parts} />,
  )
}
