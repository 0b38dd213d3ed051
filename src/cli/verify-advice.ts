import { PLACES } from '../core/archive/places.ts'
import type { Problem } from './verify-source.ts'

/** What else is to be known of the problems. */
export interface AdviceFacts {
  /** Whether nothing is wrong but that whole parts of an archive in parts are not there. */
  readonly lacksParts: boolean
  /** Whether all of them are told. */
  readonly areAllTold: boolean
}

/** What a person can do about what is wrong, the most useful first. */
export function adviceOf(
  problems: readonly Problem[],
  { lacksParts, areAllTold }: AdviceFacts,
): readonly string[] {
  const has = (...kinds: readonly Problem['kind'][]): boolean =>
    problems.some(({ kind }) => kinds.includes(kind))
  const isBroken = has('changed', 'missing', 'malformed')
  if (problems.some(({ text }) => text === PACKED_AGAIN)) return [UNPACK]
  return [
    ...(lacksParts ? [PARTS] : isBroken ? brokenAdvice(problems, areAllTold) : []),
    ...(has('container') ? containerAdvice(problems, isBroken) : []),
    ...(has('extra') && !lacksLists(problems) ? [EXTRA] : []),
    ...(has('join') ? [JOIN] : []),
  ]
}

const PARTS =
  'This archive was downloaded in parts: give all of them at once, or the folder that they are in.'
const AGAIN = 'Download the archive again, or take another copy of it, and verify that one.'
const REST = 'Every file that is not named above is unchanged and can be used.'
const REST_OF_ALL =
  'With --json all of them are told: every file that is not named there is unchanged and can be used.'
const SHORT = 'The end of the ZIP is missing: let the download go on, or download it again.'
const UNPACK = 'Unpack the ZIP and verify the folder.'
const HEADERS =
  'The files are unchanged, the ZIP around them is not. Unpack it and verify the folder.'
const EXTRA =
  'Files that no list names came later or from elsewhere: move them away, and verify again.'
const JOIN =
  'The files are as they were written, but they do not agree with each other. Keep the archive and tell whoever runs Ledgerkeep for you.'

/** Without sound lists there is nothing that the other files were compared with. */
const brokenAdvice = (problems: readonly Problem[], areAllTold: boolean): readonly string[] =>
  lacksLists(problems) ? [AGAIN] : [AGAIN, areAllTold ? REST : REST_OF_ALL]

const lacksLists = (problems: readonly Problem[]): boolean =>
  problems.some(({ path }) => LISTS.includes(path))

const LISTS: readonly string[] = ['', PLACES.manifest, PLACES.tagManifest]

function containerAdvice(problems: readonly Problem[], isBroken: boolean): readonly string[] {
  if (problems.some(({ text }) => text === NO_DIRECTORY)) return [SHORT]
  return isBroken ? [] : [HEADERS]
}

/** Told of a ZIP that cannot be read at all. */
export const NO_DIRECTORY = 'It is no whole ZIP: it has no directory at its end.'
/** Told of a ZIP whose files are compressed, which ours never are. */
export const PACKED_AGAIN = 'Another program has packed it again.'
