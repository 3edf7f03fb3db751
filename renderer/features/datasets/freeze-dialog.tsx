import { useEffect, useState, type ReactNode } from 'react'
import type { ExportFormat } from '../../../shared/contract/index.ts'
import { errorMessage, type BelegFailure } from '../../../shared/errors.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { ExportOptionsInput } from '../../../shared/model/dataset.ts'
import { invalidKinds, type DatasetCheck, type ReleaseView } from '../../../shared/model/release.ts'
import type { DatasetView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Check, Field } from '../../ui/field.tsx'
import { CheckPoints } from './dataset-checks.tsx'
import { FormatChoice, Limits, OptionChoice } from './format-choice.tsx'
import { JobProgress } from './job-progress.tsx'

const usual: readonly ExportFormat[] = ['csv-facts', 'csv-slots', 'jsonl']

/** Freezing a dataset: what the check found, what goes in, and under what name. */
export function FreezeDialog(props: {
  readonly dataset: DatasetView
  readonly codebook: Codebook
  readonly onFrozen: (release: ReleaseView) => void
  readonly onClose: () => void
}): ReactNode {
  const { dataset, codebook, onFrozen, onClose } = props
  const store = useStore()
  const { t, language } = useLocale()
  const formats = useQuery('datasets.formats', {}).value ?? []
  const [check, setCheck] = useState<DatasetCheck | BelegFailure | null>(null)
  const [chosen, setChosen] = useState(usual)
  const [options, setOptions] = useState<ExportOptionsInput>({ texts: 'quotes' })
  const [version, setVersion] = useState('')
  const [note, setNote] = useState('')
  const [licence, setLicence] = useState('')
  const [despite, setDespite] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    void store.call('datasets.check', { datasetId: dataset.id }).then((answer) => {
      if (!gone) setCheck(answer.ok ? answer.value : answer.error)
    })
    return () => {
      gone = true
    }
  }, [store, dataset.id])
  const looked = check !== null && !('code' in check) ? check : null
  const invalid = looked?.points.some(({ kind }) => invalidKinds.includes(kind)) === true
  const open = looked !== null && looked.points.length > 0
  const ready = !busy && looked !== null && !invalid && (!open || despite) && chosen.length > 0

  const freeze = async (): Promise<void> => {
    if (!ready) return
    setBusy(true)
    setError(null)
    const answer = await store.call('releases.freeze', {
      datasetId: dataset.id,
      formats: [...chosen],
      options,
      despite,
      ...(version.trim() === '' ? {} : { version: version.trim() }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(licence.trim() === '' ? {} : { licence: licence.trim() }),
    })
    setBusy(false)
    if (!answer.ok) {
      setError(errorMessage(answer.error, language))
      return
    }
    announce(t('release.frozen', { version: answer.value.version }))
    onFrozen(answer.value)
  }
  const words = (label: string, value: string, onChange: (value: string) => void, hint?: string): ReactNode => (
    <Field label={label} hint={hint}>
      {(ids) => <input {...ids} className="input" maxLength={2000} value={value} onChange={(event) => onChange(event.currentTarget.value)} />}
    </Field>
  )
  return (
    <Dialog
      title={t('release.freezeTitle', { name: dataset.name })}
      size="wide"
      onClose={onClose}
      foot={
        <>
          {error === null ? null : <span className="apart field-error" role="alert">{error}</span>}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => void freeze()}>{t('release.freeze')}</Button>
        </>
      }
    >
      <div className="stack">
        {busy ? <JobProgress kind="release" label={t('release.freezing')} /> : null}
        {check === null ? (
          <JobProgress kind="check" label={t('look.working')} />
        ) : 'code' in check ? (
          <p className="screen-error" role="alert">{errorMessage(check, language)}</p>
        ) : (
          <>
            <p>{t(invalid ? 'release.invalidText' : open ? 'release.openText' : 'look.nothing')}</p>
            <CheckPoints codebook={codebook} check={check} />
            {open && !invalid ? <div className="despite"><Check label={t('release.despite')} checked={despite} onChange={setDespite} /></div> : null}
          </>
        )}
        <div className="export-form">
          <FormatChoice formats={formats} chosen={chosen} several withTexts={options.texts === 'full'} onChange={setChosen} />
          <div className="stack">
            <OptionChoice options={options} formats={formats.filter(({ format }) => chosen.includes(format))} onChange={setOptions} />
            {words(t('release.version'), version, setVersion, t('release.versionHint'))}
            {words(t('release.note'), note, setNote)}
            {words(t('release.licence'), licence, setLicence, t('release.licenceHint'))}
            <Limits formats={formats.filter(({ format }) => chosen.includes(format))} />
          </div>
        </div>
      </div>
    </Dialog>
  )
} // prettier-ignore
