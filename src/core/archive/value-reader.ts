/** A path of the catalogue, taken apart once: millions of cells are read by a few hundred paths. */
const steps = new Map<string, readonly string[]>()

/** The value at `Contact.Name` or `Tracking.0.Option` of a parsed record; undefined where there is none. */
export function readAt(record: unknown, path: string): unknown {
  const names = steps.get(path) ?? takeApart(path)
  let value = record
  for (let nth = 0; nth < names.length; nth++) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Readonly<Record<string, unknown>>)[names[nth] ?? '']
  }
  return value
}

function takeApart(path: string): readonly string[] {
  const names = path.split('.')
  steps.set(path, names)
  return names
}
