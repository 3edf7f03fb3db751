import { useState, type ReactNode } from 'react'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import { boilerplateKinds, type BoilerplateKind } from '../../../shared/model/vocabulary.ts'
import { announce } from '../../app/announce.tsx'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'

type Proposal = ChannelOutput<'articles.lines'>['rows'][number]

const keyOf = ({ source, line }: Proposal): string => `${source}\n${line}`

/**
 * Lines that recur in the articles of a source. One decision holds for all of them, those to come too, but for the places
 * that are left out; one undo takes it back. Enter masks, A leaves the line with the article.
 */
export function LinesDialog(props: { readonly onClose: () => void }): ReactNode {
  const store = useStore()
  const { t, tn, language, format } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  const { value, error, loading } = useQuery('articles.lines', {}, { keep: true })
  const [active, setActive] = useState(0)
  const [kind, setKind] = useState<BoilerplateKind>('other')
  const [left, setLeft] = useState<{ readonly of: string; readonly ids: ReadonlySet<string> }>({
    of: '',
    ids: new Set(),
  })
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const rows = (value?.rows ?? []).filter((row) => !done.has(keyOf(row)))
  const rules = value?.rules ?? []
  const at = Math.min(active, rows.length - 1)
  const row = rows[at]
  const except = row !== undefined && left.of === keyOf(row) ? left.ids : new Set<string>()
  const move = (to: number): void => setActive(Math.max(0, Math.min(rows.length - 1, to)))

  const decide = async (to: BoilerplateKind | null): Promise<void> => {
    if (row === undefined || readOnly) return
    const key = keyOf(row)
    setDone((before) => new Set([...before, key]))
    const kept = row.places.filter(({ articleId }) => except.has(articleId)).map(({ articleId }) => articleId)
    const answer = await store.apply([
      {
        type: 'line.decide',
        payload: {
          source: row.source,
          lines: [row.text],
          kind: to,
          ...(kept.length === 0 ? {} : { except: kept }),
        },
      },
    ])
    if (!answer.ok || answer.value.some(({ ok }) => !ok)) {
      setDone((before) => new Set([...before].filter((one) => one !== key)))
      return
    }
    announce(
      t(to === null ? 'lines.left' : 'lines.masked', {
        line: row.text.slice(0, 60),
        articles: row.articles - kept.length,
      }),
    )
    // What was proposed from these lines goes with the next extraction of just these articles.
    await store.call('extraction.start', {})
  }
  return (
    <Dialog title={t('lines.title')} size="full" onClose={props.onClose}>
      <div
        className="lines"
        onKeyDown={(event) => {
          if (event.target instanceof HTMLElement && event.target.matches('select, input, button')) return
          const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0
          if (step !== 0) move(at + step)
          else if (event.key === 'Enter' || event.key === 'b') void decide(kind)
          else if (event.key === 'a') void decide(null)
          else return
          event.preventDefault()
        }}
      >
        <p className="quiet lines-intro">{t('lines.intro')}</p>
        {error === null ? null : <p role="alert" className="screen-error">{errorMessage(error, language)}</p>}
        <div className="lines-list">
          {rows.length === 0 ? (
            <p className="quiet" role="status">{loading && value === undefined ? t('lines.reading') : t('lines.none')}</p>
          ) : (
            <VirtualList
              label={t('lines.title')}
              count={rows.length}
              rowHeight={3.4}
              active={at}
              onActive={(index) => move(index)}
              onOpen={() => void decide(kind)}
              keys="list"
              autoFocus
              row={(index) => {
                const one = rows[index]
                return one === undefined ? null : (
                  <div className="lines-row">
                    <span className="lines-text">{one.text}</span>
                    <span className="quiet small numbers">{t('lines.count', { articles: format.number(one.articles), all: format.number(one.sourceArticles), source: one.source })}</span>
                  </div>
                )
              }}
            />
          )}
        </div>
        <div className="lines-places">
          {row === undefined ? null : (
            <>
              <p className="lines-question">{tn('lines.question', row.articles, { source: row.source })}</p>
              <blockquote>{row.text}</blockquote>
              <div className="lines-ways">
                <select className="input" aria-label={t('lines.kind')} value={kind} onChange={(event) => setKind(boilerplateKinds.find((one) => one === event.currentTarget.value) ?? 'other')}>
                  {boilerplateKinds.map((one) => <option key={one} value={one}>{one === 'other' ? t('lines.other') : t(`review.zone.${one}`)}</option>)}
                </select>
                <Button look="main" disabled={readOnly} onClick={() => void decide(kind)} hint={<kbd className="kbd">↵</kbd>}>{t('lines.mask')}</Button>
                <Button disabled={readOnly} onClick={() => void decide(null)} hint={<kbd className="kbd">A</kbd>}>{t('lines.keep')}</Button>
              </div>
              <h3 className="field-label">{t('lines.places')}</h3>
              <ul className="lines-where">
                {row.places.map((place) => (
                  <li key={place.articleId}>
                    <label>
                      <input
                        type="checkbox"
                        checked={!except.has(place.articleId)}
                        onChange={() => {
                          const ids = new Set(except)
                          if (!ids.delete(place.articleId)) ids.add(place.articleId)
                          setLeft({ of: keyOf(row), ids })
                        }}
                      />
                      <span className="article-title">{place.title}</span>
                    </label>
                    <p className="small quiet">… {place.before} <mark>{row.text.slice(0, 120)}</mark> {place.after} …</p>
                  </li>
                ))}
              </ul>
              {row.places.length < row.articles ? <p className="small quiet">{t('lines.more', { count: row.articles - row.places.length })}</p> : null}
            </>
          )}
          {rules.length === 0 ? null : (
            <details>
              <summary>{tn('lines.rules', rules.length)}</summary>
              <ul className="lines-where">
                {rules.map((rule) => (
                  <li key={rule.id} className="lines-rule">
                    <span>{rule.line}</span>
                    <span className="small quiet">{rule.source} · {rule.kind === null ? t('lines.ofArticle') : rule.kind === 'other' ? t('lines.other') : t(`review.zone.${rule.kind}`)}</span>
                    {readOnly ? null : <Button look="quiet" aria-label={`${t('lines.forget')}: ${rule.line}`} onClick={() => void store.apply([{ type: 'line.forget', payload: { lineRuleId: rule.id } }])}>{t('lines.forget')}</Button>}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      </div>
    </Dialog>
  )
} // prettier-ignore
