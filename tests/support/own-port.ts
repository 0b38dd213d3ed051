import { createServer } from 'node:net'

/** Below what systems hand out for connections, so that nothing takes a port between look and use. */
const FIRST = 12_000
const PORTS = 18_000
/** Ports apart of two processes whose numbers follow each other. */
const STRIDE = 37

let next = process.pid * STRIDE

/** A port of localhost that is free, and that no other test process asks for at the same time. */
export async function ownPort(): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = FIRST + (next++ % PORTS)
    if (await isFree(port)) return port
  }
  throw new Error('No port is free for a test.')
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, 'localhost', () => probe.close(() => resolve(true)))
  })
