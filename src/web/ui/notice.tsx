import type { PropsWithChildren } from 'hono/jsx'

/** A remark set apart; `title` says its kind in words, so that colour is not the only sign. */
export const Notice = (
  props: PropsWithChildren<{
    readonly tone: 'note' | 'waiting' | 'person' | 'kept'
    readonly title: string
  }>,
) => (
  <div class={`notice ${props.tone}`}>
    <p class="notice-title">{props.title}</p>
    {props.children}
  </div>
)
