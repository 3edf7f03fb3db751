import { useState, type ReactNode } from 'react'
import './opinions.css'
import { errorMessage } from '../../../shared/errors.ts'
import type { OpinionView } from '../../../shared/model/opinion.ts'
import { announce } from '../../app/announce.tsx'
import { choosePlaces } from '../../app/choose-place.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, Dialog, EmptyState } from '../../ui/index.ts'
import { AgreementTables } from './agreement-tables.tsx'
import { Differences } from './differences.tsx'

/** What colleagues decided about the same articles: how far one agrees with them, and each difference to be settled. */
export function OpinionsPart(): ReactNode {
  const { t, language } = useLocale()
  const opinions = useQuery('opinions.list', {}, { keep: true })
  const [chosen, setChosen] = useState<string | null>(null)
  if (opinions.value === undefined) {
    return opinions.error === null ? (
      <p className="empty">{t('ui.loading')}</p>
    ) : (
      <EmptyState
        icon="warning"
        title={t('project.opinions')}
        text={errorMessage(opinions.error, language)}
      />
    )
  }
  const current = opinions.value.find(({ id }) => id === chosen) ?? opinions.value.at(-1)
  if (current === undefined) {
    return (
      <EmptyState icon="table" title={t('opinion.emptyTitle')} text={t('opinion.emptyText')}>
        <TakeIn onTaken={setChosen} />
      </EmptyState>
    )
  }
  return (
    <div className="opinions">
      <OpinionHead opinions={opinions.value} current={current} onChoose={setChosen} />
      <div className="opinions-body">
        <Differences key={current.id} opinion={current} />
        <AgreementTables figures={current.agreement} />
      </div>
    </div>
  )
}

function OpinionHead(props: {
  readonly opinions: readonly OpinionView[]
  readonly current: OpinionView
  readonly onChoose: (id: string) => void
}): ReactNode {
  const { opinions, current, onChoose } = props
  const { t, format } = useLocale()
  const store = useStore()
  const readOnly = useProject()?.readOnly !== null
  const [removing, setRemoving] = useState(false)
  return (
    <header className="opinions-head">
      <label className="opinions-choice">
        <span className="field-label">{t('opinion.choose')}</span>
        <select
          className="input"
          value={current.id}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          {opinions.map((one) => (
            <option key={one.id} value={one.id}>
              {t('opinion.of', { name: one.name, origin: one.origin, when: format.instant(one.at) })}
            </option>
          ))}
        </select>
      </label>
      <TakeIn onTaken={onChoose} />
      <Button look="quiet" disabled={readOnly} onClick={() => setRemoving(true)}>
        {t('opinion.remove')} …
      </Button>
      {removing ? (
        <Dialog
          title={t('opinion.removeTitle', { name: current.name })}
          onClose={() => setRemoving(false)}
          foot={
            <>
              <Button data-autofocus="" onClick={() => setRemoving(false)}>
                {t('ui.cancel')}
              </Button>
              <Button
                look="danger"
                onClick={() => {
                  setRemoving(false)
                  void store.apply([{ type: 'opinion.remove', payload: { opinionId: current.id } }])
                }}
              >
                {t('opinion.remove')}
              </Button>
            </>
          }
        >
          <p>{t('opinion.removeText')}</p>
        </Dialog>
      ) : null}
    </header>
  )
}

/** A colleague's project or export, chosen and taken in; what went wrong is said where it was asked for. */
function TakeIn(props: { readonly onTaken: (opinionId: string) => void }): ReactNode {
  const { t, language } = useLocale()
  const store = useStore()
  const readOnly = useProject()?.readOnly !== null
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const take = async (purpose: 'openOpinion' | 'openOpinionFile'): Promise<void> => {
    const [place] = await choosePlaces(store, purpose)
    if (place === undefined) return
    setBusy(true)
    setError(null)
    const answer = await store.call('opinions.import', { place: place.token })
    setBusy(false)
    if (!answer.ok) {
      setError(errorMessage(answer.error, language))
      return
    }
    const { opinionId, articles, facts } = answer.value
    announce(t('opinion.added', { articles, facts }))
    props.onTaken(opinionId)
  }
  return (
    <div className="opinions-take">
      <Button icon="project" disabled={busy || readOnly} onClick={() => void take('openOpinion')}>
        {t('opinion.fromProject')} …
      </Button>
      <Button icon="file" disabled={busy || readOnly} onClick={() => void take('openOpinionFile')}>
        {t('opinion.fromFile')} …
      </Button>
      {error === null ? null : (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
