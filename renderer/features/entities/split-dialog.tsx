import { useState, type ReactNode } from 'react'
import type { SplitSelection } from '../../../shared/commands/index.ts'
import type { EntityView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { refusalOf } from '../../app/command-queue.ts'
import { labelOf } from '../../app/entity-label.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Check, Choice, Field } from '../../ui/field.tsx'
import { EntityPicker } from './entity-picker.tsx'
import { chosenOf, selectionOf, type SplitDraft } from './split-draft.ts'

const ways = ['mentions', 'articles', 'source', 'dates'] as const satisfies readonly SplitSelection['by'][]
const most = 1000

/** Giving some mentions of an entity to somebody else: which, and to whom. */
export function SplitDialog(props: {
  readonly entity: EntityView
  readonly onClose: () => void
}): ReactNode {
  const { entity, onClose } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const rows = useQuery('entities.concordance', { entityId: entity.id, limit: most }).value?.rows ?? []
  const [draft, setDraft] = useState<SplitDraft>({ by: 'articles', ids: new Set(), source: '', from: '', to: '' })
  const [known, setKnown] = useState(false)
  const [other, setOther] = useState<EntityView | null>(null)
  const [name, setName] = useState(labelOf(entity, language))
  const [distinct, setDistinct] = useState(true)
  const change = (part: Partial<SplitDraft>): void => setDraft({ ...draft, ...part })
  const chosen = chosenOf(rows, draft)
  const to = known
    ? other === null ? null : ({ kind: 'entity', entityId: other.id } as const)
    : name.trim() === '' ? null : ({ kind: 'new', type: entity.type, name: name.trim() } as const)
  const ready = chosen.length > 0 && to !== null
  const split = async (): Promise<void> => {
    if (!ready) return
    const result = await store.apply([
      { type: 'entity.split', payload: { entityId: entity.id, what: selectionOf(draft), to, distinct } },
    ])
    if (refusalOf(result) !== null) return
    announce(t('split.said', { name: other === null ? name.trim() : labelOf(other, language) }))
    onClose()
  }
  const sources = [...new Set(rows.flatMap(({ source }) => (source === null ? [] : [source])))].sort()
  return (
    <Dialog
      title={t('split.title', { name: labelOf(entity, language) })}
      size="wide"
      onClose={onClose}
      foot={
        <>
          <span className="quiet small" role="status">
            {tn('split.chosen', chosen.length)}
          </span>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => void split()}>
            {t('split.do')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Choice
          label={t('split.which')}
          value={draft.by}
          options={ways.map((value) => ({ value, label: t(`split.by.${value}`) }))}
          onChange={(by) => change({ by, ids: new Set() })}
        />
        {draft.by === 'source' ? (
          <select
            className="select"
            aria-label={t('split.by.source')}
            value={draft.source}
            onChange={(event) => change({ source: event.currentTarget.value })}
          >
            <option value="">–</option>
            {sources.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        ) : null}
        {draft.by === 'dates' ? (
          <div className="split-dates">
            {(['from', 'to'] as const).map((end) => (
              <Field key={end} label={t(end === 'from' ? 'split.from' : 'split.until')} hint={t('entity.officeDate')}>
                {(ids) => (
                  <input
                    {...ids}
                    className="input"
                    maxLength={10}
                    value={draft[end]}
                    onChange={(event) => change({ [end]: event.currentTarget.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        ) : null}
        <SplitChoice rows={rows} draft={draft} onChange={(ids) => change({ ids })} />
        <Choice
          label={t('split.to')}
          value={known ? 'known' : 'new'}
          options={[
            { value: 'new', label: t('split.toNew') },
            { value: 'known', label: t('split.toKnown') },
          ]}
          onChange={(value) => setKnown(value === 'known')}
        />
        {known ? (
          other === null ? (
            <EntityPicker label={t('entity.pick')} without={[entity.id]} onTake={setOther} onLeave={onClose} />
          ) : (
            <div>
              <Button onClick={() => setOther(null)}>{labelOf(other, language)} ✕</Button>
            </div>
          )
        ) : (
          <Field label={t('split.name')}>
            {(ids) => (
              <input {...ids} className="input" maxLength={2000} value={name} onChange={(event) => setName(event.currentTarget.value)} />
            )}
          </Field>
        )}
        <Check label={t('split.distinct')} checked={distinct} onChange={setDistinct} />
      </div>
    </Dialog>
  )
} // prettier-ignore

/** The mentions, to be ticked one by one or article by article; what a source or a time covers is shown as chosen. */
function SplitChoice(props: {
  readonly rows: Parameters<typeof chosenOf>[0]
  readonly draft: SplitDraft
  readonly onChange: (ids: ReadonlySet<string>) => void
}): ReactNode {
  const { rows, draft, onChange } = props
  const chosen = new Set<string>(chosenOf(rows, draft).map(({ mentionId }) => mentionId))
  const byHand = draft.by === 'mentions' || draft.by === 'articles'
  return (
    <ul className="split-rows" tabIndex={0}>
      {rows.map((row) => {
        const id = draft.by === 'mentions' ? row.mentionId : row.articleId
        const line = (
          <span className="split-line">
            …{row.left.slice(-60)}
            <mark>{row.words}</mark>
            {row.right.slice(0, 60)}… <span className="quiet small">{[row.source, row.published].filter((part) => part !== null).join(' · ')}</span>
          </span>
        )
        return (
          <li key={row.mentionId} data-chosen={chosen.has(row.mentionId)}>
            {byHand ? (
              <Check
                label={line}
                checked={draft.ids.has(id)}
                onChange={(checked) => {
                  const ids = new Set(draft.ids)
                  if (checked) ids.add(id)
                  else ids.delete(id)
                  onChange(ids)
                }}
              />
            ) : (
              line
            )}
          </li>
        )
      })}
    </ul>
  )
} // prettier-ignore
