import { useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import { navigate } from '../../app/routes.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, EmptyState } from '../../ui/index.ts'
import { MissedFacts, ShareLine, SittingFigures } from './quality-figures.tsx'
import { RecheckDialog } from './recheck-dialog.tsx'
import { sittingBegan } from './sitting.ts'

/** How good the review of the project is: missed facts, the coder's own error rate by type, pace, this sitting. */
export function QualityPart(): ReactNode {
  const { t, tn, format, language } = useLocale()
  const quality = useQuery('review.quality', { since: sittingBegan })
  const codebook = useQuery('codebook.current', {}).value
  const [checking, setChecking] = useState(false)
  if (quality.value === undefined) {
    return quality.error === null ? (
      <p className="empty">{t('ui.loading')}</p>
    ) : (
      <EmptyState icon="warning" title={t('quality.title')} text={errorMessage(quality.error, language)} />
    )
  }
  const { recheck, pace, together } = quality.value
  const typeName = (id: string): string =>
    codebook?.factTypes.find((type) => type.id === id)?.label[language] ?? id
  return (
    <div className="page" data-pane="" tabIndex={-1}>
      <div className="page-inner ql">
        <section className="ql-part">
          <h2 className="section-title">{t('quality.missedTitle')}</h2>
          <p className="soft">{t('quality.missedText')}</p>
          <MissedFacts quality={quality.value} />
        </section>
        <section className="ql-part">
          <h2 className="section-title">{t('quality.recheckTitle')}</h2>
          <p className="soft">{t('quality.recheckText')}</p>
          <dl className="ql-shares">
            <ShareLine label={t('quality.ownError')} share={recheck.rate} />
            {recheck.byType.map(({ type, rate }) => (
              <ShareLine key={type} label={typeName(type)} share={rate} />
            ))}
          </dl>
          {recheck.differences.length === 0 ? null : (
            <>
              <h3 className="facet-title">{tn('quality.differences', recheck.differences.length)}</h3>
              <ul className="ql-list">
                {recheck.differences.map((one) => (
                  <li key={`${one.factId} ${one.at}`}>
                    <button
                      type="button"
                      className="rv-carried-fact"
                      onClick={() =>
                        navigate({ screen: 'review', articleId: one.articleId, factId: one.factId })
                      }
                    >
                      <b>{typeName(one.type)}</b>
                      <span>
                        {t(one.verdict === 'holds' ? 'quality.thenHolds' : 'quality.thenFails', {
                          state: stateWord(one.before, t),
                        })}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
          <Button look="main" onClick={() => setChecking(true)}>
            {t('quality.checkNow')}
          </Button>
        </section>
        <section className="ql-part">
          <h2 className="section-title">{t('quality.sittingTitle')}</h2>
          <SittingFigures quality={quality.value} />
          <p className="soft numbers">
            {pace.medianMs === null ? null : t('quality.median', { time: format.duration(pace.medianMs) })}{' '}
            {together.decisions === 0
              ? null
              : t('quality.together', {
                  decisions: format.number(together.decisions),
                  facts: format.number(together.facts),
                })}
          </p>
        </section>
      </div>
      {checking ? <RecheckDialog onClose={() => setChecking(false)} /> : null}
    </div>
  )
}

function stateWord(state: string, t: ReturnType<typeof useLocale>['t']): string {
  return state === 'accepted' || state === 'edited' || state === 'rejected' ? t(`factState.${state}`) : state
}
