import { useState, type ReactNode } from 'react'
import type { ChannelOutput, ExportFormat, Place } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import type { ExportOptionsInput } from '../../../shared/model/dataset.ts'
import type { DatasetView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { FormatChoice, Limits, OptionChoice, type Format } from './format-choice.tsx'
import { JobProgress } from './job-progress.tsx'
import { PlaceField, RevealButton } from './place-field.tsx'

/** What was written: file, size, hash, and what the format could not carry. */
function Written(props: {
  readonly written: ChannelOutput<'datasets.export'>
  readonly format: Format | undefined
  readonly onAnother: () => void
  readonly onClose: () => void
}): ReactNode {
  const { written, format, onAnother, onClose } = props
  const { t, tn, format: words } = useLocale()
  return (
    <Dialog
      title={t('export.doneTitle')}
      onClose={onClose}
      foot={
        <>
          <RevealButton token={written.place} />
          <Button onClick={onAnother}>{t('export.another')}</Button>
          <Button look="main" data-autofocus="" onClick={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="export-done">
          <Icon name="check" /> {tn('export.done', written.rows)}
        </p>
        <dl className="facts-list">
          <dt>{t('export.file')}</dt>
          <dd className="selectable">{written.file}</dd>
          <dt>{t('export.size')}</dt>
          <dd className="numbers">{words.bytes(written.bytes)}</dd>
          <dt>SHA-256</dt>
          <dd className="selectable code">{written.sha256}</dd>
        </dl>
        {format === undefined ? null : <Limits formats={[format]} />}
      </div>
    </Dialog>
  )
}

/** Writing a dataset: format, options, place, what it cannot carry; then where it is. */
export function ExportDialog(props: { readonly dataset: DatasetView; readonly onClose: () => void }): ReactNode {
  const { dataset, onClose } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const formats = useQuery('datasets.formats', {}).value ?? []
  const [format, setFormat] = useState<ExportFormat>('csv-facts')
  const chosen = formats.find((one) => one.format === format)
  const [options, setOptions] = useState<ExportOptionsInput>({})
  const [place, setPlace] = useState<Place | null>(null)
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [written, setWritten] = useState<ChannelOutput<'datasets.export'> | null>(null)

  const write = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    setError(null)
    const answer = await store.call('datasets.export', {
      datasetId: dataset.id,
      format,
      options,
      ...(place === null ? {} : { place: place.token }),
      ...(name.trim() === '' ? {} : { fileName: name.trim() }),
    })
    setBusy(false)
    if (answer.ok) {
      setWritten(answer.value)
      announce(tn('export.done', answer.value.rows))
    } else setError(errorMessage(answer.error, language))
  }

  if (written !== null) {
    return <Written written={written} format={chosen} onAnother={() => setWritten(null)} onClose={onClose} />
  }
  return (
    <Dialog
      title={t('export.title', { name: dataset.name })}
      size="wide"
      onClose={onClose}
      foot={
        <>
          <span className="apart quiet small numbers">{tn('dataset.facts', dataset.facts)}</span>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={busy} onClick={() => void write()}>
            {busy ? t('export.writing') : t('export.do')}
          </Button>
        </>
      }
    >
      <form
        className="export-form"
        onSubmit={(event) => {
          event.preventDefault()
          void write()
        }}
      >
        <FormatChoice
          formats={formats}
          chosen={[format]}
          several={false}
          withTexts={options.texts === undefined || options.texts === 'full'}
          onChange={([first]) => {
            if (first !== undefined) setFormat(first)
          }}
        />
        <div className="stack">
          {busy ? <JobProgress kind="export" label={t('export.writing')} /> : null}
          {chosen === undefined ? null : <Limits formats={[chosen]} />}
          <OptionChoice options={options} formats={chosen === undefined ? [] : [chosen]} onChange={setOptions} />
          <PlaceField place={place} suggestedName={name.trim() === '' ? dataset.name : name.trim()} onChange={setPlace} />
          <Field label={t('export.name')} hint={t('export.nameHint')} error={error}>
            {(ids) => (
              <input {...ids} className="input" maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
            )}
          </Field>
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
} // prettier-ignore
