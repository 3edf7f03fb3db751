import type { ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import {
  countedUnits,
  readProblemCodes,
  type AnnotationReport,
  type OwnPreview,
} from '../../../shared/model/annotations.ts'
import { useLocale } from '../../locales/locale.tsx'

/** What fits, what was found again by its words, and what does not come in and why. */
export function ReportFound(props: { readonly report: AnnotationReport }): ReactNode {
  const { totals, articles, unread } = props.report
  const { t, language } = useLocale()
  const otherwise = articles.flatMap(({ places }) => (places.declared === places.counted ? [] : [places.counted]))
  const counted = countedUnits.filter((unit) => otherwise.includes(unit))
  return (
    <section className="annotations-report" aria-label={t('annotations.report')}>
      <dl className="facts-list numbers">
        <dt>{t('annotations.articles')}</dt>
        <dd>
          {t('annotations.articlesFound', { matched: totals.matched, fresh: totals.new, missing: totals.missing })}
        </dd>
        <dt>{t('annotations.mentions')}</dt>
        <dd>{totals.mentions}</dd>
        <dt>{t('annotations.facts')}</dt>
        <dd>{t('annotations.factsFound', { facts: totals.facts, waiting: totals.waiting })}</dd>
        <dt>{t('annotations.there')}</dt>
        <dd>{totals.there}</dd>
        <dt>{t('annotations.places')}</dt>
        <dd>
          {t('annotations.placesFound', { exact: totals.exact, repaired: totals.repaired, lost: totals.lost })}
          {counted.map((unit) => ` ${t('annotations.countedOtherwise', { unit: t(`annotations.unit.${unit}`) })}`)}
        </dd>
      </dl>
      <NotTaken report={props.report} />
      {unread.length === 0 ? null : (
        <ul className="annotations-problems">
          {unread.slice(0, mostShown).map(({ name, error }, at) => (
            <li key={`${name} ${String(at)}`}>
              <b className="selectable">{name}</b>: {errorMessage(error, language)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
} // prettier-ignore

const mostShown = 50
const mostNamed = 12

function NotTaken(props: { readonly report: AnnotationReport }): ReactNode {
  const { articles } = props.report
  const { t } = useLocale()
  const problems = articles.flatMap((article) => article.problems)
  const missing = articles.filter(({ outcome }) => outcome === 'missing').map(({ name }) => name)
  const lines = [
    ...(missing.length === 0 ? [] : [{ key: 'missing' as const, names: missing, count: missing.length }]),
    ...readProblemCodes.flatMap((code) => {
      const own = new Map<string, number>()
      for (const problem of problems)
        if (problem.code === code) own.set(problem.where, (own.get(problem.where) ?? 0) + problem.count)
      if (own.size === 0) return []
      const names = [...own].map(([where, count]) => (count === 1 ? where : `${where} (${String(count)})`))
      return [{ key: code, names, count: [...own.values()].reduce((sum, one) => sum + one, 0) }]
    }),
  ]
  if (lines.length === 0) return <p>{t('annotations.allTaken')}</p>
  return (
    <>
      <h3 className="field-label">{t('annotations.notTaken')}</h3>
      <ul className="annotations-problems">
        {lines.map(({ key, names, count }) => (
          <li key={key}>
            <b className="numbers">
              {t(`annotations.problem.${key}`)}: {count}
            </b>{' '}
            <span className="quiet selectable">
              {names.slice(0, mostNamed).join(' · ')}
              {names.length > mostNamed ? ` ${t('annotations.andMore', { count: names.length - mostNamed })}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
} // prettier-ignore

/** What one of our own exports holds beside the project. */
export function OwnFound(props: { readonly preview: OwnPreview }): ReactNode {
  const { dataset, project, articles, articlesThere, entities, mentions, facts, decisions } = props.preview
  const { t } = useLocale()
  return (
    <section className="annotations-report" aria-label={t('annotations.report')}>
      <p>{t('annotations.own', { dataset, project })}</p>
      <dl className="facts-list numbers">
        <dt>{t('annotations.articles')}</dt>
        <dd>{t('annotations.newAndThere', { added: articles - articlesThere, there: articlesThere })}</dd>
        <dt>{t('annotations.facts')}</dt>
        <dd>{facts}</dd>
        <dt>{t('annotations.decisions')}</dt>
        <dd>{decisions}</dd>
        <dt>{t('annotations.mentions')}</dt>
        <dd>{mentions}</dd>
        <dt>{t('annotations.entities')}</dt>
        <dd>{entities}</dd>
      </dl>
      <p className="quiet">{t('annotations.ownStays')}</p>
    </section>
  )
}
