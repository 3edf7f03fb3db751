import { useState, type ReactNode } from 'react'
import './annotations.css'
import type { ChannelInput, ChannelOutput, Place } from '../../../shared/contract/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import {
  countedUnits,
  noMapping,
  readableFormats,
  type ComeInAs,
  type TypeMapping,
} from '../../../shared/model/annotations.ts'
import type { Bilingual } from '../../../shared/model/codebook.ts'
import { announce } from '../../app/announce.tsx'
import { choosePlaces } from '../../app/choose-place.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Choice, Field } from '../../ui/field.tsx'
import { JobProgress } from '../datasets/job-progress.tsx'
import { NameTable } from './name-table.tsx'
import { OwnFound, ReportFound } from './report-found.tsx'
import { usePreview } from './use-preview.ts'

type Taken = ChannelOutput<'annotations.import'>
type Request = ChannelInput<'annotations.preview'>

/** Annotations of other tools and our own JSONL: what files would bring, what their names mean, and taking them in as one step. */
export function AnnotationsDialog(props: { readonly onClose: () => void }): ReactNode {
  const { onClose } = props
  const store = useStore()
  const { t, tn } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  const [places, setPlaces] = useState<readonly Place[]>([])
  const [format, setFormat] = useState<Request['format']>()
  const [unit, setUnit] = useState<Request['unit']>()
  const [as, setAs] = useState<ComeInAs>('added')
  const [mapping, setMapping] = useState<TypeMapping>(noMapping)
  const [taken, setTaken] = useState<Taken | null>(null)
  const [taking, setTaking] = useState(false)
  const [failed, setFailed] = useState<ReturnType<typeof usePreview>['error']>(null)
  const request: Request | null =
    places.length === 0
      ? null
      : {
          places: places.map(({ token }) => token),
          mapping,
          as,
          ...(format === undefined ? {} : { format }),
          ...(unit === undefined ? {} : { unit }),
        }
  const { found, error, looking } = usePreview(taking || taken !== null ? null : request)
  const choose = async (purpose: 'openAnnotations' | 'openAnnotationFolder'): Promise<void> => {
    const chosen = await choosePlaces(store, purpose)
    if (chosen.length === 0) return
    setFormat(undefined)
    setMapping(noMapping)
    setFailed(null)
    setPlaces(chosen)
  }
  const brings =
    found === null
      ? 0
      : found.kind === 'own'
        ? found.preview.articles
        : found.report.totals.mentions + found.report.totals.facts + found.report.totals.waiting
  const ready = request !== null && found !== null && !looking && !taking && brings > 0 && !readOnly
  const take = async (): Promise<void> => {
    if (!ready) return
    setTaking(true)
    setFailed(null)
    const answer = await store.call('annotations.import', request)
    setTaking(false)
    if (!answer.ok) {
      setFailed(answer.error)
      return
    }
    setTaken(answer.value)
    announce(t('annotations.done'))
  }
  if (taken !== null) {
    return (
      <Dialog
        key="taken"
        title={t('annotations.doneTitle')}
        size="wide"
        onClose={onClose}
        foot={
          <Button look="main" data-autofocus="" onClick={onClose}>
            {t('ui.close')}
          </Button>
        }
      >
        <div className="stack">
          <p>{t(taken.report.seq === null ? 'annotations.nothingNew' : 'annotations.oneStep')}</p>
          {taken.kind === 'own' ? (
            <OwnTaken report={taken.report} />
          ) : (
            <ReportFound report={taken.report} />
          )}
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t('annotations.title')}
      size="full"
      onClose={onClose}
      foot={
        <>
          <span className="apart quiet small numbers">{places.length === 0 ? '' : tn('annotations.chosen', places.length)}</span>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" disabled={!ready} onClick={() => void take()}>
            {t('annotations.take')}
          </Button>
        </>
      }
    >
      <div className="annotations">
        <p className="quiet">{t('annotations.text')}</p>
        <div className="annotations-choose">
          <Button icon="file" data-autofocus="" disabled={taking} onClick={() => void choose('openAnnotations')}>
            {t('annotations.files')} …
          </Button>
          <Button icon="folder" disabled={taking} onClick={() => void choose('openAnnotationFolder')}>
            {t('annotations.folder')} …
          </Button>
          <ChosenPlaces places={places} />
        </div>
        {places.length === 0 ? null : (
          <HowToRead
            format={format}
            guessed={found?.kind === 'annotations' ? found.report.format : found?.kind}
            unit={unit}
            as={as}
            onFormat={setFormat}
            onUnit={setUnit}
            onAs={setAs}
          />
        )}
        <Refused error={failed ?? error} />
        {looking || taking ? (
          <JobProgress kind="annotations" label={t(taking ? 'annotations.taking' : 'annotations.looking')} />
        ) : null}
        {found === null ? null : found.kind === 'own' ? (
          <OwnFound preview={found.preview} />
        ) : (
          <div className="annotations-found" aria-busy={looking}>
            <ReportFound report={found.report} />
            <NameTable names={found.report.names} mapping={mapping} onMapping={setMapping} />
          </div>
        )}
      </div>
    </Dialog>
  )
} // prettier-ignore

