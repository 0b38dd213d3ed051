import type { App } from '../../src/app/app.ts'
import { refuse } from '../../src/core/errors.ts'
import { aReceipt } from './fake-account.ts'
import { type FakeState, own } from './fake-state.ts'
import { ANN, FAKE_NOW } from './fake-views.ts'

export function fakeConnect(state: FakeState): App['connect'] {
  return {
    async begin(browser, returnTo) {
      state.calls.push(`connect.begin ${browser.length > 30} ${returnTo}`)
      return { url: 'http://xero.test/authorize?state=s1' }
    },
    async finish(callbackUrl, browser) {
      state.calls.push(`connect.finish ${callbackUrl}`)
      if (!browser) throw refuse('This login was started in another browser.', 'Start it again.')
      state.sessions.add('new-session')
      const returnTo = new URL(callbackUrl).searchParams.get('to') ?? '/status'
      return { session: 'new-session', person: ANN, returnTo, connected: [] }
    },
    person: async (session) => (state.sessions.has(session) ? ANN : null),
    async signOut(session) {
      state.sessions.delete(session)
    },
    async disconnectView(personId, connectionId) {
      const one = own(state, personId, connectionId)
      const kept = one.backups.filter((backup) => backup.deletedAt === null)
      const underWay = kept.find((backup) => backup.finishedAt === null) ?? null
      const dates = kept.map((backup) => backup.keptUntil).filter((at) => at !== null)
      return {
        connectionId,
        organisation: one.name,
        state: one.state,
        backups: kept.length,
        files: kept.reduce((sum, backup) => sum + backup.filesDone, 0),
        bytes: kept.reduce((sum, backup) => sum + backup.bytesDone, 0),
        keptUntil: dates.length > 0 ? Math.max(...dates) : null,
        kept: kept.map((backup) => ({
          backupId: backup.id,
          scope: backup.scope,
          createdAt: backup.createdAt,
          keptUntil: backup.keptUntil ?? FAKE_NOW + 30 * 86_400_000,
          underWay: backup.finishedAt === null,
        })),
        paidOrders: [...state.orders.values()].filter((order) => order.state === 'paid').length,
        underWay: underWay && {
          backupId: underWay.id,
          state: underWay.state,
          filesDone: underWay.filesDone,
          filesTotal: underWay.filesTotal,
        },
        lastConnection: state.organisations.length === 1,
      }
    },
    async disconnect(personId, connectionId, choice = 'keep') {
      own(state, personId, connectionId)
      state.calls.push(`connect.disconnect ${connectionId}${choice === 'keep' ? '' : ` ${choice}`}`)
      if (choice === 'keep') return null
      return aReceipt({ scope: choice === 'delete all' ? 'everything' : 'files' })
    },
  }
}
