import type { Row, SheetPlan } from '../../core/archive/sheet.ts'
import { createSums, type SheetTally } from '../../core/archive/summary.ts'

/** Counts and adds up what passes, for the summary. */
export interface Tallies {
  counting(plan: SheetPlan, rows: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]>
  done(): readonly SheetTally[]
}

export function createTallies(currency: string): Tallies {
  const tallies: SheetTally[] = []
  return {
    async *counting(plan, rows) {
      const { content } = plan
      const sums = content.of === 'records' ? createSums(content.resource, currency) : null
      let count = 0
      for await (const batch of rows) {
        count += batch.length
        if (sums) for (const row of batch) sums.add(row)
        yield batch
      }
      tallies.push({
        title: plan.title,
        resource: content.of === 'records' ? content.resource.name : null,
        rows: count,
        sums: sums?.done() ?? [],
      })
    },
    done: () => tallies,
  }
}
