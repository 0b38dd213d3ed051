// npm test: types, lint, unused code, then every test. `npm test -- PATTERN` runs only the test files
// whose path contains the pattern, without the checks. Plain JavaScript, so that an old Node can still
// read it and be told what it lacks.
import { spawn } from 'node:child_process'
import * as fs from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const BIN = join(ROOT, 'node_modules', '.bin')
/** A hanging test must not hang for ever; the whole is meant to take under 10 minutes on 2 cores. */
const LIMIT_MS = 45 * 60_000
/** Files at a time: most of a test's time is waiting for the disk, not computing. */
const TOGETHER = 4

const CHECKS = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  {
    name: 'lint',
    command: ['biome', 'check', '--error-on-warnings', '--diagnostic-level=warn', '.'],
  },
  { name: 'unused code', command: ['knip'] },
]

const started = Date.now()
const patterns = process.argv.slice(2)
refuseOldNode()

const files = fs
  .globSync(['{src,simulators,tests}/**/*.test.{ts,tsx}'], { cwd: ROOT })
  .filter((path) => !path.startsWith('tests/bench/'))
  .filter((path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern)))
  .sort()
if (files.length === 0) end(`no test file has ${patterns.join(' or ')} in its path`, 1)

const failed = []
for (const { name, command } of patterns.length === 0 ? CHECKS : []) {
  if (!(await run(name, command))) failed.push(name)
}
const [unit, whole] = [files.filter(isUnit), files.filter((path) => !isUnit(path))]
if (!(await test(unit, ['--test-isolation=none']))) failed.push('unit tests')
if (!(await test(whole, [`--test-concurrency=${TOGETHER}`]))) failed.push('tests')
const name = countOf(files)

if (failed.length > 0) end(`FAILED: ${failed.join(', ')}`, 1)
end(patterns.length === 0 ? `types, lint, unused code and ${name} passed` : `${name} passed`, 0)

/** Tests of one file each need no process of their own: starting it takes longer than they do. */
function isUnit(path) {
  return !/^tests\/(?!architecture\/)/.test(path)
}

function countOf(paths) {
  return paths.length === 1 ? paths[0] : `the tests of ${paths.length} files`
}

function test(paths, flags) {
  if (paths.length === 0) return true
  const node = ['node', '--import', 'tsx', '--test', '--test-reporter=spec', ...flags]
  return run(countOf(paths), [...node, ...paths])
}

function refuseOldNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return
  console.error(
    `The tests need Node 24 or newer, and this is Node ${process.versions.node}.\n` +
      'Run them with npm test: npm ci brings the right Node along.\n' +
      'On a platform without that package, install Node 24 from nodejs.org.',
  )
  process.exit(2)
}

/** Runs one part and shows all it says; true when it ends well before the time is up. */
function run(name, [program, ...args]) {
  console.log(`\n── ${name}`)
  const child = spawn(program === 'node' ? process.execPath : join(BIN, program), args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
    env: { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}` },
  })
  const killAll = () => {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended already.
    }
  }
  const interrupted = () => {
    killAll()
    end('interrupted', 130)
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  const timer = setTimeout(
    () => {
      killAll()
      end(`FAILED: ${name} did not end within the ${LIMIT_MS / 60_000} minutes for everything`, 1)
    },
    LIMIT_MS - (Date.now() - started),
  )
  return new Promise((resolve) => {
    const done = (good) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
      resolve(good)
    }
    child.once('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`)
      done(false)
    })
    child.once('exit', (code) => done(code === 0))
  })
}

function end(words, code) {
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(`\nnpm test: ${words} (${seconds} s).`)
  process.exit(code)
}
