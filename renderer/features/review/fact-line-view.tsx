import { Fragment, type ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import { factLine, shorten, type SlotStanding } from './fact-line.ts'
import type { Reading } from './reading.ts'

const signs: Readonly<Record<SlotStanding, string>> = {
  stated: '',
  inferred: '≈',
  notStated: '∅',
  missing: '!',
  unlinked: '?',
}

/** Never at the beginning of a line: it belongs to what it follows. */
const dot = '\u00a0· '

/** The line of a fact, the verb first and bold, gaps and guesses marked where they stand. */
export function FactLineView(props: { readonly reading: Reading; readonly fact: FactView }): ReactNode {
  const { reading, fact } = props
  const { t } = reading.locale
  const line = factLine(reading, fact)
  return (
    <span className="rv-line">
      <b className="rv-verb">{line.negated ? t('review.not', { verb: line.verb }) : line.verb}</b>
      {line.parts.map((part) => (
        <Fragment key={part.role}>
          <span className="rv-dot">{dot}</span>
          {part.fillers.map((filler, index) => (
            <Fragment key={filler.slotId ?? part.role}>
              {index === 0 ? null : part.between}
              <span className={`rv-filler rv-filler-${filler.standing}`}>
                {signs[filler.standing] === '' ? null : (
                  <span className="rv-sign" aria-hidden="true">
                    {signs[filler.standing]}
                  </span>
                )}
                {filler.standing === 'missing'
                  ? t('review.missing', { role: filler.text })
                  : shorten(filler.text)}
              </span>
            </Fragment>
          ))}
        </Fragment>
      ))}
      {line.time === null ? null : (
        <>
          <span className="rv-dot">{dot}</span>
          <span className="rv-time">{line.time}</span>
        </>
      )}
      {line.modality === null ? null : <span className="rv-modality">{line.modality}</span>}
    </span>
  )
}
