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
