import type { OrganisationView } from '../../src/app/app.ts'
import {
  ARCHIVE,
  aBackup,
  anOrder,
  anOrganisation,
  aScan,
  FAKE_NOW,
  finished,
  HOUR,
} from './fake-views.ts'

/** Everything the pages can look like, by name. */
export const SCENES = {
  'nothing connected': [],
  'just connected': [anOrganisation()],
  'scan pending': [anOrganisation({ scan: aScan({ state: 'pending', finishedAt: null }) })],
  scanning: [
    anOrganisation({
      scan: aScan({
        state: 'scanning',
        finishedAt: null,
        listsDone: 14,
        documentsCounted: 420,
        files: 611,
      }),
    }),
  ],
  'scan needs connecting': [
    anOrganisation({
      state: 'needs reconnect',
      scan: aScan({
        state: 'scanning',
        finishedAt: null,
        listsDone: 14,
        documentsCounted: 420,
        waitsFor: 'connection',
        waitingFor: 'Xero does not accept the connection any more. Connect the organisation again.',
      }),
    }),
  ],
  'scan done': [anOrganisation({ scan: aScan() })],
  'waiting for payment': [anOrganisation({ scan: aScan(), order: anOrder() })],
  running: [anOrganisation({ scan: aScan(), backups: [aBackup()] })],
  waiting: [
    anOrganisation({
      scan: aScan(),
      backups: [
        aBackup({
          state: 'waiting',
          reason: "Xero's daily limit for this organisation",
          waitsFor: 'limit',
          waitingUntil: Date.UTC(2026, 10, 22, 14, 5),
        }),
      ],
    }),
  ],
  paused: [
    anOrganisation({
      state: 'needs reconnect',
      scan: aScan(),
      backups: [
        aBackup({ state: 'paused', estimatedEndAt: null, keptUntil: FAKE_NOW + 700 * HOUR }),
      ],
    }),
  ],
  complete: [anOrganisation({ scan: aScan(), backups: [finished()] })],
  'complete with exceptions': [
    anOrganisation({
      scan: aScan({
        exact: false,
        exceptions: [{ title: 'Quotes', reason: 'This login may not see them.' }],
      }),
      backups: [
        finished({
          state: 'complete with exceptions',
          exceptions: 3,
          mayRetry: true,
          filesDone: 1_509,
        }),
      ],
    }),
  ],
  'ending soon': [
    anOrganisation({
      scan: aScan(),
      backups: [finished({ keptUntil: FAKE_NOW + 60 * HOUR })],
    }),
  ],
  'retry under way': [
    anOrganisation({
      scan: aScan(),
      backups: [
        aBackup({ filesDone: 1_509, exceptions: 1, archive: { ...ARCHIVE, state: 'ready' } }),
      ],
    }),
  ],
  'backup pending': [
    anOrganisation({ scan: aScan(), backups: [aBackup({ state: 'pending', filesDone: 0 })] }),
  ],
  packaging: [
    anOrganisation({
      scan: aScan(),
      backups: [aBackup({ state: 'packaging', filesDone: 1_512, exceptions: 2 })],
    }),
  ],
  'paused by the customer': [
    anOrganisation({
      scan: aScan(),
      backups: [
        aBackup({
          state: 'paused',
          pausedByCustomer: true,
          estimatedEndAt: null,
          keptUntil: FAKE_NOW + 60 * HOUR,
        }),
      ],
    }),
  ],
  deleted: [
    anOrganisation({
      idleEndAt: FAKE_NOW + 60 * HOUR,
      scan: aScan(),
      backups: [
        finished({
          deletedAt: FAKE_NOW,
          keptUntil: null,
          archive: { ...ARCHIVE, state: 'deleted' },
        }),
      ],
    }),
  ],
  'payment on its way': [
    anOrganisation({ scan: aScan(), order: anOrder({ awaitingFunds: true }) }),
  ],
  'two organisations': [
    anOrganisation({
      connectionId: 'con_2',
      name: 'Second Books Ltd',
      scan: aScan({
        id: 'scn_2',
        state: 'scanning',
        finishedAt: null,
        waitingUntil: FAKE_NOW + HOUR,
        waitingFor: "Xero's limit of calls a minute for this organisation",
        waitsFor: 'limit',
      }),
    }),
    anOrganisation({
      scan: aScan(),
      backups: [1, 2, 3, 4, 5].map((nth) => finished({ id: `bak_${nth}` })),
    }),
  ],
  failed: [
    anOrganisation({
      state: 'disconnected',
      scan: aScan({ state: 'failed', failure: 'Xero answered with something unreadable.' }),
      backups: [
        aBackup({
          state: 'failed',
          reason: 'The storage is full.',
          estimatedEndAt: null,
          mayRetry: true,
          finishedAt: FAKE_NOW,
        }),
        aBackup({ id: 'bak_2', state: 'cancelled', estimatedEndAt: null, finishedAt: FAKE_NOW }),
      ],
    }),
  ],
} as const satisfies Readonly<Record<string, readonly OrganisationView[]>>

export type Scene = keyof typeof SCENES
