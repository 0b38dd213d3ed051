export { backupDone, backupFailed, backupPaused } from './backup-letters.ts'
export type { LetterSite, WrittenLetter } from './letter-content.ts'
export { paymentAwaited, paymentHeld, paymentReceived } from './order-letters.ts'
export { scanDone, scanFailed } from './scan-letters.ts'
