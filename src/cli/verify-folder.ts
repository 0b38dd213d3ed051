import { open, opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Problem, type Source, unreadable } from './verify-source.ts'

/** The files below a folder. */
export async function openFolder(root: string): Promise<Source> {
  const files = new Map<string, number>()
  const problems: Problem[] = []
  const walk = async (below: string): Promise<void> => {
    for await (const entry of await opendir(join(root, below))) {
      const path = below + entry.name
      if (entry.isDirectory()) {
        await walk(`${path}/`).catch((error: unknown) => {
          problems.push({ kind: 'malformed', path, text: unreadable(error) })
        })
      } else if (entry.isFile()) files.set(path, (await stat(join(root, path))).size)
      else problems.push({ kind: 'extra', path, text: 'It is neither a file nor a folder.' })
    }
  }
  await walk('')
  return {
    files,
    problems,
    read: (path) => readFile(join(root, path), 0, Number.POSITIVE_INFINITY),
    slice: async (path, start, length) => collect(readFile(join(root, path), start, length)),
    crcOf: () => null,
    close: async () => undefined,
  }
}

export async function* readFile(
  path: string,
  start: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  const handle = await open(path)
  try {
    for (let left = length, at = start; left > 0; ) {
      const piece = Buffer.allocUnsafe(Math.min(left, 1_048_576))
      const { bytesRead } = await handle.read(piece, 0, piece.length, at)
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
      at += bytesRead
      left -= bytesRead
    }
  } finally {
    await handle.close()
  }
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
