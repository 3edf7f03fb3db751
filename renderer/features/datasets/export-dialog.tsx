import { useState, type ReactNode } from 'react'
import type { ChannelOutput, ExportFormat, Place } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import type { DatasetView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { choosePlaces } from '../../app/choose-place.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'

type Format = ChannelOutput<'datasets.formats'>[number]

/** What `format` cannot carry, in the coder's language, before anything is written. */
function Limits(props: { readonly format: Format }): ReactNode {
  const { t, language } = useLocale()
  if (props.format.losses.length === 0) return null
  return (
    <div className="export-limits">
      <h3 className="field-label">{t('export.limits')}</h3>
      <ul>
        {props.format.losses.map((loss) => (
          <li key={loss.en}>{loss[language]}</li>
        ))}
      </ul>
    </div>
  )
}

/** Writing a dataset: format, place, what it cannot carry; then where it is. */
export function ExportDialog(props: {
  readonly dataset: DatasetView
  readonly onClose: () => void
}): ReactNode {
  const { dataset, onClose } = props
  const store = useStore()
  const { t, tn, language, format: words } = useLocale()
  const capabilities = useQuery('app.info', {}).value?.capabilities
  const formats = useQuery('datasets.formats', {}).value ?? []
  const [format, setFormat] = useState<ExportFormat>('csv-facts')
  const chosen = formats.find((one) => one.format === format)
  const [place, setPlace] = useState<Place | null>(null)
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [written, setWritten] = useState<ChannelOutput<'datasets.export'> | null>(null)

  const write = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    const answer = await store.call('datasets.export', {
      datasetId: dataset.id,
      format,
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
    return (
      <Dialog
        title={t('export.doneTitle')}
        onClose={onClose}
        foot={
          <>
            {capabilities?.reveal === true ? (
              <Button
                className="apart"
                icon="folder"
                onClick={() => {
                  void store.call('files.reveal', { token: written.place }).then((answer) => {
                    if (!answer.ok) store.fail(answer.error)
                  })
                }}
              >
                {t('export.reveal')}
              </Button>
            ) : null}
            <Button onClick={() => setWritten(null)}>{t('export.another')}</Button>
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
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t('export.title', { name: dataset.name })}
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
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void write()
        }}
      >
        <fieldset className="export-formats">
          <legend className="field-label">{t('export.format')}</legend>
          {formats.map((one) => (
            <label key={one.format} className="export-format">
              <input
                type="radio"
                name="format"
                checked={one.format === format}
                data-autofocus={one.format === 'csv-facts' ? '' : undefined}
                onChange={() => setFormat(one.format)}
              />
              <span>
                <b>{one.label[language]}</b>
                <span className="quiet small">{one.use[language]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {chosen === undefined ? null : <Limits format={chosen} />}
        <Field label={t('export.place')}>
          {(ids) => (
            <div className="place-field">
              <span className="place-label" title={place?.label}>
                {place?.label ?? t('export.exportsFolder')}
              </span>
              <Button
                id={ids.id}
                icon="folder"
                onClick={() => {
                  void choosePlaces(store, 'exportTo', name.trim() === '' ? dataset.name : name.trim()).then(
                    ([picked]) => {
                      if (picked !== undefined) setPlace(picked)
                    },
                  )
                }}
              >
                {t('newProject.choose')}
              </Button>
            </div>
          )}
        </Field>
        <Field label={t('export.name')} hint={t('export.nameHint')} error={error}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
