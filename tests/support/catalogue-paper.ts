import {
  DEFAULT_SCOPES,
  EXCLUDED,
  FILE_TYPES,
  PDF_TYPES,
  RESOURCES,
} from '../../src/core/catalogue/index.ts'
import type { Resource } from '../../src/core/catalogue/resource.ts'

/** The page `docs/catalogue.md`. */
export function cataloguePage(): string {
  return `# Catalogue

What is backed up, by which call of Xero, under which permission. This page is written from
\`src/core/catalogue\` by \`npm run papers\`; a test holds the catalogue against Xero's own descriptions
of its APIs, so that no list is forgotten.

Which permissions (scopes) are asked for says the setting \`XERO_SCOPES\`. What is marked *opt-in* is read
only where its scope is named there. A scope that was not granted, a plan that lacks a part, or a person
who may not see it: the list ends as an exception that says why and how to grant it, on the Status page and
in the archive. Nothing else is affected.

## Data

Each line is a sheet of the workbook and a CSV file; Xero's answers lie beside them exactly as they came.

| what | call | when | scope |
|---|---|---|---|
${RESOURCES.map(resourceRow).join('\n')}

## Files

Files come by their ids, each once. They are found by the list of attachments of every record that has any,
by Xero's own count of them.

| type | records | list of files |
|---|---|---|
${FILE_TYPES.map(({ key, title }) => fileRow(key, title)).join('\n')}

On request, a call for each document: the PDFs that Xero draws of
${PDF_TYPES.map((key) => FILE_TYPES.find((type) => type.key === key)?.title.toLowerCase()).join(', ')}.
One is asked for again only when its document has changed.

## What is left out

| call | why |
|---|---|
${EXCLUDED.map(({ path, reason }) => `| \`${path}\` | ${reason} |`).join('\n')}

## What Xero gives nobody

- Lines of bank statements, which only Xero's partners may read, and bank rules, for which there is no call.
- The emails that were sent from Xero: history tells that they were sent, not what they said.
- Receipts and expense claims, to apps made since March 2026: no granular scope opens them. Claims of the
  newer Xero Expenses are there as bills.
- The general ledger (\`Journals\`), to apps that Xero did not approve for it. Manual journals and the trial
  balance of every year are there.
- Lists of attachments of many records at once: each record with files costs a call.
`
}

function resourceRow(resource: Resource): string {
  const { title, lines, linesOnly, scope, onlyWhenGranted, countries, path, api } = resource
  const shown = linesOnly ? lines.map((one) => one.title).join(', ') : title
  const where = countries ? `, ${countries.join(' and ')} only` : ''
  const asked = onlyWhenGranted || !DEFAULT_SCOPES.includes(scope) ? ' (opt-in)' : ''
  const base = api && api !== 'accounting' ? `${api}: ` : ''
  return `| ${shown} | \`${base}${path}\` | ${whenOf(resource)}${where} | \`${scope}\`${asked} |`
}

function whenOf({ follows, paging }: Resource): string {
  switch (follows?.by) {
    case 'years':
      return 'for each financial year, and to date'
    case 'records':
      return `for each record of ${RESOURCES.find((one) => one.name === follows.of)?.title}`
    case 'values':
      return `${follows.queries.length} lists`
    case 'balances':
      return 'for each contact with a balance, by the backup; the next backup asks again where something of the contact has changed'
    case 'request':
      return 'for each document, on request'
    case 'library':
      return 'folder by folder'
    case undefined:
      return paging === 'none' ? 'one call' : 'page by page'
  }
}

function fileRow(key: string, title: string): string {
  const of = RESOURCES.filter((one) => one.files?.types.some((type) => type.key === key))
  const endpoints = [...new Set(of.map((one) => listOf(one)))].map((path) => `\`${path}\``)
  return `| ${title} | ${of.map((one) => one.title).join(', ')} | ${endpoints.join(', ')} |`
}

const listOf = ({ files, name }: Resource): string =>
  files?.themselves ? 'Files/{id}/Content' : `${files?.endpoint ?? name}/{id}/Attachments`
