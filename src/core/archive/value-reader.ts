/**
 * The step of a path of one, or the steps of a longer one: millions of cells are read by a few hundred
 * paths, each taken apart once.
 */
const steps = new Map<string, string | readonly string[]>()

/** The value at `Contact.Name` or `Tracking.0.Option` of a parsed record; undefined where there is none. */
export function readAt(record: unknown, path: string): unknown {
  const names = steps.get(path) ?? takeApart(path)
  if (typeof names === 'string') return fieldOf(record, names)
  let value = record
  for (let nth = 0; nth < names.length; nth++) value = fieldOf(value, names[nth] ?? '')
  return value
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined

function takeApart(path: string): string | readonly string[] {
  const names = path.split('.')
  const [only = ''] = names
  const taken = names.length === 1 ? only : names
  steps.set(path, taken)
  return taken
}
