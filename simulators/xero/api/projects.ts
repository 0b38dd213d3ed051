import { json, notFound, type Reply, type Request } from '../reply.ts'
import type { Row } from '../worlds/row.ts'
import type { Books } from '../worlds/world.ts'
import { guid, pageOf } from './newer-apis.ts'

export interface ProjectsCall {
  readonly books: Books
  /** The segments after `projects.xro/2.0`, decoded. */
  readonly segments: readonly string[]
  readonly request: Request
}

const PROJECTS = 3
const TASKS = 4
const ENTRIES = 7

/** Projects with their tasks and hours: camel case, ISO dates, pages of fifty unless asked otherwise. */
export function answerProjects({ books, segments, request }: ProjectsCall): Reply {
  const [first = '', id, part] = segments
  const paged = (rows: readonly Row[]): Reply => json(200, pageOf(rows, request.query, 50, 500))
  if (first === 'ProjectsUsers') return paged([user(books)])
  if (first !== 'Projects') return notFound()
  const projects = Array.from({ length: PROJECTS }, (_, at) => project(books, at))
  if (id === undefined) return paged(projects)
  const at = projects.findIndex((one) => one.projectId === id)
  if (at < 0) return notFound()
  if (part === undefined) return json(200, projects[at] ?? {})
  if (part === 'Tasks')
    return paged(Array.from({ length: TASKS }, (_, nth) => task(books, at, nth)))
  if (part === 'Time')
    return paged(Array.from({ length: ENTRIES }, (_, nth) => entry(books, at, nth)))
  return notFound()
}

const sum = (books: Books, value: number): Row => ({ currency: books.baseCurrency, value })

function project(books: Books, at: number): Row {
  return {
    projectId: guid(books, 'project', '', at),
    contactId: guid(books, 'project contact', '', at),
    name: `Wedding cakes ${2024 + at}`,
    currencyCode: books.baseCurrency,
    minutesLogged: 90 * ENTRIES,
    totalTaskAmount: sum(books, 1_200.5),
    totalExpenseAmount: sum(books, 0),
    minutesToBeInvoiced: 0,
    taskAmountToBeInvoiced: sum(books, 0),
    taskAmountInvoiced: sum(books, 1_200.5),
    expenseAmountToBeInvoiced: sum(books, 0),
    expenseAmountInvoiced: sum(books, 0),
    projectAmountInvoiced: sum(books, 1_200.5),
    deposit: sum(books, 0),
    depositApplied: sum(books, 0),
    creditNoteAmount: sum(books, 0),
    deadlineUtc: '2026-12-19T00:00:00Z',
    totalInvoiced: sum(books, 1_200.5),
    totalToBeInvoiced: sum(books, 0),
    estimate: sum(books, 2_000),
    status: at === 0 ? 'CLOSED' : 'INPROGRESS',
  }
}

const task = (books: Books, project: number, at: number): Row => ({
  taskId: guid(books, 'task', String(project), at),
  name: `Tier ${at + 1}`,
  rate: sum(books, 45),
  chargeType: 'TIME',
  estimateMinutes: 120,
  projectId: guid(books, 'project', '', project),
  totalMinutes: 90,
  totalAmount: sum(books, 67.5),
  minutesInvoiced: 90,
  minutesToBeInvoiced: 0,
  fixedMinutes: 0,
  nonChargeableMinutes: 0,
  amountToBeInvoiced: sum(books, 0),
  amountInvoiced: sum(books, 67.5),
  status: 'INVOICED',
})

const entry = (books: Books, project: number, at: number): Row => ({
  timeEntryId: guid(books, 'time', String(project), at),
  userId: guid(books, 'project user', '', 0),
  projectId: guid(books, 'project', '', project),
  taskId: guid(books, 'task', String(project), at % TASKS),
  dateUtc: '2026-05-04T00:00:00Z',
  dateEnteredUtc: '2026-05-04T15:30:00Z',
  duration: 90,
  description: 'Icing',
  status: 'ACTIVE',
})

const user = (books: Books): Row => ({
  userId: guid(books, 'project user', '', 0),
  name: 'Ann Fairweather',
  email: 'ann@example.com',
})
