import { useDeferredValue, useEffect, useRef, useState, type ReactNode, type Ref } from 'react'
import type { Place } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import {
  listColumnMeanings,
  sameNameChoices,
  type ListColumnMeaning,
  type ListMapping,
  type ListReading,
  type ListReport,
} from '../../../shared/model/entity-list.ts'
import { entityTypes } from '../../../shared/model/vocabulary.ts'
import { announce } from '../../app/announce.tsx'
import { useExternal } from '../../app/external.ts'
import { dropSecondClick } from '../../app/second-click.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Check } from '../../ui/field.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { ColumnTable } from '../import/column-table.tsx'
import { jobDetail, jobHeadline } from '../import/job-words.ts'
import { useShowsWork } from '../import/shown-work.ts'
import { ListOutcomes } from './list-outcomes.tsx'

/** A list of entities before and after it is taken in: what its columns hold, and what becomes of each entry. */
export function ListImportDialog(props: {
  readonly place: Place
  readonly onClose: () => void
}): ReactNode {
  const { place, onClose } = props
  const store = useStore()
  const locale = useLocale()
  const { t, tn, language, format } = locale
  useShowsWork('entityList')
  const running = useExternal(store.jobs).find(({ kind, state }) => kind === 'entityList' && state === 'running')
  const [reading, setReading] = useState<ListReading>({ sameName: 'leave' })
  const [remember, setRemember] = useState(true)
  const [taking, setTaking] = useState(false)
  const [done, setDone] = useState<ListReport | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const asked = useDeferredValue(JSON.stringify(reading))
  const preview = useQuery(
    'entities.previewList',
    done === null && !taking ? { place: place.token, reading: JSON.parse(asked) as ListReading } : null,
    { keep: true },
  )
  const report = done ?? preview.value
  const takes = report === undefined ? 0 : report.counts.new + report.counts.known + (reading.sameName === 'beside' ? report.counts.sameName : 0) // prettier-ignore
  /** What is shown is what has been asked for, not the part or the choice before it. */
  const settled = done === null && !taking && !preview.loading && asked === JSON.stringify(reading)
  const ready = settled && report?.error === null && takes > 0
  const take = async (): Promise<void> => {
    if (!ready) return
    setTaking(true)
    setFailed(null)
    const answer = await store.call('entities.importList', { place: place.token, reading, remember })
    setTaking(false)
    if (!answer.ok) {
      setFailed(errorMessage(answer.error, language))
      return
    }
    setDone(answer.value)
    announce(tn('entityList.taken', takes))
  }
  const goOn = (next: number): void => {
    // Where this button was, the next part may be taken in a moment later.
    dropSecondClick()
    setReading({ ...reading, from: next })
    setDone(null)
  }
  /** A part that brings nothing is passed: behind it the list may go on with entries that do. */
  const passTo = done === null && report?.error === null && takes === 0 ? report.next : null
  const main = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (done !== null) main.current?.focus()
  }, [done])
  useEffect(() => {
    // Reading on disables the button that was pressed, and the focus goes with it: it comes back to the one for what is next.
    if (settled && document.activeElement === document.body) main.current?.focus()
  }, [settled, reading.from])
  const set = (change: Partial<ListReading>): void => setReading({ ...reading, ...change })
  const refused = failed ?? (preview.error === null ? null : errorMessage(preview.error, language))
  return (
    <Dialog
      title={t('entityList.title', { name: place.label })}
      size="full"
      onClose={onClose}
      foot={
        done === null ? (
          <>
            {report?.table == null ? <span className="apart" /> : (
              <span className="apart"><Check label={t('importOptions.remember')} checked={remember} onChange={setRemember} /></span>
            )}
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            {passTo === null ? (
              <Button ref={main} look="main" disabled={!ready} onClick={() => void take()}>{tn('entityList.take', takes)}</Button>
            ) : (
              <GoOn ref={main} next={passTo} disabled={!settled} onGoOn={goOn} />
            )}
          </>
        ) : (
          <>
            <span className="apart" />
            <Button ref={done.next === null ? main : undefined} look={done.next === null ? 'main' : 'plain'} onClick={onClose}>{t('ui.close')}</Button>
            {done.next === null ? null : <GoOn ref={main} next={done.next} onGoOn={goOn} />}
          </>
        )
      }
    >
      <form
        className="list-import"
        onSubmit={(event) => {
          event.preventDefault()
          void take()
        }}
      >
        {refused === null ? null : <p role="alert" className="screen-error">{refused}</p>}
        {running === undefined ? null : (
          <ProgressBar
            label={jobHeadline(running, locale)}
            done={running.done}
            total={running.total}
            detail={jobDetail(running, locale)}
            way={<Button look="quiet" onClick={() => void store.call('jobs.cancel', { jobId: running.id })}>{t('ui.cancel')}</Button>}
          />
        )}
        {report === undefined ? null : (
          <>
            {done === null ? <Choices report={report} reading={reading} onReading={set} /> : <p className="list-done">{t('entityList.done')}</p>}
            {report.error !== null || report.total === 0 || (report.next === null && report.from <= 1) ? null : (
              <p className="numbers">
                {t(report.next === null ? 'entityList.last' : 'entityList.part', { from: format.number(report.from), to: format.number(report.from + report.total - 1) })}
              </p>
            )}
            {report.error === null ? <ListOutcomes report={report} /> : <p className="field-error" role="alert">{errorMessage(report.error, language)}</p>}
          </>
        )}
        <button type="submit" hidden disabled={!ready} />
      </form>
    </Dialog>
  )
} // prettier-ignore

