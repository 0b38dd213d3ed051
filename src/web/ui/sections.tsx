/** A piece of reading: a heading, paragraphs, and points. */
export interface Section {
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly points?: readonly string[]
}

export const Sections = (props: {
  readonly sections: readonly Section[]
  readonly level?: 2 | 3
}) => (
  <>
    {props.sections.map((section) => (
      <>
        {props.level === 3 ? <h3>{section.heading}</h3> : <h2>{section.heading}</h2>}
        {section.paragraphs.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
        {section.points && (
          <ul>
            {section.points.map((point) => (
              <li>{point}</li>
            ))}
          </ul>
        )}
      </>
    ))}
  </>
)
