import type { ConnectionState } from '../../core/flow.ts'
import type { LimitState } from '../../core/limits.ts'

/** Somebody who logged in with Xero. */
export interface Person {
  readonly id: string
  readonly xeroUserId: string
  readonly email: string
  readonly name: string
  readonly createdAt: number
}

/** A signed-in browser; found by the fingerprint of its cookie. */
export interface Session {
  readonly fingerprint: string
  readonly personId: string
  readonly createdAt: number
  readonly expiresAt: number
}

/** A login under way; used once. */
export interface StoredLogin {
  /** Fingerprint of the OAuth state. */
  readonly fingerprint: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
  /** Fingerprint of the browser's own cookie: the callback must come from the same browser. */
  readonly browser: string
  readonly expiresAt: number
}

/** A person's tokens, sealed. One per person: Xero's tokens are per user and app. */
export interface Grant {
  readonly personId: string
  readonly sealed: string
  readonly accessExpiresAt: number
  readonly scopes: readonly string[]
  /** Grows by one with every write; a writer that holds an old one is refused. */
  readonly version: number
}

export interface Organisation {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  /** ISO 3166 alpha-2, empty until the first scan has told. */
  readonly country: string
  /** ISO 4217, empty until known. */
  readonly currency: string
}

/** A person's access to an organisation; everything later belongs to it. */
export interface Connection {
  readonly id: string
  readonly personId: string
  readonly organisationId: string
  readonly xeroConnectionId: string
  readonly state: ConnectionState
  readonly connectedAt: number
  readonly disconnectedAt: number | null
}

export interface ConnectStore {
  /** Finds by Xero user, or adds; email and name are kept up to date. */
  savePerson(person: Person): Promise<Person>
  person(id: string): Promise<Person | null>
  addSession(session: Session): Promise<void>
  session(fingerprint: string): Promise<Session | null>
  deleteSession(fingerprint: string): Promise<void>
  /** Those that expire after `now`, newest first. */
  sessionsOf(personId: string, now: number): Promise<readonly Session[]>
  addLogin(login: StoredLogin): Promise<void>
  /** Takes the login out, so that it can't be used twice; null when there is none. */
  takeLogin(fingerprint: string): Promise<StoredLogin | null>
  grant(personId: string): Promise<Grant | null>
  /** Writes the grant if its stored version is `grant.version - 1` (or none); false otherwise. */
  saveGrant(grant: Grant): Promise<boolean>
  /** Writes the grant whatever version stands there (a fresh login). */
  replaceGrant(grant: Omit<Grant, 'version'>): Promise<void>
  /**
   * Lets one caller refresh the grant of that version: true unless somebody else's turn runs until
   * after `now`. Writing the grant ends the turn.
   */
  takeRefreshTurn(personId: string, version: number, now: number, until: number): Promise<boolean>
  /** Gives the turn back after a refresh that did not work. */
  endRefreshTurn(personId: string, version: number): Promise<void>
  deleteGrant(personId: string): Promise<void>
  /** Finds by tenant, or adds; the name is kept up to date. */
  saveOrganisation(organisation: Organisation): Promise<Organisation>
  describeOrganisation(
    id: string,
    facts: { country: string; currency: string; name: string },
  ): Promise<void>
  organisation(id: string): Promise<Organisation | null>
  /** Adds, or makes the existing one of that person and organisation active with the new Xero id. */
  saveConnection(connection: Connection): Promise<Connection>
  connection(id: string): Promise<Connection | null>
  connectionsOf(personId: string): Promise<readonly Connection[]>
  /**
   * `needs reconnect` is written over `active` only: a connection that was ended stays ended. `active`
   * counts as connected at `at`.
   */
  setConnectionState(id: string, state: ConnectionState, at: number): Promise<void>
  /**
   * Makes an active connection need reconnecting, unless it was connected again after `connectedAt`; true
   * for the one caller who does it.
   */
  loseConnection(id: string, connectedAt: number): Promise<boolean>
  limitState(organisationId: string): Promise<LimitState | null>
  saveLimitState(organisationId: string, state: LimitState): Promise<void>
  /** Deletes sessions and logins that expired before `now`. */
  forgetExpired(now: number): Promise<void>
}
