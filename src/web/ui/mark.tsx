/** The mark: an open ledger that points down into a box, in two strokes. */
export const Mark = ({ size = 28 }: { readonly size?: number }) => (
  <svg
    class="mark"
    viewBox="0 0 32 32"
    width={size}
    height={size}
    aria-hidden="true"
    focusable="false"
  >
    <path d="M16 21.5V7C12.5 4 8 3.5 3.5 4.5V13.5L16 21.5 28.5 13.5V4.5C24 3.5 19.5 4 16 7" />
    <path d="M3.5 20V28H28.5V20" />
  </svg>
)
