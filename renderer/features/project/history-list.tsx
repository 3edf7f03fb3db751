import { useMemo, useState, type ReactNode } from 'react'
import { commandTypes } from '../../../shared/commands/index.ts'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import type { HistoryRow } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { refusalOf } from '../../app/command-queue.ts'
import { useHomeContext, useKeys } from '../../app/keyboard.ts'
import { navigate } from '../../app/routes.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeysOf } from '../../ui/kbd.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { commandWord, stepSubject } from '../../app/command-word.ts'

const pageSize = 200
type Filter = { readonly type: string; readonly coder: string }

/** Older steps, read when asked for; dropped when the newest page changes, for a step may have been undone since. */
interface Older {
  readonly of: ChannelOutput<'history.list'> | undefined
  readonly rows: readonly HistoryRow[]
  readonly more: boolean
}

/** Everything that was done, the newest first: who, when, what; one step can be undone by itself. */
export function HistoryList(): ReactNode {
  const store = useStore()
  const locale = useLocale()
  const { t, tn, language, format } = locale
  const project = useProject()
  const codebook = useQuery('codebook.current', {}).value
  const [filter, setFilter] = useState<Filter>({ type: '', coder: '' })
  const [active, setActive] = useState(0)
  const [refusal, setRefusal] = useState<string | null>(null)
  const input = useMemo(
    () => ({
      limit: pageSize,
      ...(filter.type === '' ? {} : { type: filter.type }),
      ...(filter.coder === '' ? {} : { coder: filter.coder }),
    }),
    [filter],
  )
  const newest = useQuery('history.list', input, { keep: true })
  const [older, setOlder] = useState<Older>({ of: undefined, rows: [], more: false })
  const extra = older.of === newest.value ? older : { rows: [], more: newest.value?.more ?? false }
  const rows = [...(newest.value?.rows ?? []), ...extra.rows]
  const current = Math.max(0, Math.min(active, rows.length - 1))
  const row = rows[current]
  const readOnly = project?.readOnly !== null
  const coders = [...new Set(rows.map((one) => one.coder).filter((name) => name !== null))].sort()

  const readOlder = async (): Promise<void> => {
    const last = rows.at(-1)
    if (last === undefined) return
    const answer = await store.call('history.list', { ...input, before: last.seq })
    if (answer.ok)
      setOlder({ of: newest.value, rows: [...extra.rows, ...answer.value.rows], more: answer.value.more })
    else store.fail(answer.error)
  }
  const open = (index: number): void => {
    const article = rows[index]?.articleId
    if (article !== undefined && article !== null)
      navigate({ screen: 'review', articleId: article, factId: null })
  }
  const undo = async (step: HistoryRow | undefined): Promise<void> => {
    if (step === undefined || !step.undoable || step.undoneBy !== null || readOnly) return
    setRefusal(null)
    const result = await store.apply([{ type: 'history.undo', payload: { seq: step.seq } }], { quiet: true })
    const refused = refusalOf(result)
    if (refused === null) announce(t('status.undone', { label: step.label }))
    else setRefusal(errorMessage(refused, language))
  }
  useHomeContext('list')
  useKeys('list', {
    'list.next': () => setActive(Math.min(rows.length - 1, current + 1)),
    'list.previous': () => setActive(Math.max(0, current - 1)),
    'list.open': () => open(current),
    'list.remove': () => void undo(row),
  })

  return (
    <div className="history">
      <div className="toolbar">
        <select
          className="select history-select"
          aria-label={t('history.filterType')}
          value={filter.type}
          onChange={(event) => {
            setActive(0)
            setFilter({ ...filter, type: event.currentTarget.value })
          }}
        >
          <option value="">{t('history.allTypes')}</option>
          {[...commandTypes, 'article.import', 'extraction.record'].map((type) => (
            <option key={type} value={type}>
              {commandWord(type, t)}
            </option>
          ))}
        </select>
        <select
          className="select history-select"
          aria-label={t('history.filterCoder')}
          value={filter.coder}
          onChange={(event) => {
            setActive(0)
            setFilter({ ...filter, coder: event.currentTarget.value })
          }}
        >
          <option value="">{t('history.allCoders')}</option>
          {[...new Set([...coders, ...(filter.coder === '' ? [] : [filter.coder])])].map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <span className="toolbar-progress">
          <KeysOf action="list.open" /> {t('history.openPlace')}
          <KeysOf action="list.remove" /> {t('history.undoOne')}
        </span>
      </div>
      {newest.error === null ? null : (
        <p className="screen-error" role="alert">
          {errorMessage(newest.error, language)}
        </p>
      )}
      {refusal === null ? null : (
        <p className="screen-error" role="alert">
          {refusal}
        </p>
      )}
      {rows.length === 0 && newest.value !== undefined ? (
        <EmptyState icon="history" title={t('history.emptyTitle')} text={t('history.emptyText')} />
      ) : (
        <div className="history-list">
          <VirtualList
            label={t('project.history')}
            count={rows.length}
            rowHeight={2.9}
            active={current}
            onActive={setActive}
            onOpen={open}
            keys="list"
            autoFocus
            row={(index) => {
              const step = rows[index]
              if (step === undefined) return null
              const undone = step.undoneBy !== null
              return (
                <div className="history-row" data-undone={undone}>
                  <span className="history-seq numbers">{step.seq}</span>
                  <span className="history-what">
                    <b>{commandWord(step.type, t)}</b> {stepSubject(step, locale, codebook)}
                    {step.note === null ? null : <i className="quiet"> – {step.note}</i>}
                  </span>
                  <span className="history-state">
                    {undone ? t('history.undoneBy', { seq: String(step.undoneBy) }) : null}
                    {step.undoOf === null ? null : t('history.undoOf', { seq: String(step.undoOf) })}
                  </span>
                  <span className="history-who">{step.coder ?? t('history.program')}</span>
                  <span className="history-when numbers" title={tn('history.changes', step.changes)}>
                    {format.instant(step.at)}
                  </span>
                </div>
              )
            }}
          />
        </div>
      )}
      <div className="dataset-foot small">
        {row === undefined ? null : (
          <>
            <Button
              look="quiet"
              icon="undo"
              disabled={!row.undoable || row.undoneBy !== null || readOnly}
              onClick={() => void undo(row)}
            >
              {row.undoable ? t('history.undoStep', { seq: String(row.seq) }) : t('history.never')}
            </Button>
            {row.articleId === null ? null : (
              <Button look="quiet" icon="right" onClick={() => open(current)}>
                {t('history.openPlace')}
              </Button>
            )}
          </>
        )}
        {extra.more ? (
          <Button look="quiet" onClick={() => void readOlder()}>
            <Icon name="down" /> {t('history.older')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
