import { useEffect, useState, type ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import type { Wish } from '../../app/store.ts'
import { Button, Kbd } from '../../ui/index.ts'
import { addSlot, draftId, removeSlot, setSlot } from './draft.ts'
import { addableRoles, editorRows, firstRow, type EditorRow } from './editor-rows.ts'
import { factLine, lineText, slotStanding, slotText, timeText } from './fact-line.ts'
import type { SlotFill } from './predict.ts'
import { roleLabel } from './reading.ts'
import { useReview } from './review-context.ts'
import type { RowMoves } from './row-picker.tsx'
import { SlotPicker } from './slot-picker.tsx'
import { useDraftSaving } from './use-draft-saving.ts'
import {
  attributionText,
  AttributionPicker,
  ModalityPicker,
  PolarityPicker,
  TimePicker,
  WordPicker,
} from './word-pickers.tsx'

/**
 * All rows of a fact, one of them open. Every choice is saved as it is made, so closing the window loses nothing;
 * a draft is kept until it is complete.
 */
export function FactEditor(props: { readonly fact: FactView; readonly start: string | null }): ReactNode {
  const { fact, start } = props
  const { reading, desk, change, act, advance, closePanel, spent } = useReview()
  const { t } = reading.locale
  const isDraft = fact.id === draftId
  const saveDraft = useDraftSaving()
  /** Changed since it was opened: an edit that leaves nothing missing is a decision, and Enter goes on. */
  const [touched, setTouched] = useState(false)
  const [extra, setExtra] = useState<readonly string[]>([])
  const rows = editorRows(reading, fact, extra, { attribution: !isDraft })
  const [wanted, setWanted] = useState(() => {
    const key = start?.startsWith('gap:') === true ? `empty:${start.slice(4).split('|')[0] ?? ''}` : start
    const first = firstRow(rows, key)
    return { key: first, role: roleOf(rows.find((row) => row.key === first)), turn: 0 }
  })
  const current =
    rows.find((row) => row.key === wanted.key) ??
    rows.findLast((row) => roleOf(row) === wanted.role && wanted.role !== null) ??
    rows[0]
  const at = rows.findIndex((row) => row === current)
  const go = (row: EditorRow): void =>
    setWanted((before) => ({ key: row.key, role: roleOf(row), turn: before.turn + 1 }))

  const hint = current?.kind === 'slot' ? current.key : null
  useEffect(() => {
    change({ hint })
    return () => change({ hint: null })
  }, [change, hint])

  const finish = (options: { readonly accept: boolean }): void => {
    if (fact.missing.length > 0 && (isDraft || options.accept)) {
      const gap = rows.find((row) => row.kind === 'slot' && row.missing)
      announce(
        t('review.said.incomplete', {
          roles: fact.missing.map((role) => roleLabel(reading, fact.type, role)).join(', '),
        }),
      )
      if (gap !== undefined) go(gap)
      return
    }
    if (isDraft) void saveDraft()
    else {
      closePanel()
      const decided = touched && fact.state !== 'proposed'
      if (options.accept && !decided)
        void act(
          [{ type: 'fact.accept', payload: { factId: fact.id, durationMs: spent() } }],
          t('review.said.accepted', { fact: lineText(reading, factLine(reading, fact)) }),
        )
      if (options.accept || decided) advance(fact.id)
    }
  }
  const moves: RowMoves = {
    step: (by) => {
      const next = rows[at + by]
      if (next === undefined) return false
      go(next)
      return true
    },
    finish,
    leave: closePanel,
  }

  const tell = (wish: Wish, words: string): void => {
    setTouched(true)
    void act([wish], words)
  }
  const fill = (row: Extract<EditorRow, { kind: 'slot' }>, value: SlotFill): void => {
    const { role } = row.definition
    const words = t('review.said.slotSet', { role: row.label })
    if (isDraft && desk.draft !== null) {
      change({
        draft: row.slot === null ? addSlot(desk.draft, role, value) : setSlot(desk.draft, row.slot.id, value),
      })
      announce(words)
    } else if (row.slot === null) tell({ type: 'slot.add', payload: { factId: fact.id, role, value } }, words)
    else tell({ type: 'slot.set', payload: { factId: fact.id, slotId: row.slot.id, value } }, words)
    setExtra(extra.filter((one) => one !== role))
    // On to the next gap; where there is none, the row stays so that what was taken is seen.
    const gap = rows.find(
      (one) =>
        one.kind === 'slot' &&
        one.missing &&
        one.definition.role !== role &&
        one.definition.anyOf !== (row.definition.anyOf ?? '-'),
    )
    if (gap !== undefined) go(gap)
    else setWanted((before) => ({ ...before, role, turn: before.turn + 1 }))
  }
  const remove = (row: Extract<EditorRow, { kind: 'slot' }>): void => {
    if (row.slot === null) return
    const words = t('review.said.slotRemoved', { role: row.label })
    if (isDraft && desk.draft !== null) {
      change({ draft: removeSlot(desk.draft, row.slot.id) })
      announce(words)
    } else tell({ type: 'slot.remove', payload: { factId: fact.id, slotId: row.slot.id } }, words)
    setWanted((before) => ({ ...before, turn: before.turn + 1 }))
  }
  const set = (payload: Omit<Extract<Wish, { type: 'fact.set' }>['payload'], 'factId'>): void => {
    if (isDraft && desk.draft !== null) {
      const { draft } = desk
      change({
        draft: {
          ...draft,
          modality: payload.modality ?? draft.modality,
          polarity: payload.polarity ?? draft.polarity,
          time: payload.time === undefined ? draft.time : payload.time,
        },
      })
      announce(t('review.said.set'))
    } else tell({ type: 'fact.set', payload: { factId: fact.id, ...payload } }, t('review.said.set'))
    setWanted((before) => ({ ...before, turn: before.turn + 1 }))
  }

  const picker = (row: EditorRow, label: string): ReactNode => {
    const common = { fact, label, moves, key: `${row.key} ${String(wanted.turn)}` }
    switch (row.kind) {
      case 'slot':
        return (
          <SlotPicker
            {...common}
            key={common.key}
            definition={row.definition}
            slot={row.slot}
            onFill={(value) => fill(row, value)}
            onRemove={() => remove(row)}
          />
        )
      case 'time':
        return <TimePicker {...common} key={common.key} onTime={(time) => set({ time })} />
      case 'modality':
        return <ModalityPicker {...common} key={common.key} onModality={(modality) => set({ modality })} />
      case 'polarity':
        return <PolarityPicker {...common} key={common.key} onPolarity={(polarity) => set({ polarity })} />
      case 'attribution':
        return (
          <AttributionPicker
            {...common}
            key={common.key}
            onAttribution={({ speaker, outlet }) =>
              tell(
                {
                  type: 'fact.setAttribution',
                  payload: { factId: fact.id, speaker, ...(outlet === undefined ? {} : { outlet }) },
                },
                t('review.said.set'),
              )
            }
          />
        )
      case 'role':
        return (
          <RolePicker
            key={common.key}
            fact={fact}
            rows={rows}
            label={label}
            moves={moves}
            onRole={(role) => {
              setExtra([...extra, role])
              setWanted((before) => ({ key: `empty:${role}`, role, turn: before.turn + 1 }))
            }}
          />
        )
    }
  }

  const facesOf = (
    row: EditorRow,
  ): { readonly label: string; readonly text: string; readonly standing: string } => {
    switch (row.kind) {
      case 'slot': {
        const standing =
          row.slot === null ? (row.missing ? 'missing' : 'empty') : slotStanding(reading, fact.type, row.slot)
        return {
          label: row.label,
          standing,
          text:
            row.slot === null
              ? row.missing
                ? t('review.standing.missing')
                : '–'
              : slotText(reading, fact.type, row.slot),
        }
      }
      case 'time':
        return {
          label: t('review.row.time'),
          standing: fact.time === null ? 'empty' : 'stated',
          text: fact.time === null ? '–' : timeText(reading, fact.time),
        }
      case 'modality':
        return { label: t('review.row.modality'), standing: 'stated', text: t(`modality.${fact.modality}`) }
      case 'polarity':
        return { label: t('review.row.polarity'), standing: 'stated', text: t(`polarity.${fact.polarity}`) }
      case 'attribution': {
        const text = attributionText(reading, fact)
        return {
          label: t('review.row.attribution'),
          standing: text === '' ? 'empty' : 'stated',
          text: text === '' ? '–' : text,
        }
      }
      case 'role':
        return { label: t('review.row.add'), standing: 'empty', text: '+' }
    }
  }

  return (
    <div className="rv-editor" data-keys="editor" role="group" aria-label={t('review.editing')}>
      {rows.map((row) => {
        const { label, text, standing } = facesOf(row)
        const here = row === current
        return (
          <div key={row.key} className={`rv-row rv-row-${standing}${here ? ' rv-row-here' : ''}`}>
            <button
              type="button"
              tabIndex={-1}
              className="rv-row-face"
              aria-current={here ? 'true' : undefined}
              onClick={() => go(row)}
            >
              <span className="rv-row-label">{label}</span>
              <span className="rv-row-text">{text}</span>
            </button>
            {here ? picker(row, label) : null}
          </div>
        )
      })}
      <div className="rv-deeds">
        <Button look="main" onClick={() => finish({ accept: false })} hint={<Kbd name="Enter" />}>
          {isDraft ? t('review.addFact') : t('review.done')}
        </Button>
        {isDraft ? null : (
          <Button onClick={() => finish({ accept: true })} hint={<Kbd name="Mod+Enter" />}>
            {t('review.doneAccept')}
          </Button>
        )}
        <Button look="quiet" onClick={closePanel} hint={<Kbd name="Escape" />}>
          {isDraft ? t('review.setAside') : t('review.close')}
        </Button>
      </div>
    </div>
  )
}

const roleOf = (row: EditorRow | undefined): string | null =>
  row?.kind === 'slot' ? row.definition.role : null

function RolePicker(props: {
  readonly fact: FactView
  readonly rows: readonly EditorRow[]
  readonly label: string
  readonly moves: RowMoves
  readonly onRole: (role: string) => void
}): ReactNode {
  const { reading } = useReview()
  const { t, language } = reading.locale
  return (
    <WordPicker
      label={props.label}
      moves={props.moves}
      options={addableRoles(reading, props.fact, props.rows).map((slot) => ({
        id: slot.role,
        word: slot.role,
        label: slot.label[language],
        hint: '',
      }))}
      placeholder={t('review.addRole')}
      onWord={props.onRole}
    />
  )
}
