import type { BenchResult } from './figures.ts'
export const archiveBench = async (): Promise<BenchResult> => ({
  bench: 'archive',
  options: {},
  figures: [],
  notes: [],
})
