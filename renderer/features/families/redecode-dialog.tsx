import { useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type { NamedEncoding } from '../../../shared/model/library.ts'
import type { ArticleId } from '../../../shared/model/ids.ts'
import { announce } from '../../app/announce.tsx'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** Another encoding for the bytes of an article, chosen by its first lines; what comes of it is a new version. */
export function RedecodeDialog(props: {
  readonly articleId: ArticleId
  readonly onClose: () => void
}): ReactNode {
  const { articleId, onClose } = props
  const store = useStore()
  const { t, language } = useLocale()
  const readOnly = useProject()?.readOnly != null
  const encodings = useQuery('articles.encodings', { articleId })
  const versions = useQuery('versions.of', { articleId })
  const [chosen, setChosen] = useState<NamedEncoding | null>(null)
  const options = encodings.value?.options ?? []
  // Those that change nothing cannot be chosen, and so cannot have the focus either.
  const first = options.find(({ same }) => !same)
  const redecode = async (): Promise<void> => {
    if (chosen === null || readOnly) return
    const answer = await store.call('articles.redecode', { articleId, encoding: chosen })
    if (!answer.ok) {
      store.fail(answer.error)
      return
    }
    announce(t('redecode.said', { encoding: chosen }))
    onClose()
  }
  return (
    <Dialog
      title={t('redecode.title', { title: versions.value?.versions.at(-1)?.title ?? '…' })}
      size="wide"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={chosen === null || readOnly} onClick={() => void redecode()}>
            {t('redecode.do')}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void redecode()
        }}
      >
        <p className="quiet">{t('redecode.hint')}</p>
        {encodings.error === null ? null : (
          <p className="screen-error" role="alert">
            {errorMessage(encodings.error, language)}
          </p>
        )}
        <fieldset className="redecode-choices">
          <legend className="sr-only">{t('redecode.choices')}</legend>
          {options.map(({ encoding, lines, same }) => (
            <label key={encoding} className="redecode-choice">
              <input
                type="radio"
                name="encoding"
                value={encoding}
                disabled={same}
                data-autofocus={encoding === first?.encoding ? true : undefined}
                checked={chosen === encoding}
                onChange={() => setChosen(encoding)}
              />
              <b className="numbers">{encoding}</b>
              <span className="quiet small">
                {encoding === encodings.value?.current
                  ? t('redecode.current')
                  : same
                    ? t('redecode.sameText')
                    : ''}
              </span>
              <span className="redecode-lines small">{lines}</span>
            </label>
          ))}
        </fieldset>
        {/* Enter on any of them does it. */}
        <button type="submit" hidden disabled={chosen === null || readOnly} />
      </form>
    </Dialog>
  )
}
