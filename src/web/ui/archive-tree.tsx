import { EXAMPLE_PICTURE, type TreeLine } from '../pictures.ts'
import { HOME as T } from '../texts/home.ts'

/** The archive of the demonstration's books as a tree. */
export const ArchiveTree = () => (
  <figure class="sheet tree">
    <figcaption>{T.treeCaption}</figcaption>
    <p class="tree-root">{EXAMPLE_PICTURE.archiveName}</p>
    <ul>{EXAMPLE_PICTURE.tree.map(Line)}</ul>
  </figure>
)

const Line = (line: TreeLine) => (
  <li class={`depth-${line.depth} ${line.kind}`}>
    {line.kind !== 'more' && <Sign kind={line.kind} />}
    <span>{line.name}</span>
  </li>
)

const Sign = ({ kind }: { readonly kind: 'folder' | 'file' }) => (
  <svg class="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    {kind === 'folder' ? (
      <path d="M1.5 13V3.5h4.5l1.5 2h7V13z" />
    ) : (
      <path d="M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3" />
    )}
  </svg>
)
