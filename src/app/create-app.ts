import type { App } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import { createBackup } from './backup.ts'
import { createConnect } from './connect.ts'
import { createDownload } from './download.ts'
import { createOperator } from './operator/create-operator.ts'
import { createOrder } from './order.ts'
import { createQuote } from './quote.ts'
import { createScan } from './scan.ts'
import { createStatus } from './status.ts'

/** All use cases on one set of ports. */
export const createApp = (ports: AppPorts): App => ({
  connect: createConnect(ports),
  scan: createScan(ports),
  quote: createQuote(ports),
  order: createOrder(ports),
  backup: createBackup(ports),
  download: createDownload(ports),
  status: createStatus(ports),
  operator: createOperator(ports),
})