function Refused(props: { readonly error: ReturnType<typeof usePreview>['error'] }): ReactNode {
  const { language } = useLocale()
  return props.error === null ? null : (
    <p role="alert" className="screen-error">
      {errorMessage(props.error, language)}
    </p>
  )
}

const mostNamed = 3

function ChosenPlaces(props: { readonly places: readonly Place[] }): ReactNode {
  const { t } = useLocale()
  const { places } = props
  if (places.length === 0) return null
  const names = places.slice(0, mostNamed).map(({ label }) => label)
  return (
    <span className="selectable">
      {names.join(', ')}
      {places.length > mostNamed ? ` ${t('annotations.andMore', { count: places.length - mostNamed })}` : ''}
    </span>
  )
}

/** What the files are, what their offsets count, and as what they come in; where nothing is said it is found out. */
function HowToRead(props: {
  readonly format: Request['format']
  readonly guessed: string | undefined
  readonly unit: Request['unit']
  readonly as: ComeInAs
  readonly onFormat: (format: Request['format']) => void
  readonly onUnit: (unit: Request['unit']) => void
  readonly onAs: (as: ComeInAs) => void
}): ReactNode {
  const { format, guessed, unit, as, onFormat, onUnit, onAs } = props
  const { t, language } = useLocale()
  const labels = new Map<string, Bilingual>(useQuery('datasets.formats', {}).value?.map((one) => [one.format, one.label]))
  const called = (name: string): string => labels.get(name === 'own' ? 'jsonl' : name)?.[language] ?? name
  const own = guessed === 'own' && format === undefined
  return (
    <div className="annotations-how">
      <Field label={t('annotations.format')}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={format ?? ''}
            onChange={(event) => onFormat(readableFormats.find((one) => one === event.currentTarget.value))}
          >
            <option value="">
              {guessed === undefined || format !== undefined
                ? t('annotations.foundOut')
                : t('annotations.foundOutAs', { format: called(guessed) })}
            </option>
            {readableFormats.map((one) => (
              <option key={one} value={one}>
                {called(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {own ? null : (
        <>
          <Field label={t('annotations.unit')}>
            {(ids) => (
              <select
                {...ids}
                className="input"
                value={unit ?? ''}
                onChange={(event) => onUnit(countedUnits.find((one) => one === event.currentTarget.value))}
              >
                <option value="">{t('annotations.unit.usual')}</option>
                {countedUnits.map((one) => (
                  <option key={one} value={one}>
                    {t(`annotations.unit.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Choice
            label={t('annotations.as')}
            value={as}
            options={[
              { value: 'added', label: t('annotations.as.added') },
              { value: 'proposals', label: t('annotations.as.proposals') },
            ]}
            onChange={onAs}
          />
        </>
      )}
    </div>
  )
} // prettier-ignore

function OwnTaken(props: { readonly report: Extract<Taken, { readonly kind: 'own' }>['report'] }): ReactNode {
  const { articles, facts, mentions, entities, decisions } = props.report
  const { t } = useLocale()
  const left = [...facts.different.map(({ id }) => id), ...entities.different]
  return (
    <>
      <dl className="facts-list">
        <dt>{t('annotations.articles')}</dt>
        <dd>{t('annotations.newAndThere', { added: articles.added, there: articles.there })}</dd>
        <dt>{t('annotations.facts')}</dt>
        <dd>{t('annotations.newAndThere', { added: facts.added, there: facts.same })}</dd>
        <dt>{t('annotations.decisions')}</dt>
        <dd>{decisions.added}</dd>
        <dt>{t('annotations.mentions')}</dt>
        <dd>{mentions.added}</dd>
        <dt>{t('annotations.entities')}</dt>
        <dd>
          {t('annotations.newAndThere', { added: entities.added, there: entities.same + entities.matched })}
        </dd>
      </dl>
      {left.length === 0 ? null : <p>{t('annotations.leftAsIs', { count: left.length })}</p>}
    </>
  )
}
