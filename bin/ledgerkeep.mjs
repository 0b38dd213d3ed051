#!/usr/bin/env node
// The door: checks the runtime before anything that an old Node cannot even parse is loaded.
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `Ledgerkeep needs Node 24 or newer, and this is Node ${process.versions.node}.\n` +
      'Run it through npm (npm start, or npm run -s ledgerkeep -- ...): npm ci brings the right Node along.\n' +
      'On a platform without that package, install Node 24 from nodejs.org.\n',
  )
  process.exit(2)
}
beginLean()
// Its own settings, not those of the folder that the command is run from.
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
await import('../src/main.ts')

/**
 * Begins anew in the same process, once, with two memory pools of the C library instead of one for each
 * thread: on Linux they would keep tens of megabytes for threads that have ended. Packing is also to be
 * able to give memory back, however the door is opened.
 */
function beginLean() {
  if (process.platform !== 'linux' || process.env.MALLOC_ARENA_MAX) return
  const env = { ...process.env, MALLOC_ARENA_MAX: '2' }
  process.execve(
    process.execPath,
    [process.execPath, '--expose-gc', ...process.execArgv, ...process.argv.slice(1)],
    env,
  )
}
