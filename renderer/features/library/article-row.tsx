import type { ReactNode } from 'react'
import type { TriageState } from '../../../shared/model/vocabulary.ts'
import type { RowOf } from '../../app/pages.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Meter } from '../../ui/progress-bar.tsx'

const glyphs: Readonly<Record<TriageState, string>> = {
  todo: '○',
  in_progress: '◐',
  finished: '●',
  no_facts: '–',
  not_relevant: '×',
}

/** A snippet with what was found in it marked: the store puts it in ⟦ ⟧. */
function Snippet(props: { readonly text: string }): ReactNode {
  return props.text
    .split(/(⟦[^⟧]*⟧)/)
    .map((part, index) =>
      part.startsWith('⟦') ? <mark key={index}>{part.slice(1, -1)}</mark> : <span key={index}>{part}</span>,
    )
}

/** Whether it has near-duplicates, is an old version, or waits for decisions a new version could not take over. */
function KinMarks(props: { readonly row: RowOf<'articles.list'>; readonly unfolded: boolean }): ReactNode {
  const { family, version, newest, unsettled } = props.row
  const { t, tn, format } = useLocale()
  return (
    <>
      {family === undefined || props.unfolded ? null : (
        <span className="article-kin" title={t('family.foldedRow', { count: family.size })}>
          {t('family.badge', { count: format.number(family.size) })}
        </span>
      )}
      {newest !== undefined ? (
        <span className="article-kin" title={t('versions.oldHint')}>
          {t('versions.old')}
        </span>
      ) : version > 1 ? (
        <span className="article-kin">{t('versions.number', { version })}</span>
      ) : null}
      {unsettled === undefined ? null : (
        <span className="article-kin article-kin-open">{tn('versions.unsettled', unsettled)}</span>
      )}
    </>
  )
}

/** One article of the queue: its state, title, source, and how far its review has come. */
export function ArticleRowView(props: {
  readonly row: RowOf<'articles.list'>
  /** It stands unfolded behind another article of its family. */
  readonly unfolded: boolean
}): ReactNode {
  const { row, unfolded } = props
  const { t, tn, format } = useLocale()
  const source = [row.publisher, row.agency, row.published === null ? null : format.date(row.published)]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
  const state = t(`triage.${row.triage}`)
  return (
    <div className={`article-row${unfolded ? ' article-row-kin' : ''}`} data-triage={row.triage}>
      <span className="article-glyph" title={state} aria-label={state} role="img">
        {glyphs[row.triage]}
      </span>
      <span className="article-words">
        <span className="article-title">
          {row.title} <KinMarks row={row} unfolded={unfolded} />
        </span>
        <span className="article-source">
          {row.snippet === null ? source === '' ? row.sourceName : source : <Snippet text={row.snippet} />}
        </span>
      </span>
      <span className="article-conflicts">
        {row.conflicts === 0 ? null : (
          <>
            <Icon name="warning" size={13} /> {tn('library.conflicts', row.conflicts)}
          </>
        )}
      </span>
      <span className="article-progress numbers">
        {row.triage === 'no_facts' || row.triage === 'not_relevant' ? (
          <span className="article-reason">{row.triageReason ?? state}</span>
        ) : row.facts === 0 ? (
          <span className="quiet">{t('library.noFacts')}</span>
        ) : (
          <>
            <span>{t('library.decided', { decided: row.decided, facts: row.facts })}</span>
            <Meter done={row.decided} total={row.facts} />
          </>
        )}
      </span>
    </div>
  )
}
