import type { LedgerkeepError } from '../../core/errors.ts'
import { EVERYTHING } from '../../core/filter.ts'
import { formatMoney } from '../../core/money.ts'
import { priceOfChoice } from '../../core/quote.ts'
import type { Connection } from '../../ports/store/connect.ts'
import type { Scan } from '../../ports/store/scan.ts'
import type { AppPorts } from '../app-ports.ts'
import { scanDone, scanFailed } from '../letters/index.ts'
import { paidByType, workbookIsPaid } from '../paid-before.ts'
import { post } from '../post.ts'

export async function scanDoneLetter(
  ports: AppPorts,
  scan: Scan,
  connection: Connection,
): Promise<void> {
  const counts = await ports.store.scan.countsByType(scan.id, EVERYTHING)
  const files = counts.reduce((sum, count) => sum + count.files, 0)
  const documents = counts.reduce((sum, count) => sum + count.documents, 0)
  const price = ports.payments ? await priceOfAll(ports, scan, connection, files) : null
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

/** Of all files that were not paid for before. */
async function priceOfAll(
  ports: AppPorts,
  scan: Scan,
  connection: Connection,
  files: number,
): Promise<string | null> {
  const organisation = await ports.store.connect.organisation(connection.organisationId)
  if (!organisation) return null
  const { files: paid } = await paidByType(ports, scan, organisation, EVERYTHING)
  const newFiles = paid.reduce((left, one) => left - one.files, files)
  const workbookPaid = await workbookIsPaid(ports, scan)
  return `${formatMoney(priceOfChoice({ files, newFiles, workbookPaid }, ports.facts.priceList).net)} + VAT`
}

export const scanFailedLetter = (
  ports: AppPorts,
  scan: Scan,
  connection: Connection,
  error: LedgerkeepError,
  occasion = `scan failed ${scan.id}`,
): Promise<void> =>
  post(ports, connection.id, occasion, ({ site, organisation }) =>
    scanFailed({ site, organisation, reason: error.message, link: `${site.baseUrl}/status` }),
  )
