import { type Kysely, sql } from 'kysely'

export const name = '0001-connect'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table "people" (
    "id" text not null primary key,
    "xeroUserId" text not null unique,
    "email" text not null,
    "name" text not null,
    "createdAt" bigint not null
  )`.execute(db)

  await sql`create table "sessions" (
    "fingerprint" text not null primary key,
    "personId" text not null references "people" ("id"),
    "createdAt" bigint not null,
    "expiresAt" bigint not null
  )`.execute(db)
  await sql`create index "sessionsByExpiry" on "sessions" ("expiresAt")`.execute(db)

  await sql`create table "logins" (
    "fingerprint" text not null primary key,
    "nonce" text not null,
    "verifier" text not null,
    "returnTo" text not null,
    "browser" text not null,
    "expiresAt" bigint not null
  )`.execute(db)
  await sql`create index "loginsByExpiry" on "logins" ("expiresAt")`.execute(db)

  await sql`create table "grants" (
    "personId" text not null primary key references "people" ("id"),
    "sealed" text not null,
    "accessExpiresAt" bigint not null,
    "scopes" text not null,
    "version" bigint not null
  )`.execute(db)

  await sql`create table "organisations" (
    "id" text not null primary key,
    "tenantId" text not null unique,
    "name" text not null,
    "country" text not null,
    "currency" text not null
  )`.execute(db)

  await sql`create table "connections" (
    "id" text not null primary key,
    "personId" text not null references "people" ("id"),
    "organisationId" text not null references "organisations" ("id"),
    "xeroConnectionId" text not null,
    "state" text not null,
    "connectedAt" bigint not null,
    "disconnectedAt" bigint,
    unique ("personId", "organisationId")
  )`.execute(db)

  await sql`create table "limitStates" (
    "organisationId" text not null primary key references "organisations" ("id"),
    "state" text not null
  )`.execute(db)
}
