import { parseArgs } from 'node:util'
import { archiveBench } from './archive.ts'
import type { BenchResult } from './figures.ts'
import { webBench } from './web.ts'
import { workbookBench } from './workbook.ts'
import { xeroBench } from './xero.ts'

/** `npm run -s bench -- NAME [--json] [options]`: measures, prints, and ends with 1 when a target is missed. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    world: { type: 'string', default: 'small' },
    speed: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
  },
})

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  archive: archiveBench,
  web: webBench,
  workbook: workbookBench,
  xero: () => xeroBench({ ...values, speed: Number(values.speed) }),
}

const [name = ''] = positionals
const bench = BENCHES[name]
if (bench) {
  const result = await bench()
  print(result)
  process.exit(result.figures.some((one) => one.holds === false) ? 1 : 0)
}
console.error(`There is no bench "${name}". There are: ${Object.keys(BENCHES).join(', ')}.`)
process.exit(2)

function print(result: BenchResult): void {
  if (values.json) {
    console.log(JSON.stringify(result))
    return
  }
  console.log(`${result.bench} ${JSON.stringify(result.options)}`)
  for (const { name: title, value, unit, target, holds } of result.figures) {
    const verdict = holds === null ? '' : `   ${target}: ${holds ? 'holds' : 'MISSED'}`
    console.log(`  ${String(value).padStart(10)} ${unit.padEnd(7)} ${title}${verdict}`)
  }
  for (const note of result.notes) console.log(`  ${note}`)
}
