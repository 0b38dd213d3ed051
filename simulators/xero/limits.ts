import { hashText } from './worlds/chance.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const CONCURRENT = 5
const MINUTE_LIMIT = 60
const APP_MINUTE_LIMIT = 10_000
const RAPID_MS = 30 * 60_000

export type LimitProblem = 'concurrent' | 'app' | 'day' | 'minute'

/** A fixed window: calls are counted from one reset to the next. */
interface Window {
  start: number
  count: number
  most: number
}

export interface TenantState {
  inFlight: number
  mostInFlight: number
  readonly minute: Window
  readonly day: Window
}

export interface Admission {
  /** Undefined when the call may go on. */
  readonly problem: LimitProblem | undefined
  /** Headers of the answer, whatever it is; a refusal has Retry-After among them. */
  readonly headers: Readonly<Record<string, string>>
  /** To be called once when the answer has been sent. */
  release(): void
}

/** Where a tenant's windows begin: the same place for the same tenant, and unlike UTC midnight. */
export function phaseOf(tenantId: string): { readonly minute: number; readonly day: number } {
  const hash = hashText(tenantId)
  return { minute: hash % MINUTE_MS, day: hash % DAY_MS }
}

/** Xero's limits per app and organisation, and the app's own. Refused calls burn no budget. */
export class Limits {
  dayLimit: number
  readonly tenants = new Map<string, TenantState>()
  readonly #apps = new Map<string, Window>()

  constructor(dayLimit: number) {
    this.dayLimit = dayLimit
  }

  /**
   * @param connectedAt when the organisation was connected, where the first half hour is free of the
   *   minute and day limits (Rapid Sync); undefined otherwise
   */
  admit(clientId: string, tenantId: string, now: number, connectedAt?: number): Admission {
    const state = this.#state(clientId, tenantId)
    const phase = phaseOf(tenantId)
    const app = this.#app(clientId)
    turn(state.minute, now, MINUTE_MS, phase.minute)
    turn(state.day, now, DAY_MS, phase.day)
    turn(app, now, MINUTE_MS, 0)
    const rapid = connectedAt !== undefined && now - connectedAt < RAPID_MS
    const problem = this.#problem(state, app, rapid)
    if (problem === undefined) take(state, app)
    const headers: Record<string, string> = {
      'X-DayLimit-Remaining': String(Math.max(0, this.dayLimit - state.day.count)),
      'X-MinLimit-Remaining': String(Math.max(0, MINUTE_LIMIT - state.minute.count)),
      'X-AppMinLimit-Remaining': String(Math.max(0, APP_MINUTE_LIMIT - app.count)),
    }
    if (problem !== undefined) {
      headers['X-Rate-Limit-Problem'] = problem
      const waitMs = waitFor(problem, state, app, now)
      // Xero does not promise a Retry-After for too many calls at once.
      if (waitMs !== undefined)
        headers['Retry-After'] = String(Math.max(1, Math.ceil(waitMs / 1000)))
      return { problem, headers, release: () => undefined }
    }
    let open = true
    const release = () => {
      if (open) state.inFlight -= 1
      open = false
    }
    return { problem, headers, release }
  }

  resetCounters(): void {
    for (const state of this.tenants.values()) {
      state.mostInFlight = state.inFlight
      state.minute.most = state.minute.count
      state.day.most = state.day.count
    }
  }

  #problem(state: TenantState, app: Window, rapid: boolean): LimitProblem | undefined {
    if (state.inFlight >= CONCURRENT) return 'concurrent'
    if (app.count >= APP_MINUTE_LIMIT) return 'app'
    if (rapid) return undefined
    if (state.day.count >= this.dayLimit) return 'day'
    return state.minute.count >= MINUTE_LIMIT ? 'minute' : undefined
  }

  #state(clientId: string, tenantId: string): TenantState {
    const key = `${clientId} ${tenantId}`
    const known = this.tenants.get(key)
    if (known !== undefined) return known
    const made = { inFlight: 0, mostInFlight: 0, minute: emptyWindow(), day: emptyWindow() }
    this.tenants.set(key, made)
    return made
  }

  #app(clientId: string): Window {
    const known = this.#apps.get(clientId)
    if (known !== undefined) return known
    const made = emptyWindow()
    this.#apps.set(clientId, made)
    return made
  }
}

const emptyWindow = (): Window => ({ start: Number.NEGATIVE_INFINITY, count: 0, most: 0 })

function turn(window: Window, now: number, length: number, phase: number): void {
  const start = Math.floor((now - phase) / length) * length + phase
  if (start === window.start) return
  window.start = start
  window.count = 0
}

function take(state: TenantState, app: Window): void {
  state.inFlight += 1
  state.mostInFlight = Math.max(state.mostInFlight, state.inFlight)
  for (const window of [state.minute, state.day, app]) {
    window.count += 1
    window.most = Math.max(window.most, window.count)
  }
}

function waitFor(
  problem: LimitProblem,
  state: TenantState,
  app: Window,
  now: number,
): number | undefined {
  switch (problem) {
    case 'concurrent':
      return undefined
    case 'app':
      return app.start + MINUTE_MS - now
    case 'day':
      return state.day.start + DAY_MS - now
    case 'minute':
      return state.minute.start + MINUTE_MS - now
  }
}
