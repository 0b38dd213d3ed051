/** One measured figure, and whether it holds its target; null without one. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly target: string
  readonly holds: boolean | null
}

export interface BenchResult {
  readonly bench: string
  readonly options: Readonly<Record<string, unknown>>
  readonly figures: readonly Figure[]
  readonly notes: readonly string[]
}

const rounded = (value: number): number => Number(value.toPrecision(5))

export const figure = (name: string, value: number, unit: string): Figure => ({
  name,
  value: rounded(value),
  unit,
  target: '',
  holds: null,
})

export const atMost = (name: string, value: number, unit: string, most: number): Figure => ({
  name,
  value: rounded(value),
  unit,
  target: `at most ${most}`,
  holds: value <= most,
})

export const atLeast = (name: string, value: number, unit: string, least: number): Figure => ({
  name,
  value: rounded(value),
  unit,
  target: `at least ${least}`,
  holds: value >= least,
})
