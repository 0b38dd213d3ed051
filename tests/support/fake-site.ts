import { Readable } from 'node:stream'
import type { Letter, OutboxLetter } from '../../src/ports/mail.ts'
import { createSite } from '../../src/web/server.ts'
import type { Site, WebPorts } from '../../src/web/web-ports.ts'
import { createFakeApp } from './fake-app.ts'
import { type FakeState, newFakeState } from './fake-state.ts'
import { FAKE_NOW } from './fake-views.ts'
import { SCENES, type Scene } from './scenes.ts'

export interface FakeSiteOptions {
  readonly scene?: Scene
  readonly site?: Partial<Site>
  readonly state?: Partial<FakeState>
}

const LETTER: Letter = {
  to: 'ann@example.com',
  subject: 'Your backup is ready',
  text: 'Your backup is ready.\n\nDownload it: http://localhost:3000/backups/bak_1\n',
  html: '<p style="color:#0b6b4f">Your backup is ready.</p><p><a href="http://localhost:3000/backups/bak_1">Download</a></p>',
  messageId: 'm1',
}

/** The real site over a fake app, with what it logged. */
export function createFakeSite(options: FakeSiteOptions = {}) {
  const state = newFakeState({
    organisations: SCENES[options.scene ?? 'scan done'],
    paid: options.site?.paid ?? true,
    ...options.state,
  })
  const logged: { message: string; facts: unknown }[] = []
  const log = (message: string, facts?: unknown) => void logged.push({ message, facts })
  let bytes = 0
  const letters: readonly OutboxLetter[] = [{ ...LETTER, name: 'letter-1', at: FAKE_NOW }]
  const ports: WebPorts = {
    app: createFakeApp(state),
    clock: fakeClock(),
    random: { bytes: (count) => new Uint8Array(count).map(() => (bytes = (bytes * 31 + 7) % 251)) },
    log: { info: log, warn: log, error: log },
    example: {
      look: async () => ({ state: 'ready', bytes: 3, madeAt: FAKE_NOW }),
      open: async () => ({ bytes: 3, stream: Readable.from(Buffer.from('PK!')) }),
    },
    outbox: { letters: async () => letters },
    site: {
      baseUrl: 'http://localhost:3000',
      demonstration: { xeroUrl: 'http://xero.test', stripeUrl: 'http://stripe.test' },
      paid: true,
      operator: {
        name: 'Example Archives Ltd',
        address: '1 Paper Street, Norwich NR1 1AA',
        email: 'hello@example.com',
        vatNumber: '',
      },
      ...options.site,
    },
  }
  return { site: createSite(ports), ports, state, logged }
}

/** Real time, cut short: a second of the site's takes twenty milliseconds here. It passes only in sleep. */
function fakeClock(): WebPorts['clock'] {
  let slept = 0
  return {
    now: () => FAKE_NOW + slept,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const stop = () => {
          clearTimeout(timer)
          reject(signal?.reason)
        }
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop)
          slept += ms
          resolve()
        }, ms / 50)
        signal?.addEventListener('abort', stop)
      }),
  }
}
