import { useState, type ReactNode } from 'react'
import { errorMessage, type BelegFailure } from '../../../shared/errors.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import {
  invalidKinds,
  type CheckKind,
  type CheckRow,
  type DatasetCheck,
} from '../../../shared/model/release.ts'
import { checkWords } from '../../../shared/release-words.ts'
import type { DatasetView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { routeHash } from '../../app/routes.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { JobProgress } from './job-progress.tsx'

/** What a place is about, in words: roles and rules have labels, words stand for themselves. */
function useAbout(codebook: Codebook): (kind: CheckKind, row: CheckRow) => string {
  const { language, format } = useLocale()
  return (kind, { type, about, count }) => {
    if (about.length === 0) return format.number(count)
    const slots = codebook.factTypes.find(({ id }) => id === type)?.slots ?? codebook.commonSlots
    const named = about.map((one) => {
      if (kind === 'missing') return slots.find(({ role }) => role === one)?.label[language] ?? one
      if (kind === 'refused' || kind === 'warned') return codebook.rules.find(({ id }) => id === one)?.text[language] ?? one
      return kind === 'conflicts' ? '' : one
    })
    return format.list(named.filter((words) => words !== ''))
  }
} // prettier-ignore

/** One kind of finding, with a way to each place. */
function Point(props: { readonly codebook: Codebook; readonly point: DatasetCheck['points'][number] }): ReactNode {
  const { codebook, point } = props
  const { t, language, format } = useLocale()
  const about = useAbout(codebook)
  const invalid = invalidKinds.includes(point.kind)
  return (
    <details className="check-point" data-invalid={invalid}>
      <summary>
        <Icon name={invalid ? 'warning' : 'circle'} />
        <span>
          <b className="numbers">{format.number(point.count)}</b> {checkWords[point.kind][language]}
        </span>
        <span className="quiet small">{t(invalid ? 'look.invalid' : 'look.open')}</span>
      </summary>
      <ul className="check-rows">
        {point.rows.map((row) => (
          <li key={`${row.articleId} ${row.factId ?? ''}`}>
            <a href={routeHash({ screen: 'review', articleId: row.articleId, factId: row.factId })}>
              {row.type === null ? row.articleTitle : (codebook.factTypes.find(({ id }) => id === row.type)?.label[language] ?? row.type)}
            </a>
            <span>{about(point.kind, row)}</span>
            {row.type === null ? null : <span className="quiet small">{row.articleTitle}</span>}
          </li>
        ))}
      </ul>
      {point.count > point.rows.length && point.rows[0]?.factId != null ? <p className="quiet small">{t('look.more')}</p> : null}
    </details>
  )
} // prettier-ignore

/** What a check found, kind by kind. */
export function CheckPoints(props: { readonly codebook: Codebook; readonly check: DatasetCheck }): ReactNode {
  return (
    <div className="check-points">
      {props.check.points.map((point) => (
        <Point key={point.kind} codebook={props.codebook} point={point} />
      ))}
    </div>
  )
}

/** Looking a dataset over before it is frozen. Read beside the work, and again when asked: it is not kept up to date. */
export function DatasetChecks(props: { readonly dataset: DatasetView; readonly codebook: Codebook }): ReactNode {
  const { dataset, codebook } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const [state, setState] = useState<'idle' | 'busy' | DatasetCheck | BelegFailure>('idle')
  const look = async (): Promise<void> => {
    setState('busy')
    const answer = await store.call('datasets.check', { datasetId: dataset.id })
    setState(answer.ok ? answer.value : answer.error)
    if (answer.ok) announce(tn('look.found', answer.value.points.length))
  }
  const button = (
    <Button look={state === 'idle' ? 'main' : 'plain'} icon="shield" disabled={state === 'busy'} onClick={() => void look()}>
      {t(state === 'idle' ? 'look.do' : 'look.again')}
    </Button>
  )
  return (
    <div className="dataset-part stack">
      {state === 'idle' ? (
        <EmptyState icon="shield" title={t('look.title')} text={t('look.text')}>{button}</EmptyState>
      ) : state === 'busy' ? (
        <JobProgress kind="check" label={t('look.working')} />
      ) : 'code' in state ? (
        <>
          <p className="screen-error" role="alert">{errorMessage(state, language)}</p>
          {button}
        </>
      ) : (
        <>
          <div className="part-head">
            <p>{state.points.length === 0 ? t('look.nothing') : tn('look.found', state.points.length)}</p>
            {button}
          </div>
          <CheckPoints codebook={codebook} check={state} />
        </>
      )}
    </div>
  )
} // prettier-ignore
