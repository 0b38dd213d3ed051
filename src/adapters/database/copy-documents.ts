import { type RawBuilder, sql, type Transaction } from 'kysely'
import { PDF_TYPES } from '../../core/catalogue/index.ts'
import type { Backup } from '../../ports/store/backup.ts'
import { filesKnown, inRange } from './scan-counts.ts'
import type { Tables } from './tables.ts'

export interface Copying {
  /** The place of each document in the backup. */
  readonly place: RawBuilder<number>
  /** Files that each is expected to have. */
  readonly expected: RawBuilder<number>
  /** Whether documents are wanted for their PDF alone as well. */
  readonly drawn: boolean | undefined
  /** Leaves out what the backup knows already. */
  readonly newAlone: boolean
}

/** Documents of the scan that the filter lets through become documents of the backup, inside the database. */
export async function copyDocuments(
  transaction: Transaction<Tables>,
  { id, scanId, filter }: Backup,
  { place, expected, drawn, newAlone }: Copying,
): Promise<void> {
  if (filter.types.length === 0) return
  await transaction
    .insertInto('backupDocuments')
    .columns([
      ...(['backupId', 'seq', 'resource', 'recordId', 'type', 'day', 'number', 'contact'] as const),
      ...(['expected', 'state'] as const),
    ])
    .expression((row) =>
      row
        .selectFrom('scanDocuments')
        .select([
          sql<string>`cast(${id} as text)`.as('backupId'),
          place.as('place'),
          ...(['resource', 'recordId', 'type', 'day', 'number', 'contact'] as const),
          expected.as('expected'),
          // Wanted for its PDF alone: there is no list to ask for.
          sql<string>`case when ${filesKnown} > 0 then 'pending' else 'listed' end`.as('state'),
        ])
        .where('scanId', '=', scanId)
        .where('type', 'in', filter.types)
        .where((document) =>
          document.or([
            document(filesKnown, '>', 0),
            ...(drawn ? [document('type', 'in', PDF_TYPES)] : []),
          ]),
        )
        .where(inRange(filter))
        .$if(newAlone, (query) =>
          // Of a large "not in" PostgreSQL reads all rows again for each, of a "not exists" SQLite does.
          query.where('recordId', 'in', (found) =>
            found
              .selectFrom('scanDocuments as found')
              .select('found.recordId')
              .where('found.scanId', '=', scanId)
              .except(
                found
                  .selectFrom('backupDocuments as known')
                  .select('known.recordId')
                  .where('known.backupId', '=', id),
              ),
          ),
        ),
    )
    .execute()
}
