import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { expireIfDue } from './expire-session.ts'
import { settle } from './settle.ts'
import type { World } from './world.ts'

/** The parts of the world that a restart must not forget. */
const KEPT = [
  'taxRates',
  'coupons',
  'promotionCodes',
  'customers',
  'sessions',
  'paymentIntents',
  'charges',
  'refunds',
  'invoices',
  'invoicePayments',
  'creditNotes',
  'disputes',
  'events',
] as const satisfies readonly (keyof World)[]

/** Writes the account to a file, in one step, whenever it has changed. */
export function keepState(world: World, path: string): () => void {
  let written = ''
  return () => {
    const text = JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, [...world[name]]])))
    if (text === written) return
    writeFileSync(`${path}.new`, text)
    renameSync(`${path}.new`, path)
    written = text
  }
}

/** Fills an empty account from the file, when there is one, and puts its sessions back on the agenda. */
export function restoreState(world: World, path: string): void {
  const kept = read(path)
  for (const name of KEPT) {
    const map: Map<string, unknown> = world[name]
    for (const [id, value] of kept[name] ?? []) map.set(id, value)
  }
  for (const stored of world.sessions.values()) {
    world.agenda.add(stored.session.expires_at * 1000, () => expireIfDue(world, stored))
    const { settlement } = stored
    if (settlement) world.agenda.add(settlement.at, () => settle(world, stored, settlement.outcome))
  }
}

type Kept = Readonly<
  Partial<Record<(typeof KEPT)[number], readonly (readonly [string, unknown])[]>>
>

function read(path: string): Kept {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {}
  }
}
