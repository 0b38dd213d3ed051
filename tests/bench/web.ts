import { fork } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import { fileURLToPath } from 'node:url'
import { noBrowser } from '../support/browser.ts'
import { atMost, type BenchResult, type Figure, figure } from './figures.ts'
import { HEAP_FLAGS } from './heap-flags.ts'
import { PAGES, type Page } from './web-pages.ts'
import { largestPaints } from './web-paint.ts'
import type { WebOrder, WebReady } from './web-process.ts'

const ORDER: WebOrder = { people: 200, documentsEach: 60, largeDocuments: 100_000 }
const RATE = 100
const SECONDS = 30
const WARM_UP_SECONDS = 5
const P99_MS = 50
const PREVIEW_MS = 100
const PREVIEWS = 60
const PAINT_MS = 1_000

/** Pages under load, the price of large books, and the largest paint in a slow browser. */
export async function webBench(): Promise<BenchResult> {
  const script = fileURLToPath(new URL('./web-process.ts', import.meta.url))
  const server = fork(script, [JSON.stringify(ORDER)], {
    execArgv: [...HEAP_FLAGS, '--import', 'tsx'],
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const [ready] = (await once(server, 'message')) as [WebReady]
    return await measure(ready)
  } finally {
    server.disconnect()
  }
}

async function measure(ready: WebReady): Promise<BenchResult> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
  await visitAll(ready, agent)
  await load(ready, agent, WARM_UP_SECONDS)
  const times = await load(ready, agent, SECONDS)
  const pages = [...times].map(([name, all]) =>
    atMost(`p99 of ${name}`, quantile(all, 0.99), 'ms', P99_MS),
  )
  const every = [...times.values()].flat()
  const large = await previews(ready, agent)
  const paints = noBrowser() ? [] : await largestPaints(ready)
  agent.destroy()
  const figures: readonly Figure[] = [
    figure('requests a second', every.length / SECONDS, '/s'),
    figure('p50 of all pages', quantile(every, 0.5), 'ms'),
    atMost('p99 of all pages', quantile(every, 0.99), 'ms', P99_MS),
    ...pages,
    atMost('slowest price of large books', Math.max(...large), 'ms', PREVIEW_MS),
    figure('p50 price of large books', quantile(large, 0.5), 'ms'),
    ...paints.map(({ name, ms }) => atMost(`largest paint of ${name}`, ms, 'ms', PAINT_MS)),
  ]
  const notes = noBrowser() ? [String(noBrowser())] : []
  return { bench: 'web', options: { ...ORDER, rate: RATE, seconds: SECONDS }, figures, notes }
}

/** The first visit of a day writes down that the organisations are used: it is not what is measured. */
async function visitAll(ready: WebReady, agent: http.Agent): Promise<void> {
  const status = PAGES.find((page) => page.name === 'status')
  for (const visitor of ready.visitors) {
    if (status) await ask(agent, ready.url + status.path(visitor), visitor.session, status)
  }
}

/** Asks at a steady rate, whether answers come or not; ms from asking to the last byte, by page. */
async function load(
  ready: WebReady,
  agent: http.Agent,
  seconds: number,
): Promise<ReadonlyMap<string, number[]>> {
  const times = new Map<string, number[]>(PAGES.map(({ name }) => [name, []]))
  const asked: Promise<void>[] = []
  const began = performance.now()
  const people = ready.visitors.slice(0, -1)
  for (let nth = 0; nth < RATE * seconds; nth += 1) {
    const wait = began + (nth * 1000) / RATE - performance.now()
    if (wait > 0) await new Promise((next) => setTimeout(next, wait))
    const page = PAGES[nth % PAGES.length]
    const visitor = people[(nth * 7) % people.length]
    if (!page || !visitor) continue
    const path = page.path(visitor)
    const asking = ask(agent, ready.url + path, visitor.session, page).then((ms) => {
      times.get(page.name)?.push(ms)
    })
    asked.push(asking)
  }
  await Promise.all(asked)
  return times
}

/** The live price of the filters, over books of 100,000 documents, with other choices each time. */
async function previews(ready: WebReady, agent: http.Agent): Promise<readonly number[]> {
  const visitor = ready.visitors.at(-1)
  const scanId = visitor?.scanIds.at(-1)
  if (!visitor || !scanId) return []
  const times: number[] = []
  for (let nth = 0; nth < PREVIEWS; nth += 1) {
    const year = 2020 + (nth % 7)
    const types = nth % 2 === 0 ? 'types=bills&types=quotes' : 'types=spend-money'
    const query = `chosen=1&${types}&from=${year}-01-${String((nth % 28) + 1).padStart(2, '0')}&to=2026-12-31`
    const page: Page = { name: 'price', path: () => '', status: 200, fragment: true }
    times.push(await ask(agent, `${ready.url}/filters/${scanId}?${query}`, visitor.session, page))
  }
  // The first one compares what was paid for before.
  return times.slice(1)
}

function ask(agent: http.Agent, url: string, session: string, page: Page): Promise<number> {
  const began = performance.now()
  const headers = {
    cookie: `ledgerkeep=${session}; ledgerkeep-cookies=accepted`,
    'accept-language': 'en-GB',
    'accept-encoding': 'gzip, deflate, br',
    ...(page.fragment && { 'X-Fragment': 'preview' }),
  }
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => {
        if (answer.statusCode === page.status) return resolve(performance.now() - began)
        reject(new Error(`${page.name} answered ${answer.statusCode}: ${url}`))
      })
    })
    request.once('error', (error) => {
      // The server closed a resting connection just as it was taken: browsers ask again, and so do we.
      if (request.reusedSocket) resolve(ask(agent, url, session, page))
      else reject(error)
    })
  })
}

function quantile(all: readonly number[], share: number): number {
  const sorted = [...all].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
