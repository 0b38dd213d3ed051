import { TOGETHER } from '../slice.ts'

/** One thing to do: at most one call to Xero, and the checkpoint of what came of it. */
export interface Task {
  /** Tells it from every other task of the backup. */
  readonly key: string
  /** Gives the tasks that follow from it; they come next. */
  run(): Promise<readonly Task[]>
}

export interface Feed {
  /** Further tasks in their order, none of those that were taken before; empty when there are no more. */
  load(taken: ReadonlySet<string>): Promise<readonly Task[]>
  /** After every so many tasks: false when the work shall stop. */
  checkpoint(): Promise<boolean>
}

/** Tasks between two checkpoints. */
const STRETCH = 20

/**
 * Runs tasks, always as many together as Xero lets calls be in flight, until there are none, or `most`
 * were run, or `checkpoint` says stop. The first error lets no further task begin; it is thrown once
 * those under way have ended. Gives whether there may be more to do.
 */
export async function runFeed(feed: Feed, most: number): Promise<{ readonly more: boolean }> {
  const queue: Task[] = []
  const taken = new Set<string>()
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  let left = most
  let dry = false
  let stopped = false

  const start = (task: Task): void => {
    left -= 1
    const run = task
      .run()
      .then((next) => void queue.unshift(...next))
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(run))
    running.add(run)
  }
  const next = async (): Promise<Task | null> => {
    if (queue.length === 0 && !dry) {
      queue.push(...(await feed.load(taken)))
      dry = queue.length === 0
    }
    const task = queue.shift() ?? null
    if (task) taken.add(task.key)
    return task
  }
  const fill = async (): Promise<void> => {
    while (running.size < TOGETHER && left > 0 && failures.length === 0 && !stopped) {
      const task = await next()
      if (!task) return
      start(task)
      if ((most - left) % STRETCH === 0) stopped = !(await feed.checkpoint())
    }
  }
  for (;;) {
    await fill()
    if (running.size === 0) break
    await Promise.race(running)
  }
  if (failures.length > 0) throw failures[0]
  return { more: !dry || queue.length > 0 || stopped }
}
