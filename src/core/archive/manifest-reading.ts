const LINE = /^([0-9a-f]{64}) {2}(.+)$/

/** A line of a manifest; null when it is none, or names a place outside of the archive. */
export function readChecksumLine(line: string): { sha256: string; path: string } | null {
  const [, sha256, path] = LINE.exec(line) ?? []
  if (sha256 === undefined || path === undefined || !isInside(path)) return null
  return { sha256, path }
}

/** Whether a path stays below the folder it is unpacked in. */
export const isInside = (path: string): boolean =>
  !/^\/|^[A-Za-z]:|\\|\0/.test(path) &&
  path.split('/').every((name) => name !== '' && name !== '.' && name !== '..')
