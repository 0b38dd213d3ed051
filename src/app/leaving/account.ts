import { asLedgerkeepError, notFound } from '../../core/errors.ts'
import { isErased, needKeepDays } from '../../core/keeping.ts'
import { money } from '../../core/money.ts'
import type { Organisation } from '../../ports/store/connect.ts'
import type { AccountStage, AccountView } from '../app-life.ts'
import type { AppPorts } from '../app-ports.ts'
import { keepDaysOf } from '../keeping.ts'
import { keptSizes } from '../kept-size.ts'
import { leaveXero } from '../leave-xero.ts'
import { beginErasing, receiptOf, type Wish, writeDown } from './erase.ts'

/** Everything of one person in one place: what there is, how long it stays, and how it goes. */
export function createAccount(ports: AppPorts): AccountStage {
  const { store, clock, secrets, facts } = ports
  return {
    rules: facts.keeping,

    view: (personId, session) => accountView(ports, personId, secrets.fingerprint(session)),

    async keepFor(personId, days) {
      needKeepDays(days, facts.keeping.mostDays)
      await store.keeping.saveKeepDays(personId, days)
    },

    async signOutEverywhere(personId, exceptSession) {
      const except = exceptSession === null ? null : secrets.fingerprint(exceptSession)
      const others = (await store.connect.sessionsOf(personId, clock.now())).filter(
        (one) => one.fingerprint !== except,
      )
      for (const one of others) await store.connect.deleteSession(one.fingerprint)
      await store.audit({
        at: clock.now(),
        personId,
        what: 'signed out everywhere',
        subjectId: personId,
        detail: `${others.length} sessions`,
      })
      return others.length
    },

    async erase(personId) {
      const about = { connectionId: null, backupId: null } as const
      const wish: Wish = { scope: 'account', cause: 'asked', personId, ...about }
      const receipt = (await leaveAll(ports, wish))
        ? await beginErasing(ports, wish)
        : receiptOf(await writeDown(ports, wish))
      for (const one of await store.connect.sessionsOf(personId, 0)) {
        await store.connect.deleteSession(one.fingerprint)
      }
      return receipt
    },

    async receipt(personId, receiptId) {
      const deletion = await store.erasing.deletion(receiptId)
      if (deletion?.personId !== personId) throw notFound('receipt')
      return receiptOf(deletion)
    },
  }
}

/**
 * Takes all of a person's access back. Once Xero has answered for one organisation the wish stands, and what
 * is cut off after that is gone on with by the job of the deletion; false when Xero did not answer for
 * another one, which the job asks again.
 */
async function leaveAll(ports: AppPorts, wish: Wish): Promise<boolean> {
  let agreed = false
  for (const connection of await ports.store.connect.connectionsOf(wish.personId)) {
    try {
      await leaveXero(ports, connection, async () => {
        await writeDown(ports, wish)
        agreed = true
      })
    } catch (error) {
      if (!agreed || asLedgerkeepError(error).kind !== 'retry') throw error
      ports.log.warn('Xero did not answer; leaving it goes on', { connection: connection.id })
      return false
    }
  }
  return true
}

async function accountView(
  ports: AppPorts,
  personId: string,
  fingerprint: string,
): Promise<AccountView> {
  const { store, clock } = ports
  const person = await store.connect.person(personId)
  if (!person) throw notFound('account')
  const sessions = await store.connect.sessionsOf(personId, clock.now())
  const organisations: AccountView['organisations'][number][] = []
  const orders: AccountView['orders'][number][] = []
  for (const connection of await store.connect.connectionsOf(personId)) {
    const organisation = await store.connect.organisation(connection.organisationId)
    if (!organisation) continue
    if (!isErased(organisation)) {
      const { bytes, backups } = await keptOf(ports, connection.id)
      const { state, connectedAt } = connection
      const { name } = organisation
      organisations.push({ connectionId: connection.id, name, state, connectedAt, backups, bytes })
    }
    orders.push(...(await ordersOf(ports, connection.id, organisation)))
  }
  const receipts = await store.erasing.deletionsOf(personId)
  return {
    email: person.email,
    name: person.name,
    since: person.createdAt,
    keepDays: await keepDaysOf(ports, personId),
    sessions: sessions.map((one) => ({
      createdAt: one.createdAt,
      expiresAt: one.expiresAt,
      current: one.fingerprint === fingerprint,
    })),
    organisations,
    orders: orders.sort((a, b) => b.createdAt - a.createdAt),
    receipts: receipts.map(receiptOf),
  }
}

async function keptOf(ports: AppPorts, connectionId: string) {
  const { store } = ports
  const all = await store.backup.backupsOf(connectionId)
  const lives = await store.keeping.lives(all.map(({ id }) => id))
  const kept = all.filter((one) => !lives.get(one.id)?.deletedAt)
  return { backups: kept.length, bytes: await keptSizes(ports, kept) }
}

async function ordersOf({ store }: AppPorts, connectionId: string, { name }: Organisation) {
  const found: AccountView['orders'][number][] = []
  for (const order of await store.order.ordersOf(connectionId)) {
    const backup = await store.backup.backupOfOrder(order.id)
    found.push({
      id: order.id,
      organisation: name,
      state: order.state,
      createdAt: order.createdAt,
      paidAt: order.paidAt,
      total: money(order.totalMinor, order.currency),
      refunded: money(order.refundedMinor, order.currency),
      invoiceUrl: order.invoiceUrl,
      backupId: backup?.id ?? null,
    })
  }
  return found
}
