import { invalid, notSimulated } from './api-error.ts'
import type { Form } from './form.ts'
import { readMetadata } from './metadata.ts'
import type { Fields, Param } from './schema.ts'

/** A checked value: text, number or boolean at the leaves. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }

/**
 * Checks a decoded request against its declaration and converts the leaves.
 * Throws a 400 for an unknown, missing or ill-formed parameter, at any depth.
 */
export function validate(form: Form, declared: Fields, prefix = ''): { [key: string]: Value } {
  const known = new Map(
    Object.entries(declared).map(([name, param]) => [name.replace('!', ''), param]),
  )
  const strangers = Object.keys(form)
    .filter((key) => !known.has(key))
    .map((key) => nest(prefix, key))
  if (strangers.length > 0) throw unknown(strangers)
  for (const name of Object.keys(declared)) {
    const bare = name.slice(0, -1)
    if (name.endsWith('!') && form[bare] === undefined) throw lacking(nest(prefix, bare))
  }
  const checked: { [key: string]: Value } = {}
  for (const [name, param] of known) {
    const raw = form[name]
    if (raw !== undefined) checked[name] = read(raw, param, nest(prefix, name))
  }
  return checked
}

function nest(prefix: string, key: string): string {
  return prefix === '' ? key : `${prefix}[${key}]`
}

function unknown(names: readonly string[]): Error {
  const plural = names.length > 1 ? 's' : ''
  return invalid(
    `Received unknown parameter${plural}: ${names.join(', ')}`,
    names[0],
    'parameter_unknown',
  )
}

function lacking(name: string): Error {
  return invalid(`Missing required param: ${name}.`, name, 'parameter_missing')
}

function read(raw: string | Form, param: Param, name: string): Value {
  switch (param.kind) {
    case 'unsupported':
      throw notSimulated(`the parameter ${name}`, name)
    case 'metadata':
      return readMetadata(raw, name)
    case 'fields':
      if (typeof raw === 'string') throw invalid('Invalid object', name)
      return validate(raw, param.fields, name)
    case 'list':
      return readList(raw, param.of, param.max, name)
    case 'either':
      return readEither(raw, param.of, name)
    default:
      if (typeof raw !== 'string')
        throw invalid(`Invalid ${param.kind}: an object or list was sent`, name)
      return readLeaf(raw, param, name)
  }
}

function readList(raw: string | Form, of: Param, max: number, name: string): Value {
  if (typeof raw === 'string') {
    // An empty text stands for "no entries"; any other text is no list.
    if (raw === '') return []
    throw invalid('Invalid array', name)
  }
  const keys = Object.keys(raw)
  if (!keys.every((key) => /^\d+$/.test(key))) throw invalid('Invalid array', name)
  if (keys.length > max)
    throw invalid(`Array ${name} exceeded maximum ${max} allowed elements.`, name)
  const ordered = keys.sort((a, b) => Number(a) - Number(b))
  return ordered.map((key) => read(raw[key] ?? '', of, nest(name, key)))
}

function readEither(raw: string | Form, of: readonly Param[], name: string): Value {
  const fits = of.find((param) => (param.kind === 'fields') === (typeof raw !== 'string'))
  if (fits === undefined) throw invalid(`Invalid value for ${name}`, name)
  return read(raw, fits, name)
}

type Leaf = Extract<Param, { kind: 'text' | 'choice' | 'integer' | 'number' | 'boolean' }>

function readLeaf(raw: string, param: Leaf, name: string): Value {
  if (raw === '') {
    throw invalid(
      `An empty string was sent for '${name}', which cannot be unset.`,
      name,
      'parameter_invalid_empty',
    )
  }
  switch (param.kind) {
    case 'text':
      return readText(raw, param, name)
    case 'choice':
      if (param.of.includes(raw)) return raw
      throw invalid(`Invalid ${name}: must be one of ${param.of.join(', ')}`, name)
    case 'boolean':
      if (raw === 'true' || raw === 'false') return raw === 'true'
      throw invalid(`Invalid boolean: ${raw}`, name)
    case 'integer':
      if (!/^-?\d+$/.test(raw))
        throw invalid(`Invalid integer: ${raw}`, name, 'parameter_invalid_integer')
      return within(Number(raw), param, name, 'parameter_invalid_integer')
    case 'number':
      if (!/^-?\d+(\.\d+)?$/.test(raw)) throw invalid(`Invalid decimal: ${raw}`, name)
      return within(Number(raw), param, name, 'parameter_invalid_decimal')
  }
}

function readText(raw: string, param: Extract<Param, { kind: 'text' }>, name: string): string {
  if (raw.length > param.max)
    throw invalid(`Invalid string: ${name} may have at most ${param.max} characters`, name)
  if (param.pattern !== undefined && !param.pattern.test(raw))
    throw invalid(`Invalid value for ${name}`, name)
  return raw
}

function within(
  value: number,
  bounds: { min: number; max: number },
  name: string,
  code: string,
): number {
  if (value < bounds.min)
    throw invalid(`Invalid ${name}: must be at least ${bounds.min}`, name, code)
  if (value > bounds.max)
    throw invalid(`Invalid ${name}: must be at most ${bounds.max}`, name, code)
  return value
}
