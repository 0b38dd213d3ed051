import type { ManifestFile } from '../../core/archive/manifest.ts'
import type { RecordFiles } from '../../core/archive/rows.ts'
import type { Storage } from '../../ports/storage.ts'
import { jsonLines } from './json-lines.ts'

/** How many kept files each record has and where the first lies, by the record's id. */
export async function readRecordFiles(
  storage: Storage,
  manifestKey: string,
): Promise<ReadonlyMap<string, RecordFiles>> {
  const files = new Map<string, { count: number; readonly first: string }>()
  for await (const batch of jsonLines<ManifestFile>(storage, manifestKey)) {
    for (const { recordId, path } of batch) {
      const known = files.get(recordId)
      if (known) known.count++
      else files.set(recordId, { count: 1, first: path })
    }
  }
  return files
}
