// As much of Xero's OpenAPI descriptions as can be read by their indentation.

export interface Property {
  readonly type: string
  /** The schema of the value, or of the items of a list. */
  readonly schema: string
}
export type Schemas = ReadonlyMap<string, ReadonlyMap<string, Property>>

/** Reads the schemas by their indentation, which in this file is always two spaces a level. */
export function schemasOf(yaml: string): Schemas {
  const schemas = new Map<string, Map<string, Property>>()
  const part = yaml.slice(yaml.indexOf('\n  schemas:\n'))
  for (const block of part.split(/\n {4}(?=\w+:\n)/).slice(1)) {
    const [, properties = ''] =
      /\n {6}properties:\n([\s\S]*?)(?=\n {6}\w|\n {0,4}\S|$)/.exec(block) ?? []
    const found = `\n${properties}`.split(/\n {8}(?=\w+:\n)/).slice(1)
    const entries = found.map((one) => [one.slice(0, one.indexOf(':')), propertyOf(one)] as const)
    schemas.set(block.slice(0, block.indexOf(':')), new Map(entries))
  }
  return schemas
}

function propertyOf(block: string): Property {
  const [, schema = ''] = /\$ref: "?#\/components\/schemas\/(\w+)/.exec(block) ?? []
  const [, type = ''] = /\n {10}type: (\w+)/.exec(block) ?? []
  if (/\n {10}x-is-msdate-time: true/.test(block)) return { type: 'instant', schema }
  if (/\n {10}format: date-time/.test(block)) return { type: 'instant', schema }
  if (/\n {10}format: date\n/.test(`${block}\n`)) return { type: 'date', schema }
  return { type: /\n {10}x-is-msdate: true/.test(block) ? 'date' : type, schema }
}

/** The paths that answer to GET. */
export function readablePaths(yaml: string): readonly string[] {
  const part = yaml.slice(yaml.indexOf('\npaths:\n'), yaml.indexOf('\ncomponents:\n'))
  const blocks = part.split(/\n {2}(?=["']?\/)/).slice(1)
  return blocks
    .filter((block) => /\n {4}get:/.test(block))
    .map((block) => /^["']?([^"':\n]+)/.exec(block)?.[1] ?? '')
}

/** Everything in a value that its schema does not describe, or describes otherwise. */
export function misfits(schemas: Schemas, name: string, value: unknown): readonly string[] {
  const schema = schemas.get(name)
  if (!schema || schema.size === 0 || typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const property = schema.get(key)
    if (!property) return [`${name}.${key}: not described`]
    return fieldMisfits(schemas, `${name}.${key}`, property, inner)
  })
}

function fieldMisfits(
  schemas: Schemas,
  at: string,
  { type, schema }: Property,
  value: unknown,
): readonly string[] {
  if (value === null) return []
  if (type === 'array') {
    if (!Array.isArray(value)) return [`${at}: no list`]
    return value.flatMap((one) => misfits(schemas, schema, one))
  }
  if (schema !== '') return misfits(schemas, schema, value)
  const fits = FITS[type]
  return !fits || fits(value) ? [] : [`${at}: ${JSON.stringify(value)} is no ${type}`]
}

const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  date: (value) =>
    typeof value === 'string' && /^(\/Date\(-?\d+([+-]\d{4})?\)\/|\d{4}-\d\d-\d\d)/.test(value),
  instant: (value) =>
    typeof value === 'string' && /^(\/Date\(-?\d+([+-]\d{4})?\)\/|\d{4}-\d\d-\d\dT)/.test(value),
}
