import type { ScanResource } from '../../ports/store/scan.ts'

/**
 * Where an answer of a list is stored. A list that is read anew, after the scan had ended, gets names of its
 * own: an archive that can still be had serves the answers of before.
 */
export function answerKey(row: ScanResource, name: string): string {
  const { scanId, resource, readings = 0 } = row
  return `scans/${scanId}/${resource}/${name}${readings > 0 ? `-r${readings}` : ''}.json`
}
