import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { FileBody } from '../reply.ts'
import type { StoredFile } from './world.ts'

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.gif': 'image/gif',
}

const PIECE = 65_536

/** The files below `Attachments/<resource>/<record id>/`, sorted by path. */
export function recordedFiles(
  folder: string,
  id: (index: number) => string,
): readonly StoredFile[] {
  const root = join(folder, 'Attachments')
  if (!existsSync(root)) return []
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()
  const files: StoredFile[] = []
  for (const path of paths) {
    const [resource, recordId, name, more] = path.split('/')
    const full = join(root, path)
    if (resource === undefined || recordId === undefined || name === undefined) continue
    if (more !== undefined || !statSync(full).isFile()) continue
    const { size, mtimeMs } = statSync(full)
    files.push({
      id: id(files.length),
      name,
      mimeType: MIME_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream',
      length: size,
      createdAt: Math.floor(mtimeMs),
      parent: { resource, id: recordId },
      includeOnline: false,
      body: bodyOf(full, size),
    })
  }
  return files
}

function bodyOf(path: string, length: number): FileBody {
  return {
    length,
    *chunks() {
      const handle = openSync(path, 'r')
      try {
        for (let at = 0; at < length; ) {
          const piece = Buffer.alloc(Math.min(PIECE, length - at))
          const count = readSync(handle, piece, 0, piece.length, at)
          if (count === 0) return
          yield piece.subarray(0, count)
          at += count
        }
      } finally {
        closeSync(handle)
      }
    },
  }
}