/** On to the next part of a long list. */
function GoOn(props: {
  readonly ref: Ref<HTMLButtonElement>
  readonly next: number
  readonly disabled?: boolean
  readonly onGoOn: (next: number) => void
}): ReactNode {
  const { ref, next, disabled = false, onGoOn } = props
  const { t, format } = useLocale()
  return (
    <Button ref={ref} look="main" disabled={disabled} onClick={() => onGoOn(next)}>
      {t('entityList.goOn', { next: format.number(next) })}
    </Button>
  )
}

const isMeaning = (value: string): value is ListColumnMeaning => (listColumnMeanings as readonly string[]).includes(value) // prettier-ignore
/** Several columns may hold other names; everything else is in one. */
const shared: ReadonlySet<string> = new Set(['aliases', 'former', 'abbreviation'])

/** What the list does not tell by itself. */
function Choices(props: {
  readonly report: ListReport
  readonly reading: ListReading
  readonly onReading: (change: Partial<ListReading>) => void
}): ReactNode {
  const { report, reading, onReading } = props
  const { t, tn, format } = useLocale()
  const { table } = report
  const held: ListMapping = reading.mapping ?? table?.mapping ?? {}
  const wordOf = (meaning: ListColumnMeaning): string =>
    meaning.startsWith('name:')
      ? t('entityList.column.nameIn', { language: format.language(meaning.slice(5)) })
      : t(`entityList.column.${meaning as Exclude<ListColumnMeaning, `name:${string}`>}`)
  const choose = (column: string, meaning: string): void => {
    const others = Object.entries(held).filter(([name, one]) => name !== column && (one !== meaning || shared.has(one)))
    onReading({ mapping: Object.fromEntries(isMeaning(meaning) ? [...others, [column, meaning]] : others) })
  }
  return (
    <>
      <p className="quiet small numbers">
        {t(`entityList.format.${report.format}`)} · {tn('entityList.entries', report.total)}
        {table === null ? '' : ` · ${t(`importOptions.from.${table.from}`)}`}
      </p>
      {table === null ? null : (
        <ColumnTable
          columns={table.columns}
          rows={table.rows}
          held={held}
          meanings={listColumnMeanings.map((meaning) => ({ value: meaning, label: wordOf(meaning) }))}
          onChoose={choose}
        />
      )}
      <div className="list-choices">
        <label>
          <span className="field-label">{t('entityList.type')}</span>
          <select
            className="select"
            data-autofocus={table === null ? '' : undefined}
            value={reading.type ?? report.type ?? ''}
            onChange={(event) => onReading({ type: entityTypes.find((one) => one === event.currentTarget.value) })}
          >
            <option value="">{t('entityList.typeNone')}</option>
            {entityTypes.map((type) => (
              <option key={type} value={type}>{t(`mentionType.${type}`)}</option>
            ))}
          </select>
        </label>
        <label>
          <span className="field-label">{t('entityList.sameName')}</span>
          <select
            className="select"
            value={reading.sameName}
            onChange={(event) => onReading({ sameName: sameNameChoices.find((one) => one === event.currentTarget.value) ?? 'leave' })}
          >
            {sameNameChoices.map((one) => (
              <option key={one} value={one}>{t(`entityList.sameName.${one}`)}</option>
            ))}
          </select>
        </label>
        {table === null ? null : (
          <>
            <label>
              <span className="field-label">{t('entityList.separator')}</span>
              <select className="select" value={reading.separator ?? report.separator} onChange={(event) => onReading({ separator: event.currentTarget.value })}>
                {[...new Set([report.separator, ';', '|', ',', ' / '])].map((mark) => (
                  <option key={mark} value={mark}>{mark === '\n' ? '↵' : mark.trim()}</option>
                ))}
              </select>
            </label>
            <label>
              <span className="field-label">{t('entityList.scheme')}</span>
              <input
                className="input"
                value={reading.scheme ?? report.scheme}
                maxLength={100}
                onChange={(event) => {
                  if (event.currentTarget.value.trim() !== '') onReading({ scheme: event.currentTarget.value })
                }}
              />
            </label>
          </>
        )}
      </div>
    </>
  )
} // prettier-ignore
