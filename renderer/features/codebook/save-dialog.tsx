import { useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import { factTypeOf, type Codebook } from '../../../shared/model/codebook.ts'
import type { CodebookImpact } from '../../../shared/model/codebook-impact.ts'
import { announce } from '../../app/announce.tsx'
import { refusalOf } from '../../app/command-queue.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, Dialog } from '../../ui/index.ts'
import { TextField } from './fields.tsx'
import { DifferencesList } from './differences-list.tsx'
import { LookRows } from './look-view.tsx'

/** What a save would do, shown before it is done: differences, facts it touches, moves and leaves to look at. */
export function SaveDialog(props: {
  readonly codebook: Codebook
  readonly saved: Codebook
  readonly onSaved: () => void
  readonly onClose: () => void
}): ReactNode {
  const { codebook, saved, onSaved, onClose } = props
  const { t, tn, language } = useLocale()
  const store = useStore()
  const impact = useQuery('codebook.impact', { codebook })
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const found = impact.value
  const save = async (): Promise<void> => {
    if (found === undefined) return
    setBusy(true)
    const why = note.trim() === '' ? {} : { note: note.trim() }
    const result = await store.apply(
      [{ type: 'codebook.save', payload: { basedOn: found.base, codebook, ...why }, ...why }],
      { quiet: true },
    )
    setBusy(false)
    const refusal = refusalOf(result)
    if (refusal !== null) {
      setError(errorMessage(refusal, language))
      return
    }
    announce(t('codebook.savedAs', { number: found.base + 1 }))
    onSaved()
  }
  const ready = found !== undefined && found.refused.length === 0 && found.differences.length > 0 && !busy
  const problem = error ?? (impact.error === null ? null : errorMessage(impact.error, language))
  return (
    <Dialog
      title={t('codebook.saveTitle')}
      size="wide"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => void save()}>
            {t('codebook.saveAs', { number: (found?.base ?? 0) + 1 })}
          </Button>
        </>
      }
    >
      <form
        className="codebook-save"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) void save()
        }}
      >
        {problem === null ? null : (
          <p className="field-error" role="alert">
            {problem}
          </p>
        )}
        {found === undefined ? (
          problem === null ? <p className="quiet">{t('codebook.counting')}</p> : null
        ) : (
          <>
            <ImpactPart impact={found} codebook={codebook} saved={saved} />
            <TextField label={t('codebook.note')} hint={t('codebook.noteHint')} value={note} disabled={busy} onChange={setNote} />
            <h3 className="codebook-part">{tn('codebook.differencesCount', found.differences.length)}</h3>
            <DifferencesList differences={found.differences} />
          </>
        )}
      </form>
    </Dialog>
  )
} // prettier-ignore

function ImpactPart(props: { readonly impact: CodebookImpact; readonly codebook: Codebook; readonly saved: Codebook }): ReactNode {
  const { impact, codebook, saved } = props
  const { t, tn, language, format } = useLocale()
  const { touched, moves, refused, look } = impact
  const name = (type: string, role: string | null): string => {
    const label = factTypeOf(saved, type)?.label[language] ?? type
    return role === null ? label : `${label} › ${role}`
  }
  return (
    <>
      {refused.length === 0 ? null : (
        <section className="codebook-refused" role="alert">
          <h3>{t('codebook.refusedTitle')}</h3>
          <ul>
            {refused.map(({ type, role, facts }) => (
              <li key={`${type} ${role ?? ''}`}>{tn('codebook.refused', facts, { name: name(type, role) })}</li>
            ))}
          </ul>
        </section>
      )}
      <h3 className="codebook-part">{t('codebook.touchedTitle')}</h3>
      {touched.length === 0 && moves.length === 0 ? <p className="quiet">{t('codebook.touchedNone')}</p> : null}
      <ul className="codebook-touched">
        {touched.map(({ type, decided, proposed, articles, datasets, releases }) => (
          <li key={type}>
            {t('codebook.touched', { name: name(type, null), decided, proposed, articles, datasets: datasets.length === 0 ? '0' : format.list(datasets), releases })}
          </li>
        ))}
        {moves.map(({ type, role, to, facts }) => (
          <li key={`${type} ${role ?? ''} ${to}`}>{tn('codebook.moves', facts, { name: name(type, role), to })}</li>
        ))}
      </ul>
      {look.total === 0 ? null : (
        <section>
          <p className="codebook-warning">{tn('codebook.lookAfter', look.total)}</p>
          <LookRows codebook={codebook} rows={look.rows.slice(0, 20)} linked={false} />
        </section>
      )}
    </>
  )
} // prettier-ignore
