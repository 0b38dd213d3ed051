export { backupDone, backupFailed, backupPaused } from './backup-letters.ts'
export {
  deletionComing,
  deletionDone,
  disconnected,
  idleComing,
  pausedByYou,
} from './keeping-letters.ts'
export type { WrittenLetter } from './letter-content.ts'
export type { LetterSite } from './letter-parts.ts'
export { type OperatorNews, operatorLink, operatorNews } from './operator-letters.ts'
export {
  paymentAwaited,
  paymentDoubled,
  paymentHeld,
  paymentNotArrived,
  paymentPartRefunded,
  paymentReceived,
  paymentRefunded,
} from './order-letters.ts'
export { scanDone, scanFailed } from './scan-letters.ts'
export { backupWaiting, scanWaiting } from './waiting-letters.ts'
