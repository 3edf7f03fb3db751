import type { ReactNode } from 'react'
import { labelOf } from '../../app/entity-label.ts'
import { routeHash } from '../../app/routes.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

const most = 500

/** Every name decisions taught, where it holds, and the way to withdraw it. */
export function LearnedNames(): ReactNode {
  const store = useStore()
  const { t, language, format } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  const learned = useQuery('entities.learned', { limit: most }).value
  if (learned === undefined) return null
  if (learned.total === 0) {
    return (
      <>
        <h1 className="sr-only">{t('learned.title')}</h1>
        <EmptyState icon="book" title={t('learned.none')} text={t('learned.noneText')} />
      </>
    )
  }
  return (
    <div className="learned" tabIndex={-1} data-pane="">
      <h1 className="page-title">{t('learned.title')}</h1>
      <p className="soft">{t('learned.text')}</p>
      <ul className="alias-list">
        {learned.rows.map((name) => (
          <li key={name.aliasId}>
            <span className="alias-text">
              {name.text}
              <span className="quiet small"> {t('learned.means')} </span>
              <a href={routeHash({ screen: 'entities', entityId: name.entity.id })}>
                {labelOf(name.entity, language)}
              </a>
            </span>
            <span className="quiet small">
              {t(`aliasKind.${name.kind}`)} · {t(`aliasScope.${name.scope}`)}
              {name.place === null ? '' : ': '}
              {name.articleId === null ? (
                name.place
              ) : (
                <a href={routeHash({ screen: 'review', articleId: name.articleId, factId: null })}>
                  {name.place}
                </a>
              )}{' '}
              · {format.instant(name.at)}
            </span>
            <IconButton
              icon="cross"
              label={t('learned.withdraw', { name: name.text })}
              disabled={readOnly}
              onClick={() => void store.apply([{ type: 'alias.remove', payload: { aliasId: name.aliasId } }])}
            />
          </li>
        ))}
      </ul>
      {learned.total > learned.rows.length ? (
        <p className="quiet small">{t('entity.moreFacts', { count: learned.total - learned.rows.length })}</p>
      ) : null}
    </div>
  )
}
