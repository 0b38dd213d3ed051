import { type Kysely, sql } from 'kysely'
import type { BackupStore, UndeliveredDocument } from '../../ports/store/backup.ts'
import type { Tables } from './tables.ts'

/** Xero gives its attachments ids without such a beginning. */
const drawn = sql`case when f."attachmentId" like 'pdf-%' then f."attachmentId" end`

/** What was ordered and could not be had: single files, and documents whose list never came. */
export const backupUndelivered = (db: Kysely<Tables>) =>
  ({
    async undelivered(backupId) {
      const found = await sql<UndeliveredDocument>`
        select d."resource" as "resource", d."recordId" as "recordId", count(*) as "files",
          ${drawn} as "pdf"
        from "backupFiles" f
        join "backupDocuments" d on d."backupId" = f."backupId" and d."seq" = f."documentSeq"
        join "backupExceptions" e on e."backupId" = f."backupId"
          and e."about" = 'file ' || f."documentSeq" || '/' || f."position"
        where f."backupId" = ${backupId} and f."state" = 'exception' and e."cause" is null
        group by d."resource", d."recordId", ${drawn}
        union all
        select d."resource" as "resource", d."recordId" as "recordId", d."expected" as "files",
          cast(null as text) as "pdf"
        from "backupDocuments" d
        join "backupExceptions" e on e."backupId" = d."backupId"
          and e."about" = 'document ' || d."seq"
        where d."backupId" = ${backupId} and d."expected" > 0 and e."cause" is null
        order by "resource", "recordId", "pdf"`.execute(db)
      return found.rows
    },
  }) satisfies Partial<BackupStore>
