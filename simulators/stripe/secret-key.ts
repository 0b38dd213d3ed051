import { ApiError } from './api-error.ts'

/** Accepts the key as a bearer token or as the name of basic authorisation; else throws a 401. */
export function checkKey(header: string | string[] | undefined, secretKey: string): void {
  const given = readKey(typeof header === 'string' ? header : '')
  if (given === secretKey) return
  const message =
    given === ''
      ? 'No API key was sent. Send it as a bearer token.'
      : `Invalid API Key provided: ${given.slice(0, 8)}****${given.slice(-4)}`
  throw new ApiError(401, { type: 'invalid_request_error', message }, 'validation')
}

function readKey(header: string): string {
  const [scheme = '', value = ''] = header.split(' ')
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return ''
  return Buffer.from(value, 'base64').toString().split(':')[0] ?? ''
}
