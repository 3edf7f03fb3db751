import type { ReactNode } from 'react'
import type { MetadataValue } from '../../../shared/model/extraction.ts'
import { navigate } from '../../app/routes.ts'
import { useProject } from '../../app/store.ts'
import { IconButton, KeysOf } from '../../ui/index.ts'
import { kinDialog } from '../families/kin-dialog.ts'
import { useReview } from './review-context.ts'

/** Which article this is: where it stands in the queue, its title, who published it when, and how that is known. */
export function ReviewHeader(): ReactNode {
  const { article, reading } = useReview()
  const { t, format } = reading.locale
  const total = useProject()?.articles ?? null
  const { row, metadata } = article
  const go = (id: string | null): void => {
    if (id !== null) navigate({ screen: 'review', articleId: id, factId: null })
  }
  const basis = dateBasis(row.publishedBasis, metadata.publicationDate)
  const published =
    row.published === null
      ? t('review.noDate')
      : `${format.date(row.published.slice(0, 10))}${basis === null ? '' : ` (${t(`review.dateFrom.${basis}`)})`}`
  const facts = [row.publisher, row.agency === row.publisher ? null : row.agency, published].filter(
    (part): part is string => part !== null && part !== '',
  )
  return (
    <header className="rv-header">
      <div className="rv-place">
        <IconButton
          icon="right"
          className="rv-back"
          label={t('action.article.previous')}
          disabled={article.previous === null}
          onClick={() => go(article.previous)}
        />
        <span className="numbers">
          {total === null ? format.number(row.ordinal) : t('review.place', { at: row.ordinal, count: total })}
        </span>
        <IconButton
          icon="right"
          label={t('action.article.next')}
          disabled={article.next === null}
          onClick={() => go(article.next)}
        />
      </div>
      <h1 className="rv-title" title={row.title}>
        {row.title}
      </h1>
      <p className="rv-source" title={row.url ?? undefined}>
        {facts.join(' · ')}
        {row.triage === 'todo' || row.triage === 'in_progress' ? null : (
          <b className="rv-triage"> {t(`triage.${row.triage}`)}</b>
        )}
        <Kin />
      </p>
    </header>
  )
}

/** Near-duplicates, versions, and what waits for a decision: each opened by a key or a press. */
function Kin(): ReactNode {
  const { article, reading } = useReview()
  const { t, tn } = reading.locale
  const { id, family, version, newest, unsettled } = article.row
  const versions =
    unsettled !== undefined
      ? tn('versions.unsettled', unsettled)
      : newest !== undefined
        ? t('versions.old')
        : version > 1
          ? t('versions.number', { version })
          : null
  return (
    <>
      {family === undefined ? null : (
        <button
          type="button"
          className="rv-kin"
          onClick={() => kinDialog.set({ kind: 'family', articleId: id })}
        >
          {t('family.badge', { count: family.size })} <KeysOf action="family.open" />
        </button>
      )}
      {versions === null ? null : (
        <button
          type="button"
          className="rv-kin"
          title={newest === undefined ? undefined : t('versions.oldHint')}
          onClick={() => kinDialog.set({ kind: 'versions', articleId: id })}
        >
          {versions} <KeysOf action="versions.open" />
        </button>
      )}
    </>
  )
}

type DateBasis = 'url' | 'derived' | 'coder' | 'unknown'

/** Where the date comes from, where the article does not state it. */
function dateBasis(basis: string | null, value: MetadataValue | undefined): DateBasis | null {
  if (basis === 'coder') return 'coder'
  if (/url/i.test(value?.rule ?? '')) return 'url'
  if (basis === 'derived' || basis === 'inferred') return 'derived'
  return basis === 'unknown' ? 'unknown' : null
}
