import { useDeferredValue, useState, type ReactNode } from 'react'
import type { ChannelInput } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import type { Reading } from '../../../shared/model/library.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { SplitFields, splitOf, type SplitChoice } from './split-fields.tsx'

/** A name for a pasted article: its first line, as short as a file name. */
export function nameOfPasted(text: string): string {
  const first =
    text
      .split('\n')
      .map((line) => line.trim())
      .find((line) => line !== '') ?? ''
  const short = first
    .replace(/[\\/:*?"<>|\s]+/g, ' ')
    .slice(0, 80)
    .trim()
  return short === '' ? '' : `${short}.txt`
}

/** The question for a preview of the cut; nothing where the text stays one. */
function askedFor(asked: string | null): ChannelInput<'import.preview'> | null {
  if (asked === null) return null
  const { text, split } = JSON.parse(asked) as { text: string; split: NonNullable<Reading['split']> }
  return { places: [], text, reading: { split } }
}

/** Pasting one article, or several at once. The name is taken from its first line until the coder gives another. */
export function PasteDialog(props: { readonly onClose: () => void }): ReactNode {
  const store = useStore()
  const { t, tn, language } = useLocale()
  const [text, setText] = useState('')
  const [name, setName] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [choice, setChoice] = useState<SplitChoice>({ by: 'none', text: '', keep: false })
  const split = splitOf(choice)
  const asked = useDeferredValue(split === undefined || text === '' ? null : JSON.stringify({ text, split }))
  const preview = useQuery('import.preview', askedFor(asked), { keep: true }).value
  const pieces = split === undefined ? null : (preview?.text ?? null)
  const shownName = name ?? nameOfPasted(text)
  const ready = text.trim() !== '' && shownName.trim() !== ''
  const paste = async (): Promise<void> => {
    if (!ready) return
    const answer = await store.call('import.paste', {
      text,
      name: shownName.trim(),
      ...(split === undefined ? {} : { split }),
    })
    if (answer.ok) props.onClose()
    else setError(errorMessage(answer.error, language))
  }
  return (
    <Dialog
      title={t('paste.title')}
      size="wide"
      onClose={props.onClose}
      foot={
        <>
          <span className="apart quiet small numbers">{tn('paste.length', text.length)}</span>
          <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => void paste()}>
            {t('paste.do')}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void paste()
        }}
      >
        <Field label={t('paste.text')} hint={t('paste.hint')} error={error}>
          {(ids) => (
            <textarea
              {...ids}
              className="input paste-text"
              data-autofocus=""
              rows={14}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
                  event.preventDefault()
                  void paste()
                }
              }}
            />
          )}
        </Field>
        <SplitFields choice={choice} onChoice={setChoice} />
        {split !== undefined && preview?.error != null ? (
          <p className="field-error" role="alert">
            {errorMessage(preview.error, language)}
          </p>
        ) : null}
        {pieces?.pieces == null ? null : (
          <section aria-label={t('importOptions.preview')} className="import-preview">
            <p className="field-label" role="status">
              {tn('library.count', pieces.total)}
            </p>
            <ol>
              {pieces.pieces.map((piece, index) => (
                <li key={index}>
                  <pre>{piece}</pre>
                </li>
              ))}
            </ol>
          </section>
        )}
        <Field label={t('paste.name')}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              maxLength={200}
              value={shownName}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
