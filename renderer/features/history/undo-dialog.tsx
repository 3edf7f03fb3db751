import { useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { HistoryRow } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { refusalOf } from '../../app/command-queue.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { StepRow } from './step-row.tsx'
import { turnable } from './step-words.ts'

function StepLines(props: {
  readonly title: string
  readonly steps: readonly HistoryRow[]
  readonly more: number
  readonly codebook: Codebook | undefined
}): ReactNode {
  const { tn } = useLocale()
  return (
    <section>
      <h3 className="field-label">{props.title}</h3>
      <ol className="undo-steps" tabIndex={0} aria-label={props.title}>
        {props.steps.map((step) => (
          <li key={step.seq}>
            <StepRow step={step} codebook={props.codebook} />
          </li>
        ))}
      </ol>
      {props.more > 0 ? <p className="quiet small">{tn('undo.more', props.more)}</p> : null}
    </section>
  )
}

/**
 * Takes one old step back, or brings an undone one back: shows what rests on it, and lets the coder choose. The steps
 * that go together go in one step of their own, which can be undone in turn.
 */
export function UndoDialog(props: {
  readonly step: HistoryRow
  readonly codebook: Codebook | undefined
  readonly onClose: () => void
}): ReactNode {
  const { step, codebook, onClose } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const back = step.undoneBy !== null
  const seq = turnable(step) ?? step.seq
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const plan = useQuery('history.undoPlan', { seq })
  const { value } = plan
  const others = value?.seqs.filter((one) => one !== seq) ?? []
  const otherRows = value?.steps.filter((one) => one.seq !== seq) ?? []
  const possible = value?.possible === true
  const alone = possible && others.length === 0
  const error = refused ?? (plan.error === null ? null : errorMessage(plan.error, language))

  const turn = async (): Promise<void> => {
    if (!possible || busy) return
    setBusy(true)
    setRefused(null)
    const given = note.trim()
    const result = await store.apply(
      [{ type: 'history.undo', payload: { seq, ...(others.length === 0 ? {} : { together: others }) }, ...(given === '' ? {} : { note: given }) }],
      { quiet: true },
    )
    setBusy(false)
    const refusal = refusalOf(result)
    if (refusal !== null) {
      setRefused(errorMessage(refusal, language))
      return
    }
    announce(back ? t('undo.doneBack', { seq: String(step.seq) }) : tn('undo.done', others.length + 1, { seq: String(step.seq) }))
    onClose()
  }

  return (
    <Dialog
      title={t(back ? 'undo.titleBack' : 'undo.title', { seq: String(step.seq) })}
      onClose={onClose}
      size="wide"
      foot={
        <>
          <Button data-autofocus="" onClick={onClose}>
            {t('undo.leave')}
          </Button>
          {possible ? (
            <Button look={alone ? 'main' : 'danger'} disabled={busy} onClick={() => void turn()}>
              {others.length > 0 ? tn('undo.together', others.length + 1) : t(back ? 'undo.back' : 'undo.alike')}
            </Button>
          ) : null}
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          // Enter does what needs no choice; several steps are undone by their own button only.
          if (alone) void turn()
        }}
      >
        <div className="undo-steps">
          <StepRow step={step} codebook={codebook} />
        </div>
        {value === undefined && plan.error === null ? <ProgressBar label={t('undo.looking')} done={0} total={null} /> : null}
        {error === null ? null : (
          <p className="field-error" role="alert">
            {error}
          </p>
        )}
        {alone ? <p>{back ? t('undo.aloneBack', { seq: String(step.seq) }) : t('undo.alone')}</p> : null}
        {possible && others.length > 0 ? (
          <>
            <p className="undo-rests" role="alert">
              <Icon name="warning" /> {tn('undo.rests', others.length)}
            </p>
            <StepLines title={t('undo.restList')} steps={otherRows} more={others.length - otherRows.length} codebook={codebook} />
          </>
        ) : null}
        {value !== undefined && !possible ? (
          <>
            <p className="undo-rests" role="alert">
              <Icon name="lock" /> {t('undo.blocked')}
            </p>
            <StepLines title={t('undo.blockList')} steps={value.blocked} more={0} codebook={codebook} />
          </>
        ) : null}
        {possible ? (
          <Field label={t('undo.note')} hint={t('undo.noteHint')}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                autoFocus={alone}
                maxLength={2000}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
            )}
          </Field>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
} // prettier-ignore
