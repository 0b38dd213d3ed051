import type { Connection, Organisation, Person } from '../ports/store/connect.ts'
import { type AppPorts, newId } from './app-ports.ts'
import type { LetterSite, WrittenLetter } from './letters/index.ts'
import { FINISHED, failedUntil, type SliceEnd } from './slice.ts'

/** What every letter needs to know. */
export interface Recipient {
  readonly site: LetterSite
  readonly organisation: string
  readonly organisationFacts: Organisation
}

/**
 * Queues a letter to the person of a connection. One letter per occasion: asked again for the same
 * one (after a crash), nothing is queued. Nothing waits for the mail server.
 */
export async function post(
  ports: AppPorts,
  connectionId: string,
  occasion: string,
  write: (recipient: Recipient) => WrittenLetter,
): Promise<void> {
  const { store, clock } = ports
  const found = await recipientOf(ports, connectionId)
  if (!found?.person.email) return
  const letter = write({
    site: { baseUrl: ports.facts.baseUrl, operator: ports.facts.operator },
    organisation: found.organisation.name,
    organisationFacts: found.organisation,
  })
  const id = newId(ports, 'mai')
  const queued = await store.mail.queueMail({
    id,
    occasion,
    to: found.person.email,
    ...letter,
    createdAt: clock.now(),
    sentAt: null,
  })
  if (queued) await store.jobs.add('mail', id, clock.now())
}

async function recipientOf(
  ports: AppPorts,
  connectionId: string,
): Promise<{ person: Person; organisation: Organisation } | null> {
  const connection: Connection | null = await ports.store.connect.connection(connectionId)
  if (!connection) return null
  const person = await ports.store.connect.person(connection.personId)
  const organisation = await ports.store.connect.organisation(connection.organisationId)
  return person && organisation ? { person, organisation } : null
}

/** Tries again after one minute, then two, four ... up to an hour, for as long as it takes. */
const pauseAfter = (attempts: number): number => Math.min(3_600_000, 60_000 * 2 ** attempts)

/** Hands one queued letter to the mail server. */
export async function mailSlice(
  ports: AppPorts,
  mailId: string,
  attempts: number,
): Promise<SliceEnd> {
  const mail = await ports.store.mail.mail(mailId)
  if (!mail || mail.sentAt !== null) return FINISHED
  try {
    const { to, subject, text, html } = mail
    await ports.mail.send({ to, subject, text, html, messageId: `${mail.id}@ledgerkeep` })
  } catch (error) {
    ports.log.warn('a letter could not be sent yet', {
      mail: mailId,
      attempts,
      error: String(error),
    })
    return failedUntil(ports.clock.now() + pauseAfter(attempts))
  }
  await ports.store.mail.markSent(mailId, ports.clock.now())
  return FINISHED
}
