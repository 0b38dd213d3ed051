import { parseArgs } from 'node:util'
import { startStripeSimulator } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    speed: { type: 'string', default: '1' },
    anchor: { type: 'string' },
    'anchor-real': { type: 'string' },
    state: { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
    'debit-seconds': { type: 'string' },
    'secret-key': { type: 'string', default: 'sk_test_demo' },
    'webhook-url': { type: 'string' },
    'webhook-secret': { type: 'string', default: 'whsec_demo' },
    'public-url': { type: 'string' },
  },
})

const debit = values['debit-seconds']
const anchorReal = values['anchor-real']
const publicUrl = values['public-url']
const simulator = await startStripeSimulator({
  port: Number(values.port),
  host: values.host,
  speed: Number(values.speed),
  secretKey: values['secret-key'],
  ...(values.anchor === undefined ? {} : { anchor: Number(values.anchor) }),
  ...(anchorReal === undefined ? {} : { anchorReal: Number(anchorReal) }),
  ...(values.state === undefined ? {} : { state: values.state }),
  ...(debit === undefined ? {} : { debitSeconds: Number(debit) }),
  webhook: { url: values['webhook-url'] ?? '', secret: values['webhook-secret'] },
  ...(publicUrl === undefined ? {} : { publicUrl }),
})
console.log(JSON.stringify({ url: simulator.url, control: simulator.control }))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)))
}

// Started by another process, it ends with it, however that one ends.
if (values['with-parent']) process.stdin.resume().once('end', () => process.exit(0))
