const COLOURS: Readonly<Record<string, string>> = { info: '32', warn: '33', error: '31' }
/** Control and direction characters could forge lines or colours in a terminal. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A JSON log line as `14:05:09 info  The message  name=value`, always one line. */
export function humanLine(json: string): string {
  const { level, time, msg, ...facts } = JSON.parse(json) as Record<string, unknown>
  const label = String(level)
  const coloured = `\u001b[${COLOURS[label] ?? '0'}m${label.padEnd(5)}\u001b[0m`
  const named = Object.entries(facts).map(([name, value]) => `${oneLine(name)}=${short(value)}`)
  const parts = [String(time).slice(11, 19), coloured, oneLine(String(msg ?? '')), ...named]
  return `${parts.join(' ')}\n`
}

/** An error by its message alone: its stack stands in the JSON log. */
function short(value: unknown): string {
  if (typeof value === 'string') return oneLine(value)
  if (typeof value === 'object' && value !== null && 'stack' in value && 'message' in value) {
    return oneLine(String(value.message))
  }
  return oneLine(JSON.stringify(value) ?? '')
}

const oneLine = (text: string): string =>
  text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
