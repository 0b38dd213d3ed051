import type { Backup } from '../ports/store/backup.ts'
import { type AppPorts, newId } from './app-ports.ts'
import { type OperatorNews, operatorNews, type WrittenLetter } from './letters/index.ts'

/** Queues a letter to everybody who runs the installation; one for each occasion. */
export async function tellOperators(
  ports: AppPorts,
  occasion: string,
  news: OperatorNews,
): Promise<void> {
  const site = { baseUrl: ports.facts.baseUrl, operator: ports.facts.operator }
  for (const email of ports.facts.operatorLogins) {
    await postOperator(ports, email, `operator: ${occasion} ${email}`, operatorNews(site, news))
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

/** Queues a letter to one of them. */
export async function postOperator(
  ports: AppPorts,
  to: string,
  occasion: string,
  letter: WrittenLetter,
): Promise<void> {
  const { store, clock } = ports
  const id = newId(ports, 'mai')
  const createdAt = clock.now()
  const queued = await store.mail.queueMail({
    id,
    occasion,
    to,
    ...letter,
    createdAt,
    sentAt: null,
  })
  if (queued) await store.jobs.add('mail', id, createdAt)
}
