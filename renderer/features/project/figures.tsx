import type { ReactNode } from 'react'
import { useLocale } from '../../locales/locale.tsx'

/** Counts with their names, one below the other. */
export function Figures(props: { readonly figures: readonly (readonly [name: string, count: number])[] }): ReactNode {
  const { format } = useLocale()
  return (
    <dl className="figures">
      {props.figures.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="numbers">{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  )
} // prettier-ignore
