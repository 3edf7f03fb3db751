import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import type { CodebookSlot } from '../../../shared/model/codebook.ts'
import type { FactView, SlotView } from '../../../shared/model/views.ts'
import { isAnswering, useQuery } from '../../app/store.ts'
import { foldText } from '../../text-pane/find-in-text.ts'
import type { SlotFill } from './predict.ts'
import { RowPicker, type RowMoves, type RowOption } from './row-picker.tsx'
import { useReview } from './review-context.ts'
import { entityTypesOf, localCandidates, typedCandidates, type SlotCandidate } from './slot-candidates.ts'
import { mentionOnSelection, trimSpan } from './use-text-work.ts'

interface SlotOption extends RowOption {
  readonly value: SlotFill
}

const option = (candidate: SlotCandidate): SlotOption => ({
  id: candidate.key,
  label: candidate.label,
  hint: candidate.hint,
  value: candidate.value,
})
/** More would have to be searched for anyway. */
const most = 30

/** Candidates for a slot: the text selection, mentions of the evidence first, what typing finds in the registry, a typed value, a new entity. */
export function SlotPicker(props: {
  readonly fact: FactView
  readonly definition: CodebookSlot
  readonly slot: SlotView | null
  readonly label: string
  readonly onFill: (value: SlotFill) => void
  readonly onRemove: () => void
  readonly moves: RowMoves
}): ReactNode {
  const { fact, definition, slot, label, onFill, onRemove, moves } = props
  const { article, reading, pane } = useReview()
  const { t } = reading.locale
  const [query, setQuery] = useState('')
  const typed = query.trim()
  const types = entityTypesOf(definition)
  const searching = typed !== '' && types.length > 0
  // The letter is painted before its candidates are looked for, here and in the registry.
  const wanted = useDeferredValue(typed)
  const found = useQuery(
    'entities.candidates',
    !searching || wanted === ''
      ? null
      : { search: wanted, types: [...types], articleId: article.row.id, limit: 9 },
    { keep: true },
  )
  const known = found.value

  const near = useMemo(() => {
    const others = fact.slots.filter((one) => one.role === definition.role && one.id !== slot?.id)
    return localCandidates(reading, article, fact.evidence, definition, {
      mentionIds: new Set(
        [...others, ...(slot === null ? [] : [slot])].flatMap((one) => one.mentionId ?? []),
      ),
      entityIds: new Set(others.flatMap((one) => one.entityId ?? [])),
    })
  }, [reading, article, fact, definition, slot])

  const chosen = pane.current?.selection() ?? null
  const [from, to] = [chosen?.start ?? -1, chosen?.end ?? -1]
  const selection = useMemo(
    () => (from === -1 ? null : trimSpan(article.text, { start: from, end: to })),
    [article.text, from, to],
  )
  const options = useMemo((): readonly SlotOption[] => {
    if (wanted === '') {
      const offered: SlotOption[] = []
      if (selection !== null) {
        const mention = mentionOnSelection(article, selection, definition.fillers)
        if (mention !== undefined || definition.text)
          offered.push({
            id: 'selection',
            label: article.text.slice(selection.start, selection.end),
            hint: t('review.candidate.selection'),
            value:
              mention === undefined
                ? { kind: 'text', start: selection.start, end: selection.end }
                : { kind: 'mention', mentionId: mention.id },
          })
      }
      return [...offered, ...near.slice(0, most).map(option)]
    }
    const needle = foldText(wanted).folded.trim()
    const fitting = near
      .filter((candidate) => foldText(`${candidate.label} ${candidate.hint}`).folded.includes(needle))
      .slice(0, 9)
    return [
      ...fitting,
      ...typedCandidates(reading, definition, wanted, known?.candidates ?? [], fitting),
    ].map(option)
  }, [wanted, selection, article, definition, near, reading, known, t])

  return (
    <>
      <RowPicker
        label={label}
        query={query}
        onQuery={setQuery}
        options={options}
        first={slot === null ? 0 : -1}
        onTake={(taken) => onFill(taken.value)}
        moves={moves}
        answering={wanted !== typed || (searching && isAnswering(found))}
        placeholder={t('review.searchOrType')}
        empty={t('review.noCandidate')}
        onBareKey={(key) => {
          if (key === '0') onFill({ kind: 'notStated' })
          else if (key === 'Delete' && slot !== null) onRemove()
          else return false
          return true
        }}
      />
      <div className="rv-row-deeds">
        <button type="button" className="rv-quiet" onClick={() => onFill({ kind: 'notStated' })}>
          <kbd className="kbd">0</kbd> {t('review.markNotStated')}
        </button>
        {slot === null ? null : (
          <button type="button" className="rv-quiet" onClick={onRemove}>
            <kbd className="kbd">{t('review.key.delete')}</kbd> {t('review.removeSlot')}
          </button>
        )}
      </div>
    </>
  )
}
