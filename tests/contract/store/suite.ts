import { describe } from 'node:test'
import { archiveCases } from './cases/archive.ts'
import { backupCases } from './cases/backup.ts'
import { backupOutcomeCases } from './cases/backup-outcomes.ts'
import { backupRetryCases } from './cases/backup-retries.ts'
import { connectCases } from './cases/connect.ts'
import { erasingCases } from './cases/erasing.ts'
import { installationCases } from './cases/installation.ts'
import { jobCases } from './cases/jobs.ts'
import { keepingCases } from './cases/keeping.ts'
import { knownListingCases } from './cases/known-listings.ts'
import { mailCases } from './cases/mail.ts'
import { moneyCases } from './cases/money.ts'
import { openCases } from './cases/open.ts'
import { orderCases } from './cases/order.ts'
import { quoteCases } from './cases/quote.ts'
import { scanCases } from './cases/scan.ts'
import { scanCountCases } from './cases/scan-counts.ts'
import { scanExtrasCases } from './cases/scan-extras.ts'
import type { Place } from './place.ts'

/** Everything that a store promises, on one kind of database. */
export function storeSuite(place: Place): void {
  // Each case has a database of its own, so stages need not wait for each other.
  describe(`store on ${place.name}`, { concurrency: 4 }, () => {
    openCases(place)
    connectCases(place)
    scanCases(place)
    scanCountCases(place)
    scanExtrasCases(place)
    quoteCases(place)
    orderCases(place)
    moneyCases(place)
    backupCases(place)
    backupOutcomeCases(place)
    backupRetryCases(place)
    knownListingCases(place)
    archiveCases(place)
    mailCases(place)
    keepingCases(place)
    erasingCases(place)
    jobCases(place)
    installationCases(place)
  })
}
