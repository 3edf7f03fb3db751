import type { ReactNode } from 'react'
import { external, useExternal } from './external.ts'

const spoken = external<{ readonly text: string; readonly turn: number }>({ text: '', turn: 0 })

/** Says something to those who listen instead of look: a decision, a result, a count. */
export function announce(text: string): void {
  spoken.set(({ turn }) => ({ text, turn: turn + 1 }))
}

/** The live region. The same words twice are said twice, because the two regions take turns. */
export function Announcer(): ReactNode {
  const { text, turn } = useExternal(spoken)
  return (
    <>
      <div className="sr-only" role="status" aria-live="polite">
        {turn % 2 === 0 ? text : ''}
      </div>
      <div className="sr-only" role="status" aria-live="polite">
        {turn % 2 === 1 ? text : ''}
      </div>
    </>
  )
}
