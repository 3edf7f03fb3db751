import type { ReactNode } from 'react'

/** How far something is, with words. `total` null where the amount of work is not known yet. */
export function ProgressBar(props: {
  readonly label: string
  readonly done: number
  readonly total: number | null
  /** Further words under the bar: how long still, what is being done. */
  readonly detail?: ReactNode
  readonly way?: ReactNode
}): ReactNode {
  const { label, done, total, detail, way } = props
  const share = total === null || total === 0 ? null : Math.min(1, done / total)
  return (
    <div className="progress">
      <div className="progress-words">
        <span className="progress-label">{label}</span>
        {way}
      </div>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === null ? undefined : done}
      >
        <div
          className={share === null ? 'progress-fill progress-unknown' : 'progress-fill'}
          style={{ width: share === null ? '30%' : `${String(share * 100)}%` }}
        />
      </div>
      {detail === undefined ? null : <div className="progress-detail numbers">{detail}</div>}
    </div>
  )
}

/** A share as a thin line, for rows of a list; the number stands beside it in words. */
export function Meter(props: { readonly done: number; readonly total: number }): ReactNode {
  const share = props.total === 0 ? 0 : Math.min(1, props.done / props.total)
  return (
    <span className="meter" aria-hidden="true">
      <span className="meter-fill" style={{ width: `${String(share * 100)}%` }} />
    </span>
  )
}
