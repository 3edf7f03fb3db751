import type { ReactNode } from 'react'
import { factTypeOf, slotOf, type Codebook } from '../../../shared/model/codebook.ts'
import type { CodebookLook } from '../../../shared/model/codebook-impact.ts'
import { routeHash } from '../../app/routes.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'

/** Facts that kept a value their type no longer allows, each a way to the place where it is mended. */
export function LookView(props: { readonly codebook: Codebook }): ReactNode {
  const { t, tn } = useLocale()
  const look = useQuery('codebook.look', {}).value
  if (look === undefined) return <p className="quiet">{t('ui.loading')}</p>
  return (
    <div className="codebook-versions" data-pane="" tabIndex={-1} role="region" aria-label={t('codebook.look')}>
      <p className="quiet">{look.total === 0 ? t('codebook.lookNone') : tn('codebook.lookCount', look.total)}</p>
      <LookRows codebook={props.codebook} rows={look.rows} linked />
    </div>
  )
} // prettier-ignore

export function LookRows(props: {
  readonly codebook: Codebook
  readonly rows: readonly CodebookLook[]
  /** Whether a row leads to the fact. */
  readonly linked: boolean
}): ReactNode {
  const { codebook, rows, linked } = props
  const { t, language } = useLocale()
  return (
    <ul className="codebook-look">
      {rows.map(({ articleId, articleTitle, factId, type, role, why }) => {
        const name = factTypeOf(codebook, type)?.label[language] ?? type
        const words = t('codebook.lookRow', { type: name, slot: slotOf(codebook, type, role)?.label[language] ?? role, why: t(`codebook.why.${why}`) })
        return (
          <li key={`${factId} ${role} ${why}`}>
            {linked ? <a href={routeHash({ screen: 'review', articleId, factId })}>{words}</a> : words}{' '}
            <span className="quiet small">{articleTitle}</span>
          </li>
        )
      })}
    </ul>
  )
} // prettier-ignore
