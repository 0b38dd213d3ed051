import { refuse } from '../../core/errors.ts'
import { type AppPorts, newSecret } from '../app-ports.ts'
import { operatorLink } from '../letters/index.ts'
import type { OperatorStage } from '../operator-views.ts'
import { postTo, siteOf } from '../post.ts'

const LINK_LIFE_MS = 15 * 60_000
const SESSION_LIFE_MS = 12 * 3_600_000
/** Links an address may have in their lifetime, so that nobody fills its mailbox. */
const MOST_LINKS = 5

type Entry = Pick<OperatorStage, 'askLink' | 'enter' | 'operator' | 'leave'>

/** The way in: a link by mail that works once, then a session of its own. */
export function operatorEntry(ports: AppPorts): Entry {
  const { store, clock, secrets, facts } = ports
  const isOperator = (email: string) => facts.operatorLogins.includes(email)
  const audit = (what: string, email: string) =>
    store.audit({ at: clock.now(), personId: null, what, subjectId: 'operator', detail: email })

  return {
    async askLink(typed) {
      const email = typed.trim().toLowerCase()
      const now = clock.now()
      if (!isOperator(email)) return
      if ((await store.operator.linksSince(email, now - LINK_LIFE_MS)) >= MOST_LINKS) return
      const token = newSecret(ports)
      const fingerprint = secrets.fingerprint(token)
      const link = { fingerprint, email, createdAt: now, expiresAt: now + LINK_LIFE_MS }
      await store.operator.addLink(link)
      const letter = operatorLink(siteOf(ports), `${facts.baseUrl}/admin/enter?token=${token}`)
      await postTo(ports, email, undefined, `operator link ${fingerprint}`, letter)
    },

    async enter(token) {
      const now = clock.now()
      const link = await store.operator.takeLink(secrets.fingerprint(token))
      if (!link || link.expiresAt <= now || !isOperator(link.email)) {
        throw refuse('This link is used up or too old.', 'Ask for a new one.', { reason: 'gone' })
      }
      const session = newSecret(ports)
      await store.operator.addSession({
        fingerprint: secrets.fingerprint(session),
        email: link.email,
        createdAt: now,
        expiresAt: now + SESSION_LIFE_MS,
      })
      await audit('operator: logged in', link.email)
      return { session }
    },

    async operator(session) {
      const found = await store.operator.session(secrets.fingerprint(session))
      if (!found || found.expiresAt <= clock.now()) return null
      return isOperator(found.email) ? found.email : null
    },

    async leave(session) {
      await store.operator.deleteSession(secrets.fingerprint(session))
    },
  }
}
