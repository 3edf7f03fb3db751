import type { ReactNode } from 'react'
import type { ReviewQuality } from '../../../shared/model/quality.ts'
import { useLocale } from '../../locales/locale.tsx'
import './quality.css'

type Share = ReviewQuality['blind']['rate']

/** A share with what it rests on and its 95 % interval; says so where there is nothing to count yet. */
export function ShareLine(props: {
  readonly label: string
  readonly share: Share
  readonly hint?: string
}): ReactNode {
  const { t, format } = useLocale()
  const { label, share, hint } = props
  return (
    <div className="ql-share">
      <dt>
        {label}
        {hint === undefined ? null : <span className="ql-hint">{hint}</span>}
      </dt>
      <dd className="numbers">
        {share === null ? (
          <span className="soft">{t('quality.nothingYet')}</span>
        ) : (
          <>
            <b>{format.percent(share.share)}</b>{' '}
            <span className="soft">
              {t('quality.of', {
                count: format.number(share.count),
                of: format.number(share.of),
                low: format.percent(share.low),
                high: format.percent(share.high),
              })}
            </span>
            <span
              className="ql-bar"
              aria-hidden="true"
              style={{
                background: `linear-gradient(90deg, transparent ${String(share.low * 100)}%, var(--accent-soft, var(--line)) ${String(share.low * 100)}%, var(--accent-soft, var(--line)) ${String(share.high * 100)}%, transparent ${String(share.high * 100)}%)`,
              }}
            >
              <i style={{ left: `${String(share.share * 100)}%` }} />
            </span>
          </>
        )}
      </dd>
    </div>
  )
}

/** What the sentences read blind tell, of an article or of the project. */
export function MissedFacts(props: { readonly quality: ReviewQuality }): ReactNode {
  const { t, tn, format } = useLocale()
  const { blind, sighted } = props.quality
  return (
    <dl className="ql-shares">
      <ShareLine
        label={t('quality.missed')}
        hint={tn('quality.missed.hint', blind.sentences)}
        share={blind.rate}
      />
      <ShareLine label={t('quality.unseen')} share={blind.unseenRate} />
      <ShareLine
        label={t('quality.sighted')}
        hint={tn('quality.sighted.hint', sighted.sentences)}
        share={sighted.rate}
      />
      {blind.missedByBoth === null ? null : (
        <div className="ql-share">
          <dt>
            {t('quality.both')}
            <span className="ql-hint">{t('quality.both.hint')}</span>
          </dt>
          <dd className="numbers">{format.number(blind.missedByBoth)}</dd>
        </div>
      )}
    </dl>
  )
}

/** What was done in this sitting, and what is left. */
export function SittingFigures(props: { readonly quality: ReviewQuality }): ReactNode {
  const { t, format } = useLocale()
  const { since, left, pace } = props.quality
  if (since === undefined) return null
  const decided = since.accepted + since.rejected + since.corrected + since.added
  const figures = [
    [t('quality.sitting.decided'), decided],
    [t('quality.sitting.corrected'), since.corrected],
    [t('quality.sitting.added'), since.added],
    [t('quality.sitting.rejected'), since.rejected],
    [t('quality.sitting.sentences'), since.sentences],
    [t('quality.left.facts'), left.facts],
    [t('quality.left.articles'), left.articles],
  ] as const
  return (
    <dl className="rv-counts numbers">
      {figures.map(([label, count]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{format.number(count)}</dd>
        </div>
      ))}
      {since.timed === 0 ? null : (
        <div>
          <dt>{t('quality.sitting.pace')}</dt>
          <dd>{format.duration(since.spentMs / since.timed)}</dd>
        </div>
      )}
      {pace.decisions === 0 ? null : (
        <div>
          <dt>{t('quality.faster')}</dt>
          <dd>{format.percent(pace.faster / pace.decisions)}</dd>
        </div>
      )}
    </dl>
  )
}
