import type { Fields } from './schema.ts'
import type { World } from './world.ts'

/** One method on one path of the API. `run` gets checked parameters and the `:id` of the path. */
export interface Endpoint {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly params: Fields
  readonly run: (world: World, params: unknown, id: string) => object
}

/**
 * Declares an endpoint. `T` is the SDK's type of the parameters: the declaration in `params` is
 * what makes it true, so this is the one place where checked values are given that type.
 */
export function endpoint<T>(
  method: 'GET' | 'POST',
  path: string,
  params: Fields,
  run: (world: World, params: T, id: string) => object,
): Endpoint {
  return { method, path, params, run: (world, checked, id) => run(world, checked as T, id) }
}

/** The endpoint for a request and the id in its path; undefined when there is none. */
export function matchEndpoint(
  endpoints: readonly Endpoint[],
  method: string,
  path: string,
): { readonly endpoint: Endpoint; readonly id: string } | undefined {
  const wanted = path.split('/')
  for (const each of endpoints) {
    if (each.method !== method) continue
    const parts = each.path.split('/')
    if (parts.length !== wanted.length) continue
    const fits = parts.every((part, at) =>
      part === ':id' ? wanted[at] !== '' : part === wanted[at],
    )
    if (fits) return { endpoint: each, id: decodeURIComponent(wanted[parts.indexOf(':id')] ?? '') }
  }
  return undefined
}
