import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { namedWorld } from '../../simulators/xero/worlds/generated-world.ts'
import { backUp, connect } from '../support/customer.ts'
import { startInstallation } from '../support/installation.ts'
import {
  callsAt,
  eventually,
  type ProductProcess,
  type SimulatorProcess,
  startProduct,
  startSimulator,
} from '../support/processes.ts'
import { quickFolder } from '../support/quick-folder.ts'
import { attachmentsIn } from '../support/read-zip.ts'
import { allFiles, hashes } from '../support/truth.ts'

const folder = quickFolder('ledgerkeep-kill-')
after(() => rmSync(folder, { recursive: true, force: true }))

const REPEATS_A_KILL = 5
/** On a machine that has its processors for us; longer in proportion to what waits for them. */
const BACK_WITHIN_MS = 5_000 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())

/** Calls of the same job when nobody disturbs it. */
async function undisturbedCalls(): Promise<number> {
  await using bench = await startInstallation({ world: 'demo' })
  await backUp(bench, await connect(bench))
  return bench.xero.calls.accepted
}

type Moment = (simulator: SimulatorProcess, product: ProductProcess) => Promise<boolean>

const afterCalls =
  (count: number): Moment =>
  async (simulator) =>
    (await callsAt(simulator)).accepted >= count

/** In the order in which they come: lists, first files, half of them, nearly all, the archive. */
const MOMENTS: readonly Moment[] = [
  afterCalls(9),
  afterCalls(45),
  afterCalls(140),
  afterCalls(255),
  async (_simulator, { lines }) => lines.some((line) => line.state === 'packaging'),
]

test('killed at five moments, the backup goes on by itself, repeats little and loses nothing', async () => {
  const simulator = await startSimulator({ speed: 100, world: 'demo' })
  const order = { ...simulator, folder: join(folder, 'data'), out: join(folder, 'killed.zip') }
  try {
    let calls = 0
    for (const moment of MOMENTS) {
      const product = startProduct(order)
      await backAtWork(simulator, product, calls)
      await eventually(() => moment(simulator, product))
      product.kill()
      assert.equal(await product.ended, null, 'it had ended before it could be killed')
      calls = (await callsAt(simulator)).accepted
    }
    const product = startProduct(order)
    assert.equal(await product.ended, 0)
    assert.ok(product.lines.some((line) => line.state === 'complete'))
  } finally {
    await simulator.stop()
  }
  const [books] = namedWorld('demo', simulator.anchor).organisations
  assert.ok(books)
  const zip = await readFile(order.out)
  assert.deepEqual(hashes(attachmentsIn(zip)), hashes(allFiles(books)))
})

/** It has called Xero again, or says that only the archive is left. */
async function backAtWork(
  simulator: SimulatorProcess,
  product: ProductProcess,
  before: number,
): Promise<void> {
  await eventually(
    async () =>
      product.lines.some((line) => line.state === 'packaging') ||
      (await callsAt(simulator)).accepted > before,
  )
  const ms = performance.now() - product.startedAt
  assert.ok(ms <= BACK_WITHIN_MS, `back at work after ${Math.round(ms)} ms`)
}

test('a kill repeats at most five calls', async () => {
  const least = await undisturbedCalls()
  const simulator = await startSimulator({ speed: 100, world: 'demo' })
  const order = { ...simulator, folder: join(folder, 'counted'), out: join(folder, 'counted.zip') }
  const kills = [60, 120, 180, 240]
  try {
    for (const count of kills) {
      const product = startProduct(order)
      await eventually(() => afterCalls(count)(simulator, product))
      product.kill()
      assert.equal(await product.ended, null)
    }
    assert.equal(await startProduct(order).ended, 0)
    const { accepted, tenants } = await callsAt(simulator)
    const repeated = accepted - least
    assert.ok(repeated >= 0, `${-repeated} calls fewer than when undisturbed`)
    assert.ok(repeated <= REPEATS_A_KILL * kills.length, `${repeated} calls repeated`)
    assert.ok(tenants.every((one) => one.maxInAMinute <= 60 && one.maxInFlight <= 5))
  } finally {
    await simulator.stop()
  }
})

test('the program itself, killed in the middle, ends with every file', async () => {
  const data = join(folder, 'program')
  const out = join(folder, 'program.zip')
  const killed = startProgram(data, out)
  await eventually(() => killed.said.some((line) => /"stage":"backup".*"files":[1-9]/.test(line)))
  killed.kill()
  assert.equal(await killed.ended, null)
  const again = startProgram(data, out)
  assert.equal(await again.ended, 0, again.said.join('\n'))
  assert.equal(again.said.filter((line) => line.includes('"stage":"scan"')).length, 0)
  const { worldAt } = JSON.parse(readFileSync(join(data, 'simulator-xero.json'), 'utf8'))
  const [books] = namedWorld('demo', Number(worldAt)).organisations
  assert.ok(books)
  assert.deepEqual(hashes(attachmentsIn(await readFile(out))), hashes(allFiles(books)))
})

function startProgram(data: string, out: string) {
  const script = fileURLToPath(new URL('../../bin/ledgerkeep.mjs', import.meta.url))
  const args = ['backup', '--demo', '--world', 'demo', '--speed', '100', '--json']
  const child = spawn(process.execPath, [script, ...args, '--data', data, '--out', out], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  child.stdout.on('data', (chunk) => said.push(...String(chunk).split('\n')))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { said, ended, kill: () => void child.kill('SIGKILL') }
}
