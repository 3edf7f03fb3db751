import type { ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import { navigate } from '../../app/routes.ts'
import { useQuery } from '../../app/store.ts'
import { KeysOf } from '../../ui/index.ts'
import { kinDialog } from '../families/kin-dialog.ts'
import { useReview } from './review-context.ts'

/** Where else the fact is attested, and where it was decided if that is another article. */
export function Attestations(props: { readonly fact: FactView }): ReactNode {
  const { fact } = props
  const { article, reading } = useReview()
  const { t, tn } = reading.locale
  const family = useQuery('families.of', fact.attestations.length > 1 ? { articleId: article.row.id } : null)
  const titleOf = (id: string): string =>
    family.value?.members.find((member) => member.articleId === id)?.title ?? id
  const others = [...new Set(fact.attestations.map(({ articleId }) => articleId))].filter(
    (id) => id !== article.row.id && id !== fact.home,
  )
  const known = others.filter((id) => family.value?.members.some((member) => member.articleId === id))
  return (
    <>
      {fact.home === undefined ? null : (
        <p className="rv-more">
          {t('carry.home', { title: titleOf(fact.home) })}{' '}
          <button
            type="button"
            tabIndex={-1}
            className="rv-quiet"
            onClick={() => navigate({ screen: 'review', articleId: fact.home ?? '', factId: fact.id })}
          >
            {t('carry.goHome')}
          </button>
        </p>
      )}
      {fact.attestations.length > 1 ? (
        <p className="rv-more">
          {tn('review.attestations', fact.attestations.length)}
          {known.length === 0 ? '' : ` · ${t('carry.also', { titles: known.map(titleOf).join(' · ') })}`}
        </p>
      ) : null}
      {article.row.family === undefined || fact.home !== undefined || fact.state === 'proposed' ? null : (
        <p className="rv-more">
          <button
            type="button"
            tabIndex={-1}
            className="rv-quiet"
            onClick={() => kinDialog.set({ kind: 'carry', factId: fact.id })}
          >
            {t('action.fact.carry')}
          </button>{' '}
          <KeysOf action="fact.carry" />
        </p>
      )}
    </>
  )
}
