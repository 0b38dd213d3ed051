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
// Its own settings, not those of the folder that the command is run from.
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
await import('../src/main.ts')
