import type { Job } from '../ports/jobs.ts'
import type { AppPorts } from './app-ports.ts'
import { archiveSlice } from './archive/slice.ts'
import { backupSlice } from './backup/slice.ts'
import { eraseSlice } from './leaving/erase-slice.ts'
import { paymentSlice } from './order/payment.ts'
import { reconcileSlice } from './order/reconcile.ts'
import { mailSlice } from './post.ts'
import { scanSlice } from './scan/slice.ts'
import type { SliceEnd } from './slice.ts'
import { sweepSlice } from './sweep.ts'

/** One bounded slice of a job. Safe to run twice; what it had stored is not done again. */
export type Work = (job: Job, signal: AbortSignal) => Promise<SliceEnd>

export const createWork =
  (ports: AppPorts): Work =>
  (job, signal) => {
    switch (job.kind) {
      case 'scan':
        return scanSlice(ports, job.subjectId, job.attempts, signal)
      case 'backup':
        return backupSlice(ports, job.subjectId, job.attempts, signal)
      case 'archive':
        return archiveSlice(ports, job.subjectId, job.attempts, signal)
      case 'payment':
        return paymentSlice(ports, job.subjectId)
      case 'mail':
        return mailSlice(ports, job.subjectId, job.attempts)
      case 'sweep':
        return sweepSlice(ports)
      case 'delete':
        return eraseSlice(ports, job.subjectId, signal)
      case 'reconcile':
        return reconcileSlice(ports)
    }
  }
