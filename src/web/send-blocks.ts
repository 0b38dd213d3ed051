import type { ServerResponse } from 'node:http'

/**
 * Sends a body in blocks straight to the socket. A web stream would copy each of them, and could not
 * tell when one is through and its memory is free for the next.
 */
export interface BlockSender {
  /** The handler's answer has no body: these blocks are sent behind its headers. Closes them at the end. */
  later(blocks: AsyncGenerator<Uint8Array>, onFault: (error: Error) => void): void
}

/** What tells the server that somebody else has answered. */
const ANSWERED = { 'x-hono-already-sent': 'true' }

export function createBlockSender(outgoing: ServerResponse): BlockSender & {
  /** The answer itself, or, where blocks are to be sent, one that says it is sent. */
  answered(answer: Response): Response
} {
  let body: Parameters<BlockSender['later']> | null = null
  return {
    later: (...given) => {
      body = given
    },
    answered(answer) {
      if (!body) return answer
      const [blocks, onFault] = body
      outgoing.statusCode = answer.status
      outgoing.setHeaders(answer.headers)
      void send(outgoing, blocks).catch((error: unknown) => {
        const known = error instanceof Error ? error : new Error(String(error))
        onFault(known)
        // Too short, so that nobody takes it for whole.
        outgoing.destroy(known)
      })
      return new Response(null, { headers: ANSWERED })
    },
  }
}

async function send(outgoing: ServerResponse, blocks: AsyncGenerator<Uint8Array>): Promise<void> {
  const closed = new Promise<void>((resolve) => outgoing.once('close', resolve))
  try {
    while (!outgoing.destroyed) {
      const step = await blocks.next()
      if (step.done) return void outgoing.end()
      await Promise.race([closed, written(outgoing, step.value)])
    }
  } finally {
    await blocks.return(undefined)
  }
}

/** Done when the system has taken the block over, or will never do so. */
const written = (outgoing: ServerResponse, block: Uint8Array): Promise<void> =>
  new Promise((resolve) => outgoing.write(block, () => resolve()))
