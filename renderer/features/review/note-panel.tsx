import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import type { FactView, MentionView } from '../../../shared/model/views.ts'
import { Button, Check, Kbd } from '../../ui/index.ts'
import { useReview } from './review-context.ts'

/** A note and a flag on a fact. */
export function NotePanel(props: { readonly fact: FactView }): ReactNode {
  const { fact } = props
  const { act, reading } = useReview()
  return (
    <RemarkPanel
      title={reading.locale.t('review.note')}
      note={fact.note}
      flag={fact.flag}
      onKeep={(remark) =>
        void act(
          [{ type: 'fact.annotate', payload: { factId: fact.id, ...remark } }],
          reading.locale.t('review.said.noted'),
        )
      }
    />
  )
}

/** A note and a flag on a mention. */
export function MentionNotePanel(props: { readonly mention: MentionView }): ReactNode {
  const { mention } = props
  const { act, reading } = useReview()
  const { t } = reading.locale
  return (
    <RemarkPanel
      title={t('review.note.mention', { words: mention.surface })}
      note={mention.note}
      flag={mention.flag ?? false}
      onKeep={(remark) =>
        void act(
          [{ type: 'mention.annotate', payload: { mentionId: mention.id, ...remark } }],
          t('review.said.noted'),
        )
      }
    />
  )
}

/** A note and a flag on the article as a whole. */
export function ArticleNotePanel(): ReactNode {
  const { act, reading, article } = useReview()
  const { t } = reading.locale
  return (
    <RemarkPanel
      title={t('review.note.article')}
      note={article.remark?.note ?? null}
      flag={article.remark?.flag ?? false}
      onKeep={(remark) =>
        void act(
          [{ type: 'article.annotate', payload: { articleId: article.row.id, ...remark } }],
          t('review.said.noted'),
        )
      }
    />
  )
}

/**
 * Enter keeps, Shift+Enter breaks the line, Escape leaves. What was typed is kept as well when the window closes on it or
 * the coder goes on elsewhere.
 */
function RemarkPanel(props: {
  readonly title: string
  readonly note: string | null
  readonly flag: boolean
  readonly onKeep: (remark: { readonly note: string | null; readonly flag: boolean }) => void
}): ReactNode {
  const { title } = props
  const { reading, closePanel } = useReview()
  const { t } = reading.locale
  const [note, setNote] = useState(props.note ?? '')
  const [flag, setFlag] = useState(props.flag)
  const field = useRef<HTMLTextAreaElement>(null)
  const left = useRef(false)
  const keep = (): void => {
    if (left.current) return
    const text = note.trim() === '' ? null : note.trim()
    if (text !== props.note || flag !== props.flag) props.onKeep({ note: text, flag })
  }
  const close = (): void => {
    left.current = true
    closePanel()
  }
  const save = (): void => {
    keep()
    close()
  }
  const goneOn = useEffectEvent(keep)
  useEffect(() => {
    field.current?.focus()
    // Captured: it must have been said before what waits is sent with the page that goes.
    const closing = (): void => goneOn()
    window.addEventListener('pagehide', closing, true)
    return () => {
      window.removeEventListener('pagehide', closing, true)
      goneOn()
    }
  }, [])
  return (
    <div
      className="rv-panel"
      role="group"
      aria-label={title}
      data-keys="editor"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
        else if (event.key === 'Enter' && !event.shiftKey && event.target === field.current) save()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <p className="rv-panel-title">{title}</p>
      <textarea
        ref={field}
        className="input rv-textarea"
        rows={3}
        maxLength={10_000}
        aria-label={title}
        placeholder={t('review.note.words')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="rv-deeds">
        <Check label={t('review.note.flag')} checked={flag} onChange={setFlag} />
        <Button look="main" onClick={save} hint={<Kbd name="Enter" />}>
          {t('review.keep')}
        </Button>
        <Button look="quiet" onClick={close} hint={<Kbd name="Escape" />}>
          {t('review.close')}
        </Button>
      </div>
    </div>
  )
}
