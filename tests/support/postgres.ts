import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { quickFolder } from './quick-folder.ts'

const INSTALLED = '/usr/lib/postgresql'
const OLDEST_MAJOR = 15

/** A throw-away server on a Unix socket in a folder of its own. */
export interface TestPostgres {
  /** Makes a database, empty or a copy of another that nobody uses, and gives its URL. */
  createDatabase(copyOf?: string): Promise<string>
  run(url: string, sql: string): Promise<void>
  /** Ends the server and deletes its folder. */
  stop(): Promise<void>
}

/** Why no server can be started here; null when one can. */
export function whyNoPostgres(): string | null {
  if (!binaries()) return `no PostgreSQL ${OLDEST_MAJOR} or newer under ${INSTALLED}`
  if (process.getuid?.() === 0 && !unprivileged()) return 'PostgreSQL refuses to run as root'
  return null
}

export async function startPostgres(): Promise<TestPostgres> {
  const bin = binaries()
  if (!bin) throw new Error(whyNoPostgres() ?? 'no PostgreSQL')
  const folder = quickFolder('pg-')
  const data = join(folder, 'data')
  const owner = process.getuid?.() === 0 ? unprivileged() : null
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const options = { cwd: folder, ...(owner ?? {}) }
  try {
    const init = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth=trust']
    execFileSync(join(bin, 'initdb'), [...init, '--no-sync'], { ...options, stdio: 'pipe' })
    const command = [join(bin, 'postgres'), ...serverArguments(data, folder)]
    const server = spawn('/bin/sh', ['-c', UNTIL_PIPE_CLOSES, folder, ...command], {
      ...options,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    await ready(server)
    return running(server, folder)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/**
 * Runs a server until our end of its standard input is closed, which the system does however this process
 * ends; then deletes the folder.
 */
const UNTIL_PIPE_CLOSES =
  '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$0"'

/** Nothing has to survive a power cut, so nothing is flushed. */
const serverArguments = (data: string, sockets: string): string[] => {
  const settings = ['listen_addresses=', 'fsync=off', 'full_page_writes=off', 'max_connections=200']
  return ['-D', data, '-k', sockets, ...settings.flatMap((setting) => ['-c', setting])]
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stderr) throw new Error('the server has no log')
  const said: string[] = []
  for await (const line of createInterface({ input: server.stderr })) {
    said.push(line)
    if (line.includes('ready to accept connections')) {
      // Nobody reads the log from here on: a full pipe would stop the server.
      server.stderr.resume()
      return
    }
  }
  throw new Error(`PostgreSQL did not start: ${said.join('\n')}`)
}

function running(server: ChildProcess, folder: string): TestPostgres {
  let made = 0
  const urlOf = (name: string) =>
    `postgres://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`
  return {
    async createDatabase(copyOf) {
      made += 1
      const name = `test${made}`
      const original = copyOf ? new URL(copyOf).pathname.slice(1) : 'template1'
      await run(urlOf('postgres'), `create database ${name} template ${original}`)
      return urlOf(name)
    },
    run,
    async stop() {
      const ended = once(server, 'exit')
      server.stdin?.end()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function binaries(): string | null {
  if (!existsSync(INSTALLED)) return null
  const versions = readdirSync(INSTALLED)
    .map(Number)
    .filter((version) => version >= OLDEST_MAJOR)
    .sort((one, other) => other - one)
  const folders = versions.map((version) => join(INSTALLED, String(version), 'bin'))
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null
}

/** A user that is not root; the server refuses to run as root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', user), gid: idOf('-g', user) }
    } catch {
      // There is no such user here.
    }
  }
  return null
}

const idOf = (which: '-u' | '-g', user: string): number =>
  Number(execFileSync('id', [which, user], { encoding: 'utf8', stdio: 'pipe' }).trim())
