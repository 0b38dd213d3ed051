import { hashText } from './chance.ts'
import { generateBooks } from './generated/books.ts'
import { encodeId } from './ids.ts'
import { PLANS, type WorldPlan } from './plans.ts'
import type { World } from './world.ts'

/** The first instant of the month of `at`, UTC: books end there, so a world lasts a month. */
function startOfMonth(at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}

/**
 * A world by its name: tiny, demo, small, medium or large. Ids depend on nothing but the name.
 * @param fileSize bytes from and to of the files of the first organisation, in place of the plan's
 */
export function namedWorld(
  name: string,
  anchor: number,
  fileSize?: readonly [number, number],
): World {
  const plan = PLANS[name]
  if (plan === undefined) {
    throw new Error(`There is no world "${name}"; there are ${Object.keys(PLANS).join(', ')}`)
  }
  if (fileSize === undefined) return generateWorld(plan, anchor)
  const organisations = plan.organisations.map((one, at) => (at === 0 ? { ...one, fileSize } : one))
  return generateWorld({ ...plan, organisations }, anchor)
}

/** A world of a plan; `anchor` (UTC milliseconds) only moves its dates. */
function generateWorld(plan: WorldPlan, anchor: number): World {
  const idKey = hashText(`world ${plan.name}`)
  const endAt = startOfMonth(anchor)
  const organisations = plan.organisations.map((one, organisation) =>
    generateBooks({ plan: one, organisation, idKey, users: plan.users, endAt }),
  )
  const users = plan.users.map((user, index) => ({
    id: encodeId(idKey, { organisation: 255, kind: 'Users', owner: 'Nothing', position: 0, index }),
    email: user.email,
    givenName: user.givenName,
    familyName: user.familyName,
    tenantIds: user.organisations.map((at) => organisations[at]?.tenantId ?? ''),
  }))
  return { name: plan.name, organisations, users }
}
