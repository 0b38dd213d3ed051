/** The one line drawing of an empty page: an open ledger with nothing on its lines. */
export const EmptyDrawing = () => (
  <svg
    class="drawing"
    viewBox="0 0 160 96"
    width="160"
    height="96"
    aria-hidden="true"
    focusable="false"
  >
    <path d="M80 22C62 10 36 8 12 14v62c24-6 50-4 68 8 18-12 44-14 68-8V14c-24-6-50-4-68 8v62" />
    <path
      d="M26 32c14-2 28-1 40 4M26 46c14-2 28-1 40 4M26 60c14-2 28-1 40 4M94 36c12-5 26-6 40-4M94 50c12-5 26-6 40-4M94 64c12-5 26-6 40-4"
      class="faint"
    />
  </svg>
)
