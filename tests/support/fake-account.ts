import type { App } from '../../src/app/app.ts'
import type { DeletionReceipt } from '../../src/app/app-life.ts'
import { notFound, refuse } from '../../src/core/errors.ts'
import { money } from '../../src/core/money.ts'
import type { FakeState } from './fake-state.ts'
import { ANN, FAKE_NOW } from './fake-views.ts'

const DAY = 86_400_000

export const aReceipt = (change: Partial<DeletionReceipt> = {}): DeletionReceipt => ({
  id: 'del_1',
  scope: 'files',
  cause: 'asked',
  askedAt: FAKE_NOW - DAY,
  finishedAt: FAKE_NOW - DAY + 4_000,
  backups: 2,
  files: 3_021,
  bytes: 6_430_800_000,
  records: 21_404,
  ...change,
})

export const FAKE_RULES = { standardDays: 30, mostDays: 365, idleDays: 14, warnDays: 7 }

export function fakeAccount(state: FakeState): App['account'] {
  const ann = (personId: string) => {
    if (personId !== ANN.id) throw notFound('account')
  }
  return {
    rules: FAKE_RULES,
    async view(personId, session) {
      ann(personId)
      return {
        email: ANN.email,
        name: ANN.name,
        since: ANN.createdAt,
        keepDays: 30,
        sessions: [...state.sessions].map((one) => ({
          createdAt: FAKE_NOW - DAY,
          expiresAt: FAKE_NOW + 29 * DAY,
          current: one === session,
        })),
        organisations: state.organisations.map((one) => ({
          connectionId: one.connectionId,
          name: one.name,
          state: one.state,
          connectedAt: one.connectedAt,
          backups: one.backups.filter((backup) => backup.deletedAt === null).length,
          bytes: one.backups.reduce((sum, backup) => sum + backup.bytesDone, 0),
        })),
        orders: [...state.orders.values()].map((order) => ({
          id: order.id,
          organisation: order.organisation,
          state: order.state,
          createdAt: FAKE_NOW - DAY,
          paidAt: order.state === 'paid' ? FAKE_NOW - DAY : null,
          total: order.total,
          refunded: money(0, 'GBP'),
          invoiceUrl: order.invoiceUrl,
          backupId: order.backupId,
        })),
        receipts: [aReceipt()],
      }
    },
    async keepFor(personId, days) {
      ann(personId)
      needDays(days)
      state.calls.push(`account.keepFor ${days}`)
    },
    async signOutEverywhere(personId, except) {
      ann(personId)
      const others = [...state.sessions].filter((one) => one !== except)
      for (const one of others) state.sessions.delete(one)
      state.calls.push('account.signOutEverywhere')
      return others.length
    },
    async erase(personId) {
      ann(personId)
      state.sessions.clear()
      state.calls.push('account.erase')
      return aReceipt({ scope: 'account', finishedAt: null })
    },
    async receipt(personId, receiptId) {
      ann(personId)
      if (receiptId !== 'del_1') throw notFound('receipt')
      return aReceipt(state.deleting ? { finishedAt: null, files: 0, bytes: 0 } : {})
    },
  }
}

export function needDays(days: number): void {
  if (Number.isInteger(days) && days >= 1 && days <= FAKE_RULES.mostDays) return
  throw refuse('That is not a number of days.', `Enter 1 to ${FAKE_RULES.mostDays}.`, {
    field: 'days',
  })
}
