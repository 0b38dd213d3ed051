import { mix } from '../chance.ts'
import { encodeId, type Kind } from '../ids.ts'
import type { OrganisationPlan, UserPlan } from '../plans.ts'
import type { Row } from '../row.ts'
import type { Shape } from '../world.ts'
import type { RecordFiles } from './carriers.ts'
import { RATES, type Rates } from './chart.ts'

/** One resource of generated books: every row is a pure function of its index. */
export interface Table {
  readonly size: number
  row(index: number, shape: Shape): Row
  /** Another name than the id that a single record may be asked by. */
  readonly findByName?: (name: string) => number | undefined
}

/** What all tables of one organisation share. */
export interface Setting {
  readonly plan: OrganisationPlan
  readonly organisation: number
  readonly seed: number
  readonly idKey: number
  readonly users: readonly UserPlan[]
  readonly rates: Rates
  readonly currency: 'GBP' | 'EUR'
  /** The span of the books: UTC milliseconds, the end not included. */
  readonly startAt: number
  readonly endAt: number
  /** Number of records of a resource. */
  records(resource: Kind): number
  chance(kind: Kind, index: number, salt: number): number
  id(kind: Kind, index: number, owner?: Kind, position?: number): string
  readonly files: RecordFiles
}

const YEARS = 3
const DAY_MS = 86_400_000

export interface SettingParts {
  readonly plan: OrganisationPlan
  readonly organisation: number
  readonly idKey: number
  readonly users: readonly UserPlan[]
  readonly endAt: number
}

export function createSetting(
  parts: SettingParts,
  files: (setting: Setting) => RecordFiles,
): Setting {
  const { plan, organisation, idKey } = parts
  const seed = mix(idKey, organisation, 1)
  const kindSeeds = new Map<Kind, number>()
  const seedOf = (kind: Kind) => {
    const known = kindSeeds.get(kind)
    if (known !== undefined) return known
    const made = mix(
      seed,
      kind.length,
      [...kind].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7) | 0,
    )
    kindSeeds.set(kind, made)
    return made
  }
  const setting: Omit<Setting, 'files'> = {
    ...parts,
    seed,
    rates: RATES[plan.country],
    currency: plan.country === 'GB' ? 'GBP' : 'EUR',
    startAt: parts.endAt - YEARS * 365 * DAY_MS,
    records: (resource) => plan.amounts[resource]?.records ?? 0,
    chance: (kind, index, salt) => mix(seedOf(kind), index, salt),
    id: (kind, index, owner = 'Nothing', position = 0) =>
      encodeId(idKey, { organisation, kind, owner, position, index }),
  }
  const whole = setting as Setting
  return Object.assign(whole, { files: files(whole) })
}
