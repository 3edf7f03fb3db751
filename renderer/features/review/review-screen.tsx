import type { ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import { asArticleId } from '../../app/brand-ids.ts'
import { useHomeContext, useKeys } from '../../app/keyboard.ts'
import { usePreferences } from '../../app/preferences.ts'
import { useReadAhead } from '../../app/read-ahead.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, EmptyState } from '../../ui/index.ts'
import { holdStep, useHeldStep } from './held-step.ts'
import { ReviewDesk } from './review-desk.tsx'
import { useReviewPreferences } from './review-preferences.ts'
import './review.css'

/** The Review screen: the source text and its facts, one keyboard between them. */
export function ReviewScreen(props: {
  readonly articleId: string
  readonly factId: string | null
  /** The mention to show in the text, or null. */
  readonly mentionId: string | null
}): ReactNode {
  const { articleId, factId, mentionId } = props
  const store = useStore()
  const locale = useLocale()
  const { t, language } = locale
  const article = useQuery('articles.open', { articleId: asArticleId(articleId) })
  const codebook = useQuery('codebook.current', {})
  const project = useProject()
  const preferences = usePreferences()
  const stored = useQuery('app.preferences', {})
  const reviewPreferences = useReviewPreferences()
  useReadAhead(article.value?.next ?? null)
  useHeldStep(articleId, article.value, locale)

  const error = article.error ?? codebook.error
  if (
    article.value === undefined ||
    codebook.value === undefined ||
    (stored.value === undefined && stored.error === null)
  ) {
    return error === null ? (
      <Waiting articleId={articleId} />
    ) : (
      <>
        <h1 className="sr-only">{t('screen.review')}</h1>
        <EmptyState icon="warning" title={t('review.failed')} text={errorMessage(error, language)}>
          <Button look="main" onClick={() => store.cache.invalidateAll({ forget: false })}>
            {t('ui.again')}
          </Button>
        </EmptyState>
      </>
    )
  }
  return (
    <ReviewDesk
      key={articleId}
      article={article.value}
      codebook={codebook.value}
      locale={locale}
      wanted={factId}
      wantedMention={mentionId}
      preferences={reviewPreferences}
      hideConfidence={preferences.hideConfidence}
      blindShare={preferences.blindShare}
      readOnly={project?.readOnly != null}
    />
  )
}

/** While the article is read, a step to the one after it is kept, and made once it stands. */
function Waiting(props: { readonly articleId: string }): ReactNode {
  const { t } = useLocale()
  useHomeContext('facts')
  useKeys('facts', {
    'article.next': () => holdStep(props.articleId, 'next'),
    'article.previous': () => holdStep(props.articleId, 'previous'),
  })
  return <p className="empty">{t('review.loading')}</p>
}
