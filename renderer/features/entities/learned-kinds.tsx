import type { ReactNode } from 'react'
import type { HiddenBy } from '../../../shared/commands/index.ts'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { labelOf } from '../../app/entity-label.ts'
import { routeHash } from '../../app/routes.ts'
import { useProject, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, IconButton } from '../../ui/button.tsx'

type Learning = ChannelOutput<'learning.list'>

/** Records of rules and types, the kinds hidden because of them, and pairs that are never the same. */
export function LearnedKinds(props: { readonly learning: Learning }): ReactNode {
  const { learning } = props
  const store = useStore()
  const { t, tn, language, format } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  const hide = (by: HiddenBy, of: string, hidden: boolean): void =>
    void store.apply([{ type: 'learning.hide', payload: { by, of, hidden } }])
  const isHidden = (by: HiddenBy, of: string): boolean =>
    learning.hidden.some((kind) => kind.by === by && kind.of === of)
  return (
    <>
      {learning.hidden.length === 0 ? null : (
        <section>
          <h2>{t('learned.hidden')}</h2>
          <p className="quiet small">{t('learned.hiddenText')}</p>
          <ul className="alias-list">
            {learning.hidden.map(({ by, of, proposals, at, coder }) => (
              <li key={`${by}:${of}`}>
                <span className="alias-text">{of}</span>
                <span className="quiet small">
                  {t(`learned.kind.${by}`)} · {tn('learned.waiting', proposals)} · {format.instant(at)}
                  {coder === null ? '' : ` · ${coder}`}
                </span>
                <Button
                  look="quiet"
                  aria-label={t('learned.showLabel', { name: of })}
                  disabled={readOnly}
                  onClick={() => hide(by, of, false)}
                >
                  {t('learned.show')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {learning.kinds.length === 0 ? null : (
        <section>
          <h2>{t('learned.kinds')}</h2>
          <p className="quiet small">{t('learned.kindsText')}</p>
          <ul className="alias-list">
            {learning.kinds.map(({ by, of, record, bad }) => (
              <li key={`${by}:${of}`}>
                <span className="alias-text">{of}</span>
                <span className="quiet small numbers">
                  {t(`learned.kind.${by}`)} · {t('learned.record', { ...record })}
                  {bad ? ` · ${t('learned.bad')}` : ''}
                </span>
                {bad && !isHidden(by, of) ? (
                  <Button
                    look="quiet"
                    aria-label={t('learned.hideLabel', { name: of })}
                    disabled={readOnly}
                    onClick={() => hide(by, of, true)}
                  >
                    {t('learned.hide')}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      {learning.different.length === 0 ? null : (
        <section>
          <h2>{t('learned.different')}</h2>
          <p className="quiet small">{t('learned.differentText')}</p>
          <ul className="alias-list">
            {learning.different.map(({ a, b, reason, at, coder }) => (
              <li key={`${a.id} ${b.id}`}>
                <span className="alias-text">
                  <a href={routeHash({ screen: 'entities', entityId: a.id })}>{labelOf(a, language)}</a>
                  {' ≠ '}
                  <a href={routeHash({ screen: 'entities', entityId: b.id })}>{labelOf(b, language)}</a>
                </span>
                <span className="quiet small">
                  {reason === null ? '' : `${reason} · `}
                  {format.instant(at)}
                  {coder === null ? '' : ` · ${coder}`}
                </span>
                <IconButton
                  icon="cross"
                  label={t('learned.withdrawDifferent', { a: labelOf(a, language), b: labelOf(b, language) })}
                  disabled={readOnly}
                  onClick={() =>
                    void store.apply([{ type: 'entity.undistinguish', payload: { a: a.id, b: b.id } }])
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
