import type { LedgerkeepError } from '../core/errors.ts'
import { EVERYTHING } from '../core/filter.ts'
import { formatMoney } from '../core/money.ts'
import { priceOf } from '../core/quote.ts'
import type { Connection } from '../ports/store/connect.ts'
import type { Scan } from '../ports/store/scan.ts'
import type { AppPorts } from './app-ports.ts'
import { scanDone, scanFailed } from './letters/index.ts'
import { post } from './post.ts'

export async function scanDoneLetter(
  ports: AppPorts,
  scan: Scan,
  connection: Connection,
): Promise<void> {
  const counts = await ports.store.scan.countsByType(scan.id, EVERYTHING)
  const files = counts.reduce((sum, count) => sum + count.files, 0)
  const documents = counts.reduce((sum, count) => sum + count.documents, 0)
  const price = ports.payments ? `${formatMoney(priceOf(files).net)} + VAT` : null
  const now = await ports.store.scan.scan(scan.id)
  await post(ports, connection.id, `scan done ${scan.id}`, ({ site, organisation }) =>
    scanDone({
      site,
      organisation,
      files,
      documents,
      exact: now?.exact ?? scan.exact,
      price,
      link: `${site.baseUrl}/filters/${scan.id}`,
    }),
  )
}

export const scanFailedLetter = (
  ports: AppPorts,
  scan: Scan,
  connection: Connection,
  error: LedgerkeepError,
): Promise<void> =>
  post(ports, connection.id, `scan failed ${scan.id}`, ({ site, organisation }) =>
    scanFailed({ site, organisation, reason: error.message, link: `${site.baseUrl}/status` }),
  )
