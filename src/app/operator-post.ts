import type { Backup } from '../ports/store/backup.ts'
import type { AppPorts } from './app-ports.ts'
import { type OperatorNews, operatorNews } from './letters/index.ts'
import { postTo, siteOf } from './post.ts'

/** Queues a letter to everybody who runs the installation; one for each occasion. */
export async function tellOperators(
  ports: AppPorts,
  occasion: string,
  news: OperatorNews,
): Promise<void> {
  const letter = operatorNews(siteOf(ports), news)
  for (const email of ports.facts.operatorLogins) {
    await postTo(ports, email, undefined, `operator: ${occasion} ${email}`, letter)
  }
}

/** The customer was told that we know: once for each backup, however often it is retried. */
export const tellFailed = (ports: AppPorts, backup: Backup, reason: string): Promise<void> =>
  tellOperators(ports, `backup failed ${backup.id}`, {
    subject: 'A backup stopped',
    news: 'A backup failed for good. The customer was told that we will write.',
    facts: [
      ['Backup', backup.id],
      ['Why', reason],
    ],
    path: backup.orderId === null ? '/admin' : `/admin/orders/${backup.orderId}`,
  })
