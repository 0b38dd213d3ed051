import { invalid } from './api-error.ts'
import type { Form } from './form.ts'

const MAX_KEYS = 50
const MAX_KEY_LENGTH = 40
const MAX_VALUE_LENGTH = 500

/** Reads a metadata parameter within Stripe's limits. An empty text clears it; an empty value drops its key. */
export function readMetadata(raw: string | Form, name: string): Record<string, string> {
  if (raw === '') return {}
  if (typeof raw === 'string') throw invalid('Invalid object', name)
  const kept: Record<string, string> = {}
  for (const [key, value] of Object.entries(raw)) {
    if (typeof value !== 'string')
      throw invalid('Metadata values must be strings', `${name}[${key}]`)
    checkPair(key, value, name)
    if (value !== '') kept[key] = value
  }
  if (Object.keys(kept).length > MAX_KEYS) {
    throw invalid(`Metadata may hold at most ${MAX_KEYS} keys.`, name)
  }
  return kept
}

function checkPair(key: string, value: string, name: string): void {
  if (key.length > MAX_KEY_LENGTH) {
    throw invalid(`Metadata keys may have at most ${MAX_KEY_LENGTH} characters: ${key}`, name)
  }
  if (value.length > MAX_VALUE_LENGTH) {
    throw invalid(
      `Metadata values may have at most ${MAX_VALUE_LENGTH} characters: ${key}`,
      `${name}[${key}]`,
    )
  }
}

/** The SDK lets a program pass numbers; on the wire and in storage they are text. */
export function storedMetadata(
  given: Readonly<Record<string, string | number | null>> | '' | null | undefined,
): Record<string, string> {
  const pairs = Object.entries(given || {}).filter(([, value]) => value !== null && value !== '')
  return Object.fromEntries(pairs.map(([key, value]) => [key, String(value)]))
}
