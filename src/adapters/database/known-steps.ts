import { compiledOnce } from './compiled-once.ts'
import type { Tables } from './tables.ts'

/** The statements that run for every list of attachments. */

type Known = Tables['knownListings']
type ScanKey = Pick<Tables['scanDocuments'], 'scanId' | 'resource' | 'recordId'>

interface Found extends Pick<Known, 'listing' | 'expected' | 'updatedAt' | 'backupId'> {
  /** As the scan told it. */
  readonly updatedNow: number | null
  readonly exact: number | null
}

export const listingKnown = compiledOnce<ScanKey & Pick<Known, 'connectionId'>, Found>(
  (db, value) =>
    db
      .selectFrom('knownListings as known')
      .leftJoin('scanDocuments as now', (join) =>
        join
          .on('now.scanId', '=', value('scanId'))
          .onRef('now.resource', '=', 'known.resource')
          .onRef('now.recordId', '=', 'known.recordId'),
      )
      .leftJoin('scans', 'scans.id', 'now.scanId')
      .select(['known.listing', 'known.expected', 'known.updatedAt', 'known.backupId'])
      .select(['now.updatedAt as updatedNow', 'scans.exact'])
      .where('known.connectionId', '=', value('connectionId'))
      .where('known.resource', '=', value('resource'))
      .where('known.recordId', '=', value('recordId')),
)

/** When the record was last changed, as the scan told it. */
export const timeOfChange = compiledOnce<ScanKey, { readonly updatedAt: number | null }>(
  (db, value) =>
    db
      .selectFrom('scanDocuments')
      .select('updatedAt')
      .where('scanId', '=', value('scanId'))
      .where('resource', '=', value('resource'))
      .where('recordId', '=', value('recordId')),
)

export const keepListing = compiledOnce<Known>((db, value) => {
  const told = {
    backupId: value('backupId'),
    number: value('number'),
    updatedAt: value('updatedAt'),
    expected: value('expected'),
    files: value('files'),
    listing: value('listing'),
  }
  return db
    .insertInto('knownListings')
    .values({
      connectionId: value('connectionId'),
      resource: value('resource'),
      recordId: value('recordId'),
      ...told,
    })
    .onConflict((conflict) =>
      conflict.columns(['connectionId', 'resource', 'recordId']).doUpdateSet(told),
    )
})
