import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { codeFiles, type Import, importsOf, isTest, show } from './tree.ts'

/** The seven words of the flow, in the order in which data passes. */
const STAGES = ['connect', 'scan', 'quote', 'order', 'backup', 'archive', 'download'] as const
type Stage = (typeof STAGES)[number]

/** Files whose name does not begin with their stage. */
const BELONGS: Readonly<Record<string, Stage>> = {
  'src/core/price-list.ts': 'quote',
  'src/core/terms.ts': 'order',
}

/** What every stage may stand on: it belongs to none of them and imports none of them. */
const GROUND: ReadonlySet<string> = new Set([
  'src/core/catalogue',
  'src/core/day.ts',
  'src/core/day-budget.ts',
  'src/core/decimal.ts',
  'src/core/errors.ts',
  'src/core/eta.ts',
  'src/core/figures.ts',
  'src/core/filter.ts',
  'src/core/filter-words.ts',
  'src/core/flow.ts',
  'src/core/ids.ts',
  'src/core/keeping.ts',
  'src/core/limits.ts',
  'src/core/money.ts',
  'src/app/app.ts',
  'src/app/app-backup.ts',
  'src/app/app-life.ts',
  'src/app/app-order.ts',
  'src/app/app-ports.ts',
  'src/app/ending-letter.ts',
  'src/app/exceptions.ts',
  'src/app/keeping.ts',
  'src/app/kept-payment.ts',
  'src/app/kept-size.ts',
  'src/app/leave-xero.ts',
  'src/app/letters',
  'src/app/operator-post.ts',
  'src/app/operator-views.ts',
  'src/app/ownership.ts',
  'src/app/paid-before.ts',
  'src/app/post.ts',
  // a list of Xero and what it told: the scan reads most, the backup what costs a call a record
  'src/app/reading',
  'src/app/slice.ts',
  'src/app/start-backup.ts',
])

/** Where the stages are put side by side: every one of them may be imported here. */
const ABOVE: ReadonlySet<string> = new Set([
  // the pages of those who run the installation, across all stages
  'src/app/operator',
  // all use cases on one set of ports
  'src/app/create-app.ts',
  // which stage's slice a job is
  'src/app/work.ts',
  // ends of all kinds: disconnecting, deleting, dates, the account
  'src/app/leaving',
  // what is due by time alone, at every stage
  'src/app/sweep.ts',
  // the one page that shows every stage of an organisation
  'src/app/status.ts',
])

/**
 * App stages meet in the database and in the job queue, not by calling each other. These calls are let
 * through: each reads, and only what an earlier stage (or the record it shares) says.
 */
const APP_EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/app/order/order.ts -> src/app/quote/quote.ts':
    'What is bought is priced by the very function that showed the price, or the two could differ.',
  'src/app/backup/backup.ts -> src/app/quote/quote.ts':
    'The estimated end of a backup under way and of one that is quoted come from one function.',
  'src/app/archive/slice.ts -> src/app/backup/letters.ts':
    'Packing ends the record of the backup, so the letters that tell of its end are sent here.',
  'src/app/download/download.ts -> src/app/archive/reader.ts':
    'A download is the archive read: there is no other checkpoint between the two.',
  'src/app/download/download.ts -> src/app/archive/parts.ts':
    'A part of the archive is read the same way.',
}

const placeOf = (path: string): string =>
  path.split('/').length > 3 ? path.split('/').slice(0, 3).join('/') : path

function stageOf(path: string): Stage | 'ground' | 'above' | null {
  const place = placeOf(path)
  if (GROUND.has(place)) return 'ground'
  if (ABOVE.has(place)) return 'above'
  const name = place.split('/')[2]?.replace(/\.tsx?$/, '') ?? ''
  const stage = STAGES.find((one) => name === one || name.startsWith(`${one}-`))
  return BELONGS[place] ?? stage ?? null
}

const files = codeFiles().filter((path) => /^src\/(core|app)\//.test(path) && !isTest(path))
const imports: readonly Import[] = files
  .flatMap((path) => importsOf(path))
  .filter((one) => /^src\/(core|app)\//.test(one.to))

const within = (room: string): readonly Import[] =>
  imports.filter((one) => one.from.startsWith(room) && one.to.startsWith(room))

const rank = (path: string): number => {
  const stage = stageOf(path)
  if (stage === 'ground' || stage === null) return -1
  return stage === 'above' ? STAGES.length : STAGES.indexOf(stage)
}

describe('the law "right"', () => {
  test('every file of core and app has its stage, or is listed as what the stages share', () => {
    assert.deepEqual(
      files.filter((path) => stageOf(path) === null),
      [],
    )
    const places = new Set(files.map(placeOf))
    const listed = [...GROUND, ...ABOVE, ...Object.keys(BELONGS)]
    assert.deepEqual(
      listed.filter((place) => !places.has(place)),
      [],
      'listed, but not there',
    )
  })

  test('a stage of core imports earlier stages only; the ground none', () => {
    const broken = within('src/core/').filter((one) => rank(one.to) > rank(one.from))
    assert.deepEqual(broken.map(show), [])
  })

  test('stages of app do not import each other', () => {
    const broken = within('src/app/').filter(
      (one) => rank(one.to) !== -1 && rank(one.to) !== rank(one.from) && rank(one.from) < 7,
    )
    const found = new Set(broken.map(show))
    assert.deepEqual([...found].sort(), Object.keys(APP_EXCEPTIONS).sort())
  })

  test('the exceptions of app look at earlier stages only', () => {
    for (const line of Object.keys(APP_EXCEPTIONS)) {
      const [from = '', to = ''] = line.split(' -> ')
      assert.ok(rank(to) < rank(from), line)
    }
  })
})
