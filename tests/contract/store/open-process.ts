import { once } from 'node:events'
import { openPostgres, openSqlite } from '../../../src/adapters/database/index.ts'

/** Opens a store in a process of its own as soon as it is told to, writes a setting, and ends. */
const [opener, target, name] = process.argv.slice(2)
if ((opener !== 'openSqlite' && opener !== 'openPostgres') || !target || !name) {
  throw new Error('usage: open-process.ts openSqlite|openPostgres TARGET NAME')
}
process.stdout.write('ready\n')
await once(process.stdin, 'data')
process.stdin.pause()
const store = await (opener === 'openSqlite' ? openSqlite : openPostgres)(target)
await store.saveSetting(name, 'opened')
await store.close()
