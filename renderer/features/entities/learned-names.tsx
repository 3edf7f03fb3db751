import type { ReactNode } from 'react'
import type { LearnedName } from '../../../shared/model/views.ts'
import { labelOf } from '../../app/entity-label.ts'
import { routeHash } from '../../app/routes.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Check } from '../../ui/index.ts'
import { LearnedKinds } from './learned-kinds.tsx'

const most = 500

/** Everything decisions taught: what it is, what speaks for it, where it holds, and the way to withdraw it. */
export function LearnedNames(): ReactNode {
  const store = useStore()
  const { t } = useLocale()
  const names = useQuery('entities.learned', { limit: most }).value
  const learning = useQuery('learning.list', {}).value
  if (names === undefined || learning === undefined) return null
  const nothing =
    names.total + learning.kinds.length + learning.hidden.length + learning.different.length === 0
  return (
    <div className="learned" tabIndex={-1} data-pane="">
      <h1 className="page-title">{t('learned.title')}</h1>
      <p className="soft">{t('learned.text')}</p>
      <div>
        <Check
          label={t('learned.on')}
          checked={learning.on}
          onChange={(on) => void store.apply([{ type: 'learning.set', payload: { on } }])}
        />
        <p className="quiet small">{t('learned.onText')}</p>
      </div>
      {nothing ? (
        <p className="soft">
          {t('learned.none')} {t('learned.noneText')}
        </p>
      ) : null}
      <NameList
        title={t('learned.names')}
        text={t('learned.namesText')}
        names={names.rows.filter(({ scope }) => scope !== 'article')}
      />
      <NameList
        title={t('learned.earlier')}
        text={t('learned.earlierText')}
        names={names.rows.filter(({ scope }) => scope === 'article')}
      />
      {names.total > names.rows.length ? (
        <p className="quiet small">{t('entity.moreFacts', { count: names.total - names.rows.length })}</p>
      ) : null}
      <LearnedKinds learning={learning} />
      <p className="quiet small">{t('learned.lines')}</p>
    </div>
  )
}

function NameList(props: {
  readonly title: string
  readonly text: string
  readonly names: readonly LearnedName[]
}): ReactNode {
  const store = useStore()
  const { t, tn, language, format } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  if (props.names.length === 0) return null
  return (
    <section>
      <h2>{props.title}</h2>
      <p className="quiet small">{props.text}</p>
      <ul className="alias-list">
        {props.names.map((name) => (
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
              · {tn('learned.decidedIn', name.decidedIn)} · {format.instant(name.at)}
              {name.told ? ` · ${t('learned.told')}` : ''}
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
    </section>
  )
}
