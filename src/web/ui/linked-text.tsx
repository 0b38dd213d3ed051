/** Plain text with its web addresses as links. */
export const LinkedText = ({ text }: { readonly text: string }) => (
  <>
    {text
      .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
      .map((piece, index) => (index % 2 === 1 ? <a href={piece}>{piece}</a> : piece))}
  </>
)
