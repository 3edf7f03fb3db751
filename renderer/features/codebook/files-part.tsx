import { useRef, useState, type ReactNode } from 'react'
import { faultWords } from '../../../shared/codebook-words.ts'
import { errorMessage } from '../../../shared/errors.ts'
import { readCodebook, type CodebookProblem } from '../../../shared/model/codebook-check.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { Place } from '../../../shared/contract/index.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, Choice, Dialog } from '../../ui/index.ts'
import { PlaceField, RevealButton } from '../datasets/place-field.tsx'

/** Bytes a file may have; the largest codebook anybody would write is far below. */
const largest = 20_000_000

/** A codebook from a JSON file. What is wrong with it is said with every place; nothing is changed by reading it. */
export function ImportButton(props: { readonly disabled: boolean; readonly onRead: (codebook: Codebook) => void }): ReactNode {
  const { t } = useLocale()
  const input = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState<{ readonly file: string; readonly problems: readonly CodebookProblem[] } | null>(null)
  const read = async (file: File): Promise<void> => {
    const text = file.size > largest ? '' : await file.text()
    const checked = readCodebook(text)
    if (checked.ok) props.onRead(checked.codebook)
    else setWrong({ file: file.name, problems: checked.problems })
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t('codebook.import')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file !== undefined) void read(file)
        }}
      />
      <Button icon="import" disabled={props.disabled} onClick={() => input.current?.click()}>
        {t('codebook.import')} …
      </Button>
      {wrong === null ? null : (
        <Dialog
          title={t('codebook.importRefused', { file: wrong.file })}
          size="wide"
          onClose={() => setWrong(null)}
          foot={<Button data-autofocus="" onClick={() => setWrong(null)}>{t('ui.close')}</Button>}
        >
          <p>{t('codebook.importNothing')}</p>
          <ProblemList problems={wrong.problems} />
        </Dialog>
      )}
    </>
  )
} // prettier-ignore

/** Every place that is wrong, and what. */
export function ProblemList(props: { readonly problems: readonly CodebookProblem[] }): ReactNode {
  const { language } = useLocale()
  return (
    <ul className="codebook-problems">
      {props.problems.map((problem) => (
        <li key={`${problem.place} ${problem.fault} ${problem.value}`}>
          <span className="code">{problem.place}</span> {faultWords(problem, language)}
        </li>
      ))}
    </ul>
  )
}

/** Writes a version as a file: JSON to take in elsewhere, or a page for reading. */
export function ExportDialog(props: { readonly number: number; readonly onClose: () => void }): ReactNode {
  const { number, onClose } = props
  const { t, language } = useLocale()
  const store = useStore()
  const [format, setFormat] = useState<'json' | 'html'>('html')
  const [place, setPlace] = useState<Place | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [written, setWritten] = useState<{ readonly file: string; readonly place: string } | null>(null)
  const write = async (): Promise<void> => {
    setError(null)
    const answer = await store.call('codebook.export', { format, number, ...(place === null ? {} : { place: place.token }) })
    if (answer.ok) setWritten(answer.value)
    else setError(errorMessage(answer.error, language))
  }
  return (
    <Dialog
      title={t('codebook.exportTitle')}
      onClose={onClose}
      foot={
        <>
          {written === null ? null : <RevealButton token={written.place} />}
          <Button onClick={onClose}>{written === null ? t('ui.cancel') : t('ui.close')}</Button>
          {written === null ? (
            <Button look="main" data-autofocus="" onClick={() => void write()}>
              {t('codebook.exportNow')}
            </Button>
          ) : null}
        </>
      }
    >
      <Choice
        label={t('codebook.exportAs')}
        value={format}
        options={[
          { value: 'html', label: t('codebook.asPage') },
          { value: 'json', label: t('codebook.asJson') },
        ]}
        onChange={setFormat}
      />
      <PlaceField place={place} suggestedName={`codebook.${format}`} onChange={setPlace} />
      {error === null ? null : (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      {written === null ? null : <p role="status">{t('codebook.written', { file: written.file })}</p>}
    </Dialog>
  )
} // prettier-ignore
