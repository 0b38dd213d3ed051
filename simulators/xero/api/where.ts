import { isRawNumber, type Json, type Row } from '../worlds/row.ts'

/** A condition of the `where` parameter, ready to be asked of rows. */
export type Condition = (row: Row) => boolean

/** The parameter could not be read, or names a field that the type does not have. */
export class QueryProblem extends Error {}

type Value = string | number | boolean | null | undefined

type Expression = (row: Row) => Value

/**
 * Reads Xero's where expressions: fields with dots, `== = != > >= < <=`, AND, OR, `&&`, `||`,
 * parentheses, texts, numbers, true, false, null, DateTime(…), guid("…"), and the text methods
 * Contains, StartsWith and EndsWith. Text is compared without regard to case.
 */
export function parseWhere(
  words: string,
  typeName: string,
  fields: ReadonlySet<string>,
): Condition {
  const tokens = tokenise(words)
  let at = 0
  const peek = () => tokens[at]
  const next = () => {
    const token = tokens[at]
    if (token === undefined) throw new QueryProblem('Expression expected')
    at += 1
    return token
  }
  const accept = (...choices: string[]) => {
    if (!choices.includes((peek() ?? '').toUpperCase())) return false
    at += 1
    return true
  }
  const expect = (sign: string) => {
    if (next() !== sign) throw new QueryProblem(`'${sign}' expected`)
  }

  const either = (): Condition => {
    let left = both()
    while (accept('OR', '||')) {
      const [first, second] = [left, both()]
      left = (row) => first(row) || second(row)
    }
    return left
  }
  const both = (): Condition => {
    let left = single()
    while (accept('AND', '&&')) {
      const [first, second] = [left, single()]
      left = (row) => first(row) && second(row)
    }
    return left
  }
  const single = (): Condition => {
    if (accept('(')) {
      const inside = either()
      expect(')')
      return inside
    }
    const left = operand()
    const sign = peek() ?? ''
    if (!COMPARE.has(sign)) return (row) => left(row) === true
    at += 1
    const right = operand()
    return (row) => compare(left(row), sign, right(row))
  }
  const operand = (): Expression => {
    const token = next()
    if (token.startsWith('"')) return constant(token.slice(1, -1))
    if (/^-?\d/.test(token)) return constant(Number.parseFloat(token))
    if (/^(true|false)$/i.test(token)) return constant(token.toLowerCase() === 'true')
    if (/^null$/i.test(token)) return constant(null)
    if (/^DateTime$/i.test(token)) return constant(dateTime(numbers()))
    if (/^guid$/i.test(token)) {
      expect('(')
      const id = operand()
      expect(')')
      return id
    }
    return field(token)
  }
  const numbers = (): number[] => {
    const found: number[] = []
    expect('(')
    while (!accept(')')) {
      found.push(Number(next()))
      accept(',')
    }
    return found
  }
  const field = (path: string): Expression => {
    const parts = path.split('.')
    const method = METHODS[parts.at(-1) ?? '']
    if (method !== undefined) parts.pop()
    const [first = ''] = parts
    if (!/^[A-Za-z_]/.test(first) || !fields.has(first)) {
      throw new QueryProblem(`No property or field '${first}' exists in type '${typeName}'`)
    }
    const read: Expression = (row) =>
      plain(parts.filter((part) => part !== 'Value').reduce(step, row))
    if (method === undefined) return read
    expect('(')
    const argument = operand()
    expect(')')
    return (row) => method(fold(read(row)), fold(argument(row)))
  }

  const condition = either()
  if (at < tokens.length) throw new QueryProblem(`Syntax error at '${peek() ?? ''}'`)
  return condition
}

const COMPARE = new Set(['==', '=', '!=', '<>', '>', '>=', '<', '<='])

const METHODS: Readonly<Record<string, (value: string, part: string) => boolean>> = {
  Contains: (value, part) => value.includes(part),
  StartsWith: (value, part) => value.startsWith(part),
  EndsWith: (value, part) => value.endsWith(part),
}

function tokenise(words: string): string[] {
  const tokens =
    words.match(/"[^"]*"|[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?|==|!=|<>|>=|<=|&&|\|\||[=<>(),]|\S/g) ?? []
  const bad = tokens.find((token) => token === '"')
  if (bad !== undefined) throw new QueryProblem('Unterminated string literal')
  return tokens
}

const constant =
  (value: Value): Expression =>
  () =>
    value

function dateTime(parts: readonly number[]): number {
  const [year = Number.NaN, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
  const ms = Date.UTC(year, month - 1, day, hour, minute, second)
  if (Number.isNaN(ms)) throw new QueryProblem('No applicable constructor exists in type DateTime')
  return ms
}

function step(value: Json | undefined, name: string): Json | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  return (value as Row)[name]
}

/** Instants become milliseconds, decimals become numbers. */
export function plain(value: Json | undefined): Value {
  if (isRawNumber(value)) return Number(value.rawJSON)
  if (typeof value === 'string' && value.startsWith('/Date('))
    return Number.parseInt(value.slice(6), 10)
  return typeof value === 'object' ? undefined : value
}

const fold = (value: Value) =>
  typeof value === 'string' ? value.toLowerCase() : String(value ?? '')

function compare(left: Value, sign: string, right: Value): boolean {
  if (sign === '==' || sign === '=') return same(left, right)
  if (sign === '!=' || sign === '<>') return !same(left, right)
  if (left === undefined || left === null || right === undefined || right === null) return false
  const [a, b] =
    typeof left === 'string' ? [fold(left), fold(right)] : [Number(left), Number(right)]
  if (sign === '>') return a > b
  if (sign === '>=') return a >= b
  return sign === '<' ? a < b : a <= b
}

function same(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return fold(left) === fold(right)
  return (left ?? null) === (right ?? null)
}
