import { writeFileSync } from 'node:fs'
import { ROOT } from '../architecture/tree.ts'
import { papers } from './papers.ts'

for (const { path, text } of papers()) {
  writeFileSync(new URL(path, `file://${ROOT}`), text)
  console.log(`written: ${path}`)
}
