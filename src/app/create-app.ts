import type { App } from './app.ts'
import type { AppPorts } from './app-ports.ts'
import { createBackup } from './backup/backup.ts'
import { createConnect } from './connect/connect.ts'
import { createDownload } from './download/download.ts'
import { createAccount } from './leaving/account.ts'
import { createDelete } from './leaving/backup.ts'
import { createDisconnect } from './leaving/disconnect.ts'
import { createOperator } from './operator/create-operator.ts'
import { createOrder } from './order/order.ts'
import { createQuote } from './quote/quote.ts'
import { createScan } from './scan/scan.ts'
import { createStatus } from './status.ts'

/** All use cases on one set of ports. */
export const createApp = (ports: AppPorts): App => ({
  connect: { ...createConnect(ports), ...createDisconnect(ports) },
  scan: createScan(ports),
  quote: createQuote(ports),
  order: createOrder(ports),
  backup: { ...createBackup(ports), ...createDelete(ports) },
  download: createDownload(ports),
  status: createStatus(ports),
  account: createAccount(ports),
  operator: createOperator(ports),
})
