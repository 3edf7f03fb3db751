import { useEffect, useEffectEvent } from 'react'
import type { ArticleView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { currentRoute, navigate } from '../../app/routes.ts'
import type { Locale, Translate } from '../../locales/locale.tsx'

type ArticleStep = 'next' | 'previous'

/** One step to another article, pressed while the article it leads on from was still being read. */
let held: { readonly from: string; readonly step: ArticleStep } | null = null

/** Keeps a step until the article stands; the latest counts, and only once. */
export function holdStep(from: string, step: ArticleStep): void {
  held = { from, step }
}

/** The step to be made now that an article stands, or null; gone with the asking. */
export function takeHeldStep(articleId: string): ArticleStep | null {
  const step = held?.from === articleId ? held.step : null
  held = null
  return step
}

/** Forgets the step from an article that is left before it stood. */
export function dropHeldStep(articleId: string): void {
  if (held?.from === articleId) held = null
}

/** Goes to the article before or after this one. Where another one is on its way already, the step is made from there. */
export function stepArticle(
  article: Pick<ArticleView, 'previous' | 'next'> & { readonly row: Pick<ArticleView['row'], 'id'> },
  step: ArticleStep,
  t: Translate,
): void {
  const route = currentRoute()
  if (route.screen === 'review' && route.articleId !== article.row.id) {
    holdStep(route.articleId, step)
    return
  }
  const to = article[step]
  if (to === null) announce(t('review.said.noArticle'))
  else navigate({ screen: 'review', articleId: to, factId: null })
}

/** Makes the step that was held once the article stands; forgets it where one leaves before that. */
export function useHeldStep(
  articleId: string,
  article: Parameters<typeof stepArticle>[0] | undefined,
  { t }: Locale,
): void {
  const goOn = useEffectEvent(() => {
    const step = takeHeldStep(articleId)
    if (step !== null && article !== undefined) stepArticle(article, step, t)
  })
  const stands = article !== undefined
  useEffect(() => {
    if (stands) goOn()
  }, [stands])
  useDropped(articleId)
}

const useDropped = (articleId: string): void => useEffect(() => () => dropHeldStep(articleId), [articleId])
