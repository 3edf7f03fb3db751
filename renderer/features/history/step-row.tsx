import type { ReactNode } from 'react'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { HistoryRow } from '../../../shared/model/views.ts'
import { useLocale } from '../../locales/locale.tsx'
import { stepAbout, stepKind, stepStanding } from './step-words.ts'

/** One step on a line of two: what and about what; where, who and when. */
export function StepRow(props: {
  readonly step: HistoryRow
  readonly codebook: Codebook | undefined
}): ReactNode {
  const { step, codebook } = props
  const locale = useLocale()
  const { t, format } = locale
  const standing = stepStanding(step, locale)
  const about = stepAbout(step, locale, codebook)
  const title = step.articleTitle ?? ''
  // A step about the article itself has said its title already.
  const where = about.startsWith(title) ? '' : title
  return (
    <div
      className="step-row"
      data-undone={step.undoneBy !== null}
      data-undo={step.undoOf !== null}
      data-lock={step.lock ?? undefined}
    >
      <span className="step-seq numbers">{step.seq}</span>
      <span className="step-main">
        <span className="step-what">
          <b>{stepKind(step, locale)}</b> {about}
        </span>
        <span className="step-under">
          {standing === null ? null : <span className="step-chip">{standing}</span>}
          {where}
          {where !== '' && step.note !== null ? ' · ' : null}
          {step.note === null ? null : <i>{step.note}</i>}
        </span>
      </span>
      <span className="step-side">
        <span className="step-who">{step.coder ?? t('history.program')}</span>
        <time className="step-when numbers" dateTime={step.at}>
          {format.instant(step.at)}
        </time>
      </span>
    </div>
  )
}
