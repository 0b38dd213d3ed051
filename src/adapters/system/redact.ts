const SECRET_NAME = /token|secret|authori[sz]ation|cookie|password|passphrase|verifier|^code$/i
const REMOVED = '[removed]'
const DEEPEST = 6

/** Secrets by their form, wherever they stand in a text; the first group is kept. */
const SECRET_TEXTS: readonly RegExp[] = [
  /\b((?:Bearer|Basic) )[\w.~+/=-]{8,}/gi,
  /\b((?:sk|rk)_(?:live|test)_)\w+/g,
  /\b(whsec_)\w+/g,
  /\b(eyJ)[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  /([?&](?:code|state|access_token|refresh_token|token)=)[^&\s"]+/gi,
  /(\w:\/\/)[^/\s:@"]+:[^/\s@"]+@/g,
]

/**
 * A copy of a value that may be written down: whatever is named like a secret is removed at any
 * depth, what looks like one is cut out of texts, and errors become plain objects.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEEPEST) return '[deeper]'
  if (value instanceof Error) return redact(factsOf(value), depth)
  if (value instanceof Date) return value
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.map((each) => redact(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, redactNamed(name, each, depth)]),
  )
}

function redactNamed(name: string, value: unknown, depth: number): unknown {
  const empty = value === null || value === undefined
  return SECRET_NAME.test(name) && !empty ? REMOVED : redact(value, depth + 1)
}

export const redactText = (text: string): string =>
  SECRET_TEXTS.reduce((clean, pattern) => clean.replace(pattern, `$1${REMOVED}`), text)

function factsOf(error: Error): Record<string, unknown> {
  const { kind, hint } = error as { kind?: unknown; hint?: unknown }
  return {
    name: error.name,
    message: error.message,
    ...(kind === undefined ? {} : { kind }),
    ...(hint === undefined ? {} : { hint }),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined ? {} : { cause: error.cause }),
  }
}
