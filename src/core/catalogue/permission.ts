import type { Resource } from './resource.ts'

/** Scopes as granted or configured, and whether one of them lets a resource be read. */
export const isGranted = (
  resource: Pick<Resource, 'scope' | 'broadScope'>,
  scopes: readonly string[],
): boolean =>
  [resource.scope, resource.broadScope ?? resource.scope].some(
    // A scope that may also write has the same name without `.read`.
    (scope) => scopes.includes(scope) || scopes.includes(scope.replace(/\.read$/, '')),
  )

/** Why a resource cannot be read, and how it can be granted; null where it can, or need not be asked. */
export function refusalOf(
  resource: Resource,
  granted: readonly string[],
  configured: readonly string[],
): string | null {
  if (isGranted(resource, granted)) return null
  return isGranted(resource, configured)
    ? `Not permitted: Xero did not grant "${resource.scope}". Connect the organisation again and allow everything on the page of Xero.`
    : `Not permitted: this installation does not ask Xero for "${resource.scope}". The operator adds it to the setting XERO_SCOPES; then connect the organisation again.`
}

/** Whether a scan has anything to say of the resource at all: what few use is left out in silence. */
export const isWanted = (
  resource: Resource,
  granted: readonly string[],
  configured: readonly string[],
  country: string,
): boolean => {
  const { countries, follows, onlyWhenGranted } = resource
  if (follows?.by === 'request') return false
  if (countries && country !== '' && !countries.includes(country)) return false
  return !onlyWhenGranted || isGranted(resource, granted) || isGranted(resource, configured)
}
