import type { Storage } from '../../ports/storage.ts'
import { openFiles } from './files.ts'

/** Where objects are kept, as plain data, so that a thread can open the same storage. */
export type StorageDescription = { readonly kind: 'files'; readonly root: string }

/** Opens the storage that the description tells. Throws `refuse` when it can't be used. */
export function openStorage(description: StorageDescription): Storage {
  return openFiles(description.root)
}
