import type { Connection, Organisation, Person } from '../ports/store/connect.ts'
import type { MailOwner } from '../ports/store/mail.ts'
import { type AppPorts, newId } from './app-ports.ts'
import type { LetterSite, WrittenLetter } from './letters/index.ts'
import { FINISHED, failedUntil, type SliceEnd } from './slice.ts'

/** What every letter needs to know. */
export interface Recipient {
  readonly site: LetterSite
  readonly organisation: string
  readonly organisationFacts: Organisation
}

/** The name of one of which everything was deleted, when there is still something to say of its order. */
const DELETED = 'The organisation you deleted'

/**
 * Queues a letter to the person of a connection. One letter per occasion: asked again for the same
 * one (after a crash), nothing is queued. Nothing waits for the mail server. A passing letter is deleted
 * as soon as it is sent.
 */
export async function post(
  ports: AppPorts,
  connectionId: string,
  occasion: string,
  write: (recipient: Recipient) => WrittenLetter,
  passing = false,
): Promise<void> {
  const found = await recipientOf(ports, connectionId)
  if (!found?.person.email) return
  const letter = write({
    site: siteOf(ports),
    organisation: found.organisation.name || DELETED,
    organisationFacts: found.organisation,
  })
  const owner = { personId: found.person.id, connectionId, passing }
  await postTo(ports, found.person.email, owner, occasion, letter)
}

/** One letter each time that a connection is lost, whatever stops with it. */
export const lostOccasion = (connectionId: string, connectedAt: number): string =>
  `connection lost ${connectionId} ${connectedAt}`

/** What every letter says of the installation. */
export const siteOf = ({ facts }: Pick<AppPorts, 'facts'>): LetterSite => ({
  baseUrl: facts.baseUrl,
  operator: facts.operator,
})

/** Queues a letter to an address; for the occasion there is none yet. Letters to operators have no owner. */
export async function postTo(
  ports: AppPorts,
  to: string,
  owner: MailOwner | undefined,
  occasion: string,
  letter: WrittenLetter,
): Promise<void> {
  const { store, clock } = ports
  const id = newId(ports, 'mai')
  const mail = { id, occasion, to, ...letter, createdAt: clock.now(), sentAt: null }
  if (await store.mail.queueMail(mail, owner)) await store.jobs.add('mail', id, clock.now())
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
