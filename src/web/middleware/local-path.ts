/** A filter with every type in its query is about half as long. */
const MOST_LETTERS = 2_000

/** A path of this site out of a `returnTo` value; anything that could lead elsewhere gives `fallback`. */
export function localPath(value: string | undefined, fallback: string): string {
  if (!value || value.length > MOST_LETTERS) return fallback
  // `//host` and `/\host` are other sites to a browser, and control characters are dropped by it.
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(value) || value.includes('\\')) return fallback
  const origin = 'http://localhost'
  const url = URL.canParse(value, origin) ? new URL(value, origin) : null
  if (url?.origin !== origin || url.pathname.startsWith('//')) return fallback
  return url.pathname + url.search + url.hash
}
