import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Gateway, Switches } from './api/gateway.ts'
import { ListShifts } from './api/shifts.ts'
import { approve, type Choice } from './approve.ts'
import { Calls } from './calls.ts'
import { type Clock, fastClock } from './clock.ts'
import type { Control } from './control.ts'
import { type Fault, Faults } from './faults.ts'
import { type Client, DEFAULT_CLIENTS } from './identity/clients.ts'
import { createIdentity, type Identity } from './identity/identity.ts'
import { keepState, readState } from './identity/state.ts'
import { Limits } from './limits.ts'
import { answer } from './router.ts'
import { type ChangeableWorld, changeableWorld } from './worlds/changeable-world.ts'
import { namedWorld } from './worlds/generated-world.ts'
import { recordedWorld } from './worlds/recorded-world.ts'
import type { World } from './worlds/world.ts'

export interface XeroSimulatorOptions extends Partial<Omit<Switches, 'shifts'>> {
  /** 0 or absent takes any free port. */
  readonly port?: number
  readonly host?: string
  /** The address that browsers and apps use, when it is not that of the host and port. */
  readonly publicUrl?: string
  /** tiny, demo (the default), small, medium, large, a folder of recorded books, or a world. */
  readonly world?: string | World
  /** Bytes of a file, from and to, in place of the named world's own. */
  readonly fileSize?: readonly [number, number]
  /** Takes the place of the clock that `speed` and `anchor` describe. */
  readonly clock?: Clock
  /** Virtual milliseconds per real one; 1 by default. */
  readonly speed?: number
  /** Virtual UTC milliseconds at the start; by default now. */
  readonly anchor?: number
  /** The real instant (UTC ms) at which the clock showed the anchor; by default the start. */
  readonly anchorReal?: number
  /** A file that keeps connections, tokens and the world's date over a restart. */
  readonly state?: string
  /** 5,000 by default; 1,000 is Xero's Starter tier. */
  readonly dayLimit?: number
  /** Virtual milliseconds that each API call takes; 0 by default. */
  readonly latencyMs?: number
  readonly clients?: readonly Client[]
  readonly redirectUris?: readonly string[]
  /** Scopes that no app may ask for; by default the journals, which Xero grants to few. */
  readonly refusedScopes?: readonly string[]
  readonly faults?: readonly Fault[]
}

export interface XeroSimulator {
  /** `http://host:port`; everything is below it. */
  readonly url: string
  /** `<url>/control` */
  readonly control: string
  /** `<url>/identity`: discovery, authorize, token, revocation. */
  readonly issuer: string
  /** `<url>/api`: connections, api.xro/2.0, files.xro/1.0. */
  readonly api: string
  readonly clock: Clock
  readonly world: ChangeableWorld
  readonly faults: Faults
  /** How lists shift while they are read. */
  readonly shifts: ListShifts
  readonly calls: Calls
  readonly limits: Limits
  readonly identity: Identity
  /** Logs in and allows, as a person would; resolves to the address to come back to. */
  approve(authorizeUrl: string, choice?: Choice): Promise<string>
  setLatency(ms: number): void
  close(): Promise<void>
}

/** Starts the stand-in for Xero; it listens when the promise resolves. */
export async function startXeroSimulator(
  options: XeroSimulatorOptions = {},
): Promise<XeroSimulator> {
  const clock = options.clock ?? fastClock(options)
  const kept = readState(options.state)
  const worldAt = kept?.worldAt ?? clock.now()
  const world = changeableWorld(worldOf(options, worldAt))
  const limits = new Limits(options.dayLimit ?? 5_000)
  const calls = new Calls()
  const faults = new Faults()
  const shifts = new ListShifts()
  for (const fault of options.faults ?? []) faults.add(fault)
  let url = ''
  let latencyMs = options.latencyMs ?? 0
  const settings = {
    clock,
    world,
    clients: options.clients ?? DEFAULT_CLIENTS,
    redirectUris: options.redirectUris ?? [],
    refusedScopes: new Set(options.refusedScopes ?? ['accounting.journals.read']),
    issuer: () => `${url}/identity`,
  }
  const identity = createIdentity(settings, kept)
  const save = options.state ? keepState(identity, worldAt, options.state) : () => {}
  const gateway: Gateway = {
    identity,
    limits,
    calls,
    clock,
    latencyMs: () => latencyMs,
    base: () => `${url}/api`,
    takeFault: (request) => {
      const fault = faults.take(request.method, request.rawUrl)
      if (fault !== undefined) calls.add(calls.faults, fault.kind)
      return fault
    },
    ledgers: new WeakMap(),
    switches: {
      whereHasAttachments: options.whereHasAttachments ?? true,
      filesListAttached: options.filesListAttached ?? true,
      mixedFolder: options.mixedFolder ?? false,
      countIds: options.countIds ?? 500,
      urlBytes: options.urlBytes ?? 16_384,
      uncountable: options.uncountable ?? new Set(),
      rapidSync: options.rapidSync ?? false,
      shifts,
      largestPage: options.largestPage ?? 1_000,
    },
  }
  const control: Control = { world, identity, limits, calls, faults, now: () => clock.now() }
  const server = createServer({ maxHeaderSize: 65_536 }, (incoming, response) => {
    if (!incoming.url?.startsWith('/api/api.xro/')) response.once('close', save)
    answer(gateway, control, incoming, response).catch((problem: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' })
      response.end(`The simulator failed: ${String(problem)}`)
    })
  })
  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  url = (options.publicUrl ?? `http://${host}:${port}`).replace(/\/$/, '')
  return {
    url,
    control: `${url}/control`,
    issuer: `${url}/identity`,
    api: `${url}/api`,
    clock,
    world,
    faults,
    shifts,
    calls,
    limits,
    identity,
    approve,
    setLatency: (ms) => {
      latencyMs = ms
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function worldOf(options: XeroSimulatorOptions, at: number): World {
  const { world = 'demo' } = options
  if (typeof world === 'object') return world
  return existsSync(world) ? recordedWorld(world) : namedWorld(world, at, options.fileSize)
}
