import type { ReactNode } from 'react'
import type { OfficeView } from '../../../shared/model/views.ts'
import { useT } from '../../locales/locale.tsx'
import { timelineOf, type TimelineBar } from './timeline.ts'

/** A bar this wide has room for its words. */
const inside = ({ from, to }: TimelineBar): boolean => to - from > 0.45
const percent = (share: number): string => `${String(Math.round(share * 10_000) / 100)}%`

/** The offices as bars over the years. The list below says the same in words. */
export function OfficeTimeline(props: { readonly offices: readonly OfficeView[] }): ReactNode {
  const t = useT()
  const line = timelineOf(props.offices, new Date().getFullYear())
  if (line === null) return null
  return (
    <div className="timeline" role="img" aria-label={t('entity.timeline')}>
      {line.bars.map((bar) => (
        <div key={bar.id} className="timeline-row">
          <span
            className="timeline-bar"
            data-open-start={bar.openStart}
            data-open-end={bar.openEnd}
            style={{ left: percent(bar.from), width: percent(bar.to - bar.from) }}
          >
            {inside(bar) ? bar.title : ''}
          </span>
          {inside(bar) ? null : (
            <span
              className="timeline-title"
              style={bar.from > 0.5 ? { right: percent(1 - bar.from) } : { left: percent(bar.to) }}
            >
              {bar.title}
            </span>
          )}
        </div>
      ))}
      <div className="timeline-years numbers">
        {line.years.map(({ year, at }) => (
          <span key={year} style={{ left: percent(at) }}>
            {year}
          </span>
        ))}
      </div>
    </div>
  )
}
