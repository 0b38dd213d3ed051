import { RESOURCES, resourceNamed } from './catalogue/index.ts'
import type { Resource } from './catalogue/resource.ts'

/** How every reason begins for which only somebody's permission helps. */
export const NOT_PERMITTED = 'Not permitted: '

export const isNotPermitted = (reason: string | null): boolean =>
  reason?.startsWith(NOT_PERMITTED) ?? false

interface Row {
  readonly resource: string
  readonly state: string
  readonly reason: string | null
}

/**
 * The lists of a scan that are worth reading again: those that ended as exceptions, and what follows from
 * them. `isPermitted` says whether one that was not permitted is by now.
 */
export function listsAgain(
  rows: readonly Row[],
  isPermitted: (resource: Resource) => boolean,
): readonly string[] {
  const open = rows.filter(
    ({ resource, reason }) => !isNotPermitted(reason) || isPermitted(resourceNamed(resource)),
  )
  const there = new Set(open.map((one) => one.resource))
  const again = new Set(open.filter((one) => one.state === 'exception').map((one) => one.resource))
  // What follows from what follows comes with the next round.
  for (let before = -1; before < again.size; ) {
    before = again.size
    const behind = RESOURCES.filter((one) => sourcesOf(one).some((source) => again.has(source)))
    for (const { name } of behind) if (there.has(name)) again.add(name)
  }
  return [...again]
}

/** The lists that decide which calls a resource has. */
function sourcesOf({ follows, countries, name }: Resource): readonly string[] {
  const place = countries ? ['Organisation'] : []
  switch (follows?.by) {
    case 'records':
      return [...place, follows.of]
    case 'years':
      return ['Organisation']
    case 'balances':
      return ['Contacts']
    case 'library':
      // Both are read in one go.
      return ['Folders', name === 'Files' ? 'FileLinks' : 'Files']
    case 'request':
    case 'values':
    case undefined:
      return place
  }
}
