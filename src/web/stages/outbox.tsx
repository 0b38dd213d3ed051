import { notFound } from '../../core/errors.ts'
import type { OutboxLetter } from '../../ports/mail.ts'
import { LetterPage, OutboxPage } from '../pages/outbox.tsx'
import { page } from '../render.tsx'
import { ROUTES } from '../routes.ts'
import { OUTBOX } from '../texts/outbox.ts'
import type { WebApp, WebContext } from '../web-env.ts'

/** A letter may style itself, and nothing else; its links open outside the frame. */
const LETTER_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "frame-ancestors 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ')

/** The letters of the demonstration; elsewhere these addresses do not exist. */
export function outboxRoutes(app: WebApp): void {
  app.get(ROUTES.outbox.path, showOutbox)
  app.get(ROUTES.letter.path, showLetter)
  app.get(ROUTES.letterBody.path, showBody)
}

async function showOutbox(c: WebContext) {
  const letters = await lettersOf(c)
  const body = <OutboxPage letters={letters} now={c.var.ports.clock.now()} />
  return page(c, { title: OUTBOX.title, width: 'wide' }, body)
}

async function showLetter(c: WebContext) {
  const letter = await letterOf(c)
  const body = <LetterPage letter={letter} now={c.var.ports.clock.now()} />
  return page(c, { title: letter.subject }, body)
}

async function showBody(c: WebContext) {
  const letter = await letterOf(c)
  c.header('Content-Security-Policy', LETTER_POLICY)
  c.header('X-Frame-Options', 'SAMEORIGIN')
  return c.html(`<base target="_blank">${letter.html}`)
}

async function lettersOf(c: WebContext): Promise<readonly OutboxLetter[]> {
  const { outbox, site } = c.var.ports
  if (!outbox || !site.demonstration) throw notFound('page')
  return outbox.letters()
}

async function letterOf(c: WebContext): Promise<OutboxLetter> {
  const name = c.req.param('name')
  const letter = (await lettersOf(c)).find((one) => one.name === name)
  if (!letter) throw notFound('letter')
  return letter
}
