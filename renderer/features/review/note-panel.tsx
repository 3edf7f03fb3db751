import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import { Button, Check, Kbd } from '../../ui/index.ts'
import { useReview } from './review-context.ts'

/** A note and a flag on a fact. Enter keeps, Shift+Enter breaks the line, Escape leaves. What was typed is kept when the panel closes. */
export function NotePanel(props: { readonly fact: FactView }): ReactNode {
  const { fact } = props
  const { reading, act, closePanel } = useReview()
  const { t } = reading.locale
  const [note, setNote] = useState(fact.note ?? '')
  const [flag, setFlag] = useState(fact.flag)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const save = (): void => {
    const text = note.trim() === '' ? null : note.trim()
    if (text !== fact.note || flag !== fact.flag)
      void act(
        [{ type: 'fact.annotate', payload: { factId: fact.id, note: text, flag } }],
        t('review.said.noted'),
      )
    closePanel()
  }
  return (
    <div
      className="rv-panel"
      role="group"
      aria-label={t('review.note')}
      data-keys="editor"
      onKeyDown={(event) => {
        if (event.key === 'Escape') closePanel()
        else if (event.key === 'Enter' && !event.shiftKey && event.target === field.current) save()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <textarea
        ref={field}
        className="input rv-textarea"
        rows={3}
        maxLength={10_000}
        aria-label={t('review.note')}
        placeholder={t('review.note.words')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="rv-deeds">
        <Check label={t('review.note.flag')} checked={flag} onChange={setFlag} />
        <Button look="main" onClick={save} hint={<Kbd name="Enter" />}>
          {t('review.keep')}
        </Button>
        <Button look="quiet" onClick={closePanel} hint={<Kbd name="Escape" />}>
          {t('review.close')}
        </Button>
      </div>
    </div>
  )
}
