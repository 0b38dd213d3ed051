import { LedgerkeepError, refuse } from '../../core/errors.ts'
import type { Person } from '../../ports/store/connect.ts'
import type { XeroConnection, XeroLogin } from '../../ports/xero.ts'
import type { ConnectStage, SignedIn } from '../app.ts'
import { type AppPorts, newId, newSecret } from '../app-ports.ts'
import { pauseBackups, resumeBackups } from '../leave-xero.ts'

const LOGIN_LIFE_MS = 15 * 60_000
const SESSION_LIFE_MS = 30 * 86_400_000

/** Logging in and out; leaving Xero again is `leaving/disconnect.ts`. */
export function createConnect(
  ports: AppPorts,
): Omit<ConnectStage, 'disconnect' | 'disconnectView'> {
  const { store, clock, secrets, identity } = ports
  return {
    async begin(browser, returnTo) {
      const { url, attempt } = await identity.begin()
      await store.connect.addLogin({
        fingerprint: secrets.fingerprint(attempt.state),
        nonce: secrets.seal(attempt.nonce, 'login'),
        verifier: secrets.seal(attempt.verifier, 'login'),
        returnTo,
        browser: secrets.fingerprint(browser),
        expiresAt: clock.now() + LOGIN_LIFE_MS,
      })
      return { url }
    },

    async finish(callbackUrl, browser) {
      const state = new URL(callbackUrl).searchParams.get('state') ?? ''
      const login = await store.connect.takeLogin(secrets.fingerprint(state))
      if (!login || login.expiresAt <= clock.now()) throw staleLogin()
      if (login.browser !== secrets.fingerprint(browser)) throw staleLogin()
      const answer = await identity.finish(callbackUrl, {
        state,
        nonce: secrets.open(login.nonce, 'login'),
        verifier: secrets.open(login.verifier, 'login'),
      })
      return signIn(ports, answer, login.returnTo)
    },

    async person(session) {
      const found = await store.connect.session(secrets.fingerprint(session))
      if (!found || found.expiresAt <= clock.now()) return null
      return store.connect.person(found.personId)
    },

    signOut: (session) => store.connect.deleteSession(secrets.fingerprint(session)),
  }
}

const staleLogin = (): LedgerkeepError =>
  refuse(
    'This login has expired, was used already, or was started in another browser.',
    'Start the login again.',
  )

async function signIn(ports: AppPorts, login: XeroLogin, returnTo: string): Promise<SignedIn> {
  const { store, clock, secrets } = ports
  if (!login.xeroUserId) throw new LedgerkeepError('bug', 'Xero did not say who logged in.')
  const person = await store.connect.savePerson({
    id: newId(ports, 'per'),
    xeroUserId: login.xeroUserId,
    email: login.email,
    name: login.name,
    createdAt: clock.now(),
  })
  await store.connect.replaceGrant(ports.sealTokens(person.id, login.tokens))
  for (const connection of login.picked) await connectOrganisation(ports, person, connection)
  await followConnections(ports, person, login.all)
  const connections = await store.connect.connectionsOf(person.id)
  await store.keeping.use(
    connections.map(({ id }) => id),
    clock.now(),
    0,
  )
  const session = newSecret(ports)
  await store.connect.addSession({
    fingerprint: secrets.fingerprint(session),
    personId: person.id,
    createdAt: clock.now(),
    expiresAt: clock.now() + SESSION_LIFE_MS,
  })
  const connected = login.picked.map((connection) => connection.tenantName)
  return { session, person, returnTo, connected }
}

async function connectOrganisation(ports: AppPorts, person: Person, picked: XeroConnection) {
  const { store, clock } = ports
  const organisation = await store.connect.saveOrganisation({
    id: newId(ports, 'org'),
    tenantId: picked.tenantId,
    name: picked.tenantName,
    country: '',
    currency: '',
  })
  const connection = await store.connect.saveConnection({
    id: newId(ports, 'con'),
    personId: person.id,
    organisationId: organisation.id,
    xeroConnectionId: picked.connectionId,
    state: 'active',
    connectedAt: clock.now(),
    disconnectedAt: null,
  })
  await resumeBackups(ports, connection.id)
  await store.audit({
    at: clock.now(),
    personId: person.id,
    what: 'connected',
    subjectId: connection.id,
    detail: '',
  })
}

/** A login tells of all connections: those that Xero still has come back, others need reconnecting. */
async function followConnections(ports: AppPorts, person: Person, all: readonly XeroConnection[]) {
  const { store, clock } = ports
  for (const connection of await store.connect.connectionsOf(person.id)) {
    const organisation = await store.connect.organisation(connection.organisationId)
    const there = all.some((one) => one.tenantId === organisation?.tenantId)
    if (there && connection.state === 'needs reconnect') {
      await store.connect.setConnectionState(connection.id, 'active', clock.now())
      await resumeBackups(ports, connection.id)
    }
    if (!there && connection.state === 'active') {
      await store.connect.setConnectionState(connection.id, 'needs reconnect', clock.now())
      await pauseBackups(ports, connection.id)
    }
  }
}
