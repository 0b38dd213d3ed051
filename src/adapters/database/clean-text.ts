/**
 * The parameters of a query without U+0000. Xero lets it into texts; PostgreSQL refuses it, and
 * SQLite's own functions end a text there.
 */
export function withoutNul(parameters: readonly unknown[]): readonly unknown[] {
  return parameters.some(holdsNul) ? parameters.map(clean) : parameters
}

const NUL = '\u0000'

const holdsNul = (value: unknown): boolean => typeof value === 'string' && value.includes(NUL)

const clean = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll(NUL, '') : value
