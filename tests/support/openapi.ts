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
