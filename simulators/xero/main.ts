import { parseArgs } from 'node:util'
import { startXeroSimulator } from './server.ts'

/** The command line: options as the server has them; one line of JSON when it listens. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    'public-url': { type: 'string' },
    world: { type: 'string', default: 'demo' },
    speed: { type: 'string', default: '1' },
    anchor: { type: 'string' },
    'anchor-real': { type: 'string' },
    state: { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
    'day-limit': { type: 'string', default: '5000' },
    'latency-ms': { type: 'string', default: '300' },
    'redirect-uri': { type: 'string', multiple: true, default: [] },
    'file-bytes': { type: 'string' },
    'rapid-sync': { type: 'boolean', default: false },
    // Switches for what nobody knows of Xero for sure.
    'no-where': { type: 'boolean', default: false },
    'library-alone': { type: 'boolean', default: false },
    'count-ids': { type: 'string', default: '500' },
    'url-bytes': { type: 'string', default: '16384' },
    'largest-page': { type: 'string', default: '1000' },
  },
})

const { 'public-url': publicUrl, 'anchor-real': anchorReal } = values
// `--file-bytes 20000-200000` makes the files of a large world larger.
const [from, to] = (values['file-bytes'] ?? '').split('-').map(Number)
const simulator = await startXeroSimulator({
  port: Number(values.port),
  host: values.host,
  world: values.world,
  speed: Number(values.speed),
  dayLimit: Number(values['day-limit']),
  latencyMs: Number(values['latency-ms']),
  redirectUris: values['redirect-uri'],
  rapidSync: values['rapid-sync'],
  whereHasAttachments: !values['no-where'],
  filesListAttached: !values['library-alone'],
  countIds: Number(values['count-ids']),
  urlBytes: Number(values['url-bytes']),
  largestPage: Number(values['largest-page']),
  ...(from === undefined || to === undefined ? {} : { fileSize: [from, to] as const }),
  ...(publicUrl === undefined ? {} : { publicUrl }),
  ...(anchorReal === undefined ? {} : { anchorReal: Number(anchorReal) }),
  ...(values.state === undefined ? {} : { state: values.state }),
  ...(values.anchor === undefined ? {} : { anchor: Number(values.anchor) }),
})

const { url, control, issuer, api } = simulator
console.log(JSON.stringify({ url, control, issuer, api }))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0))
  })
}

// Started by another process, it ends with it, however that one ends.
if (values['with-parent']) process.stdin.resume().once('end', () => process.exit(0))
