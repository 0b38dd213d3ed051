import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerApi, type Gateway, type Outcome } from './api/gateway.ts'
import { approve, type Choice } from './approve.ts'
import { pathTemplate } from './calls.ts'
import { answerControl, type Control, truth } from './control.ts'
import { faultReply } from './fault-replies.ts'
import { answerIdentity } from './identity/endpoints.ts'
import { html, json, notFound, type Reply, type Request, redirect } from './reply.ts'
import { send } from './send.ts'

/** Answers one request: the truth as a stream, the rest by the part that its path names. */
export async function answer(
  gateway: Gateway,
  control: Control,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await read(incoming)
  const { path } = request
  if (request.method === 'GET' && path === '/control/truth')
    return sendTruth(control, request, response)
  if (path.startsWith('/control/')) {
    await send(response, await answerPlain(gateway, control, request), undefined)
    return
  }
  const { calls } = gateway
  calls.add(calls.byPath, `${request.method} ${pathTemplate(path)}`)
  const outcome = path.startsWith('/api/')
    ? await answerApi(gateway, path.slice(4), request)
    : await answerElsewhere(gateway, control, request)
  try {
    calls.add(calls.byStatus, String(outcome.reply.status))
    calls.bytesSent += await send(response, outcome.reply, outcome.fault)
  } finally {
    outcome.release?.()
  }
}

/** The identity part can fail too: a lost answer to a refresh is what the grace is for. */
async function answerElsewhere(
  gateway: Gateway,
  control: Control,
  request: Request,
): Promise<Outcome> {
  const fault = gateway.takeFault(request)
  if (fault?.kind === 'slow') await gateway.clock.sleep(fault.delayMs ?? 10_000)
  const reply = faultReply(fault, gateway.clock.now())
  return { reply: reply ?? (await answerPlain(gateway, control, request)), fault }
}

async function answerPlain(gateway: Gateway, control: Control, request: Request): Promise<Reply> {
  const { path } = request
  if (path.startsWith('/identity/')) return answerIdentity(gateway.identity, path.slice(9), request)
  if (path === '/control/approve') {
    const { url, ...choice } = JSON.parse(request.body) as Choice & { url: string }
    return json(200, { location: await approve(url, choice) })
  }
  if (path.startsWith('/control/')) return answerControl(control, path.slice(8), request)
  if (path === '/') return redirect('/identity/.well-known/openid-configuration')
  return path === '/health' ? html(200, 'ok') : notFound()
}

async function sendTruth(
  control: Control,
  request: Request,
  response: ServerResponse,
): Promise<void> {
  const tenantId = request.query.get('tenantId')
  const books = control.identity.world.organisations.find((one) => one.tenantId === tenantId)
  if (books === undefined) {
    await send(response, notFound(), undefined)
    return
  }
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' })
  let lines = 0
  for (const line of truth(books)) {
    response.write(`${JSON.stringify(line)}\n`)
    lines += 1
    // Lets other requests in now and then: a large world takes seconds.
    if (lines % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
    if (response.destroyed) return
  }
  response.end()
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const rawUrl = incoming.url ?? '/'
  const question = rawUrl.indexOf('?')
  const headers: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return {
    method: incoming.method ?? 'GET',
    path: question < 0 ? rawUrl : rawUrl.slice(0, question),
    query: new URLSearchParams(question < 0 ? '' : rawUrl.slice(question + 1)),
    rawUrl,
    headers,
    body: Buffer.concat(chunks).toString(),
  }
}
