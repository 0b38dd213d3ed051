import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { on, type Place, sharedOnly } from '../place.ts'
import { CONNECTION, LIMITS, NOW, ORGANISATION, PERSON } from '../records.ts'
import { connected } from '../seeds.ts'

const LOGIN = {
  fingerprint: 'state',
  nonce: 'n',
  verifier: 'v',
  returnTo: '/',
  browser: 'b',
  expiresAt: NOW,
}
const SESSION = { fingerprint: 'cookie', personId: PERSON.id, createdAt: NOW, expiresAt: NOW }
const GRANT = {
  personId: PERSON.id,
  sealed: 'sealed',
  accessExpiresAt: NOW,
  scopes: ['offline_access', 'files.read'],
}

export function connectCases(place: Place): void {
  describe('connect', () => {
    test(
      'a person is found by the Xero user and kept up to date',
      on(place, async ({ store: { connect } }) => {
        assert.deepEqual(await connect.savePerson(PERSON), PERSON)
        const later = {
          ...PERSON,
          id: 'per_2',
          email: 'new@example.com',
          name: 'Ana B',
          createdAt: 1,
        }
        const expected = { ...PERSON, email: later.email, name: later.name }
        assert.deepEqual(await connect.savePerson(later), expected)
        assert.deepEqual(await connect.person(PERSON.id), expected)
        assert.equal(await connect.person('per_2'), null)
      }),
    )

    test(
      'text loses U+0000 and nothing else',
      on(place, async ({ store: { connect } }) => {
        const saved = await connect.savePerson({ ...PERSON, name: 'A\u0000n\u0000a 🧾\t"\'\\' })
        assert.equal(saved.name, 'Ana 🧾\t"\'\\')
        assert.equal((await connect.person(PERSON.id))?.name, saved.name)
      }),
    )

    test(
      'sessions come and go, and those that expired are forgotten',
      on(place, async ({ store: { connect } }) => {
        await connect.savePerson(PERSON)
        await connect.addSession(SESSION)
        await connect.addSession({ ...SESSION, fingerprint: 'old', expiresAt: NOW - 1 })
        await connect.addLogin({ ...LOGIN, expiresAt: NOW - 1 })
        await connect.forgetExpired(NOW)
        assert.deepEqual(await connect.session('cookie'), SESSION)
        assert.equal(await connect.session('old'), null)
        assert.equal(await connect.takeLogin(LOGIN.fingerprint), null)
        await connect.deleteSession('cookie')
        assert.equal(await connect.session('cookie'), null)
      }),
    )

    test(
      'a login is taken once, also by two at a time',
      on(place, async ({ store: { connect } }) => {
        await connect.addLogin(LOGIN)
        const taken = await Promise.all([1, 2].map(() => connect.takeLogin(LOGIN.fingerprint)))
        assert.deepEqual(
          taken.filter((login) => login !== null),
          [LOGIN],
        )
      }),
    )

    test(
      'a grant is written only over the version before it',
      on(place, async ({ store: { connect } }) => {
        await connect.savePerson(PERSON)
        assert.equal(await connect.grant(PERSON.id), null)
        assert.equal(await connect.saveGrant({ ...GRANT, version: 1 }), true)
        assert.equal(await connect.saveGrant({ ...GRANT, sealed: 'late', version: 1 }), false)
        assert.equal(await connect.saveGrant({ ...GRANT, sealed: 'gap', version: 3 }), false)
        assert.equal(await connect.saveGrant({ ...GRANT, sealed: 'next', version: 2 }), true)
        assert.deepEqual(await connect.grant(PERSON.id), { ...GRANT, sealed: 'next', version: 2 })
        await connect.replaceGrant({ ...GRANT, sealed: 'fresh' })
        assert.deepEqual(await connect.grant(PERSON.id), { ...GRANT, sealed: 'fresh', version: 3 })
        await connect.deleteGrant(PERSON.id)
        assert.equal(await connect.grant(PERSON.id), null)
      }),
    )

    test(
      'one caller at a time has the turn to refresh, until the grant is written or its time is over',
      on(place, async ({ store: { connect } }) => {
        await connect.savePerson(PERSON)
        await connect.saveGrant({ ...GRANT, version: 1 })
        const turn = (version: number, now: number) =>
          connect.takeRefreshTurn(PERSON.id, version, now, now + 10)
        assert.equal(await turn(1, NOW), true)
        assert.equal(await turn(1, NOW + 9), false)
        assert.equal(await turn(1, NOW + 10), true)
        await connect.endRefreshTurn(PERSON.id, 1)
        assert.equal(await turn(1, NOW + 11), true)
        await connect.saveGrant({ ...GRANT, version: 2 })
        assert.equal(await turn(1, NOW + 12), false)
        assert.equal(await turn(2, NOW + 12), true)
        assert.deepEqual(await connect.grant(PERSON.id), { ...GRANT, version: 2 })
      }),
    )

    test(
      'a connection is lost once',
      on(place, async ({ store: { connect }, store }) => {
        await connected(store)
        const { connectedAt } = CONNECTION
        assert.equal(await connect.loseConnection(CONNECTION.id, connectedAt - 1), false)
        assert.equal(await connect.loseConnection(CONNECTION.id, connectedAt), true)
        assert.equal(await connect.loseConnection(CONNECTION.id, connectedAt), false)
        assert.equal((await connect.connection(CONNECTION.id))?.state, 'needs reconnect')
      }),
    )

    test(
      'of two refreshes at once one wins',
      sharedOnly(place),
      on(place, async (bench) => {
        const stores = [bench.store, await bench.another()]
        await bench.store.connect.savePerson(PERSON)
        await bench.store.connect.replaceGrant(GRANT)
        const written = await Promise.all(
          stores.map((store, index) =>
            store.connect.saveGrant({ ...GRANT, sealed: `by ${index}`, version: 2 }),
          ),
        )
        assert.deepEqual([...written].sort(), [false, true])
        const grant = await bench.store.connect.grant(PERSON.id)
        assert.equal(grant?.sealed, `by ${written.indexOf(true)}`)
      }),
    )

    test(
      'an organisation is found by its tenant',
      on(place, async ({ store: { connect } }) => {
        const first = { ...ORGANISATION, country: '', currency: '' }
        assert.deepEqual(await connect.saveOrganisation(first), first)
        const again = await connect.saveOrganisation({ ...first, id: 'org_2', name: 'New name' })
        assert.deepEqual(again, { ...first, name: 'New name' })
        const facts = { country: 'NZ', currency: 'NZD', name: 'Told' }
        await connect.describeOrganisation(first.id, facts)
        assert.deepEqual(await connect.organisation(first.id), { ...first, ...facts })
      }),
    )

    test(
      'a connection is made active again under its old id',
      on(place, async ({ store }) => {
        await connected(store)
        const { connect } = store
        await connect.setConnectionState(CONNECTION.id, 'disconnected', NOW + 5)
        const gone = { ...CONNECTION, state: 'disconnected', disconnectedAt: NOW + 5 }
        assert.deepEqual(await connect.connection(CONNECTION.id), gone)
        const again = { ...CONNECTION, xeroConnectionId: 'xero-2', connectedAt: NOW + 9 }
        assert.deepEqual(await connect.saveConnection({ ...again, id: 'con_2' }), again)
        await connect.setConnectionState(CONNECTION.id, 'needs reconnect', NOW + 10)
        assert.deepEqual(await connect.connectionsOf(PERSON.id), [
          { ...again, state: 'needs reconnect' },
        ])
      }),
    )

    test(
      'what is known of the limits is kept',
      on(place, async ({ store }) => {
        await connected(store)
        assert.equal(await store.connect.limitState(ORGANISATION.id), null)
        await store.connect.saveLimitState(ORGANISATION.id, LIMITS)
        await store.connect.saveLimitState(ORGANISATION.id, { ...LIMITS, blockedBy: 'day' })
        assert.deepEqual(await store.connect.limitState(ORGANISATION.id), {
          ...LIMITS,
          blockedBy: 'day',
        })
      }),
    )
  })
}
