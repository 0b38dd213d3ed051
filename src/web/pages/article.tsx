import type { Article } from '../texts/reading.ts'
import { Sections } from '../ui/sections.tsx'

export const ArticlePage = ({ article }: { readonly article: Article }) => (
  <article class="reading">
    <h1>{article.title}</h1>
    <p class="lead">{article.lead}</p>
    <Sections sections={article.sections} />
  </article>
)
