import { refused } from './api-error.ts'
import { includable } from './includable.ts'
import { lookUp } from './look-up.ts'
import type { World } from './world.ts'

const MAX_DEPTH = 4

type Node = Record<string, unknown>

/** The nearest object with an id above a value, and the path from it down to the value. */
interface Place {
  readonly owner: Node
  readonly part: string
}

/**
 * Replaces ids by their objects along the given paths, such as `payment_intent.latest_charge` or,
 * in a list, `data.customer`. Answers a copy. A path that names nothing expandable is a 400.
 */
export function expandPaths(world: World, answer: object, paths: readonly string[]): object {
  const copy = structuredClone(answer) as Node
  for (const path of paths) {
    const steps = path.split('.')
    const depth = steps[0] === 'data' ? steps.length - 1 : steps.length
    if (depth > MAX_DEPTH) throw refused(`Cannot expand more than ${MAX_DEPTH} levels.`, 'expand')
    descend(world, copy, steps, { owner: copy, part: '' }, path)
  }
  return copy
}

function descend(
  world: World,
  node: Node,
  steps: readonly string[],
  place: Place,
  path: string,
): void {
  const [step, ...rest] = steps
  if (step === undefined) return
  const here: Place =
    typeof node.object === 'string'
      ? { owner: node, part: step }
      : { owner: place.owner, part: `${place.part}.${step}` }
  const child = childOf(world, node, step, here, path)
  const branches = Array.isArray(child) ? child : [child]
  for (const branch of branches) {
    if (typeof branch === 'object' && branch !== null)
      descend(world, branch as Node, rest, here, path)
  }
}

/** The value below `step`, put in place of its id when it is one. */
function childOf(world: World, node: Node, step: string, place: Place, path: string): unknown {
  const { owner, part } = place
  const before = node[step]
  if (typeof before === 'object') return before
  const kind = String(owner.object)
  const found =
    typeof before === 'string'
      ? lookUp(world, before)
      : includable(world, kind, String(owner.id), part)
  if (found === undefined) throw refused(`This property cannot be expanded (${path}).`, 'expand')
  node[step] = structuredClone(found)
  return node[step]
}
