import { envExample, SETTINGS } from '../../src/settings.ts'
import { cataloguePage } from './catalogue-paper.ts'

/** A page that is written from the code; `path` from the repository's folder. */
export interface Paper {
  readonly path: string
  readonly text: string
}

/** The pages that `npm run papers` writes and a test compares. */
export const papers = (): readonly Paper[] => [
  { path: '.env.example', text: envExample() },
  { path: 'docs/settings.md', text: settingsPage() },
  { path: 'docs/catalogue.md', text: cataloguePage() },
]

function settingsPage(): string {
  const groups = [...new Set(SETTINGS.map((one) => one.group))]
  return `# Settings

Set them in the environment, or in a file \`.env\` in the folder Ledgerkeep is started from; the
environment wins. \`.env.example\` holds them all, to copy. An empty value counts as not set. Every
setting is checked at the start: a wrong one is named, and nothing starts.

This page is written from \`src/settings.ts\` by \`npm run papers\`.

${groups.map(groupPart).join('\n')}`
}

function groupPart(group: string): string {
  const rows = SETTINGS.filter((one) => one.group === group).map(
    ({ name, standard, about }) => `| \`${name}\` | ${standardCell(standard)} | ${cell(about)} |`,
  )
  return `## ${group}

| setting | when it is not set | what it does |
|---|---|---|
${rows.join('\n')}
`
}

const standardCell = (standard: string | null): string => (standard ? `\`${cell(standard)}\`` : '–')

/** Text that stays in its cell of a Markdown table and shows angle brackets as they are. */
const cell = (text: string): string => text.replaceAll('|', '\\|')
