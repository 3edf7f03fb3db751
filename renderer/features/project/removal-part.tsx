import { useState, type ReactNode } from 'react'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { errorMessage, type BelegFailure } from '../../../shared/errors.ts'
import { announce } from '../../app/announce.tsx'
import { useProject, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Figures } from './figures.tsx'
import { nothingChosen, RemovalChoice, requestOf, type Chosen } from './removal-choice.tsx'
import { Working } from './working.tsx'

type Preview = ChannelOutput<'project.purgePreview'>
type Report = ChannelOutput<'project.purge'>

const listed = 50
const holdings = ['texts', 'originals', 'batches', 'steps', 'snapshots', 'journals', 'backups'] as const

function Names(props: { readonly title: string; readonly names: readonly string[] }): ReactNode {
  const { tn } = useLocale()
  const { title, names } = props
  if (names.length === 0) return null
  return (
    <section>
      <h3 className="field-label">{title}</h3>
      <ul className="purge-names" tabIndex={0} aria-label={title}>
        {names.slice(0, listed).map((name, index) => (
          <li key={index}>{name}</li>
        ))}
      </ul>
      {names.length > listed ? (
        <p className="quiet small">{tn('purge.andMore', names.length - listed)}</p>
      ) : null}
    </section>
  )
}

/** What removing would take: by name, and by the files that hold it. */
function PreviewOf(props: { readonly preview: Preview }): ReactNode {
  const { preview } = props
  const { t } = useLocale()
  const figures: readonly (readonly [string, number])[] = [
    [t('purge.count.facts'), preview.facts],
    ...holdings.map((one) => [t(`purge.count.${one}`), preview.holdings?.[one] ?? 0] as const),
    [t('purge.count.rows'), preview.rows],
  ]
  return (
    <div className="purge-preview">
      <Names title={t('purge.goArticles')} names={preview.articles.map(({ title }) => title)} />
      <Names title={t('purge.goEntities')} names={preview.entities.map(({ label }) => label)} />
      <section>
        <h3 className="field-label">{t('purge.goFiles')}</h3>
        <Figures figures={figures} />
      </section>
    </div>
  )
}

function ReportOf(props: { readonly report: Report; readonly onDone: () => void }): ReactNode {
  const { report } = props
  const { t, tn } = useLocale()
  return (
    <section
      className="check-result"
      data-ok={!report.unfinished}
      role="status"
      aria-label={t('purge.doneTitle')}
    >
      <p className="check-verdict">
        <Icon name={report.unfinished ? 'warning' : 'check'} size={20} /> {t('purge.doneTitle')}
      </p>
      <ul>
        <li>{tn('purge.done.rows', report.rows)}</li>
        <li>{tn('purge.done.steps', report.steps)}</li>
        <li>{tn('purge.done.files', report.files)}</li>
        {report.damagedReleases.length === 0 ? null : (
          <li>{t('purge.damagedReleases', { names: report.damagedReleases.join(', ') })}</li>
        )}
      </ul>
      <p>{t(report.unfinished ? 'purge.unfinished' : 'purge.finished')}</p>
      <div>
        <Button autoFocus onClick={props.onDone}>
          {t('purge.again')}
        </Button>
      </div>
    </section>
  )
}

/** Removing articles, or what a project holds of a person, for good: choose, see what goes, confirm by typing. */
export function RemovalPart(): ReactNode {
  const store = useStore()
  const { t, language } = useLocale()
  const project = useProject()
  const [chosen, setChosen] = useState<Chosen>(nothingChosen)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState<'looking' | 'removing' | null>(null)
  const [error, setError] = useState<BelegFailure | null>(null)
  const [report, setReport] = useState<Report | null>(null)
  // The same id until it is done: sent again after a lost answer, it removes nothing twice.
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const empty = chosen.articles.size + chosen.entities.size === 0
  const readOnly = project?.readOnly !== null

  const choose = (next: Chosen): void => {
    setChosen(next)
    setPreview(null)
    setTyped('')
    setError(null)
  }
  const look = async (): Promise<void> => {
    setBusy('looking')
    setError(null)
    const answer = await store.call('project.purgePreview', requestOf(chosen))
    setBusy(null)
    if (answer.ok) setPreview(answer.value)
    else setError(answer.error)
  }
  const remove = async (): Promise<void> => {
    if (preview === null || typed !== preview.confirm || busy !== null) return
    setBusy('removing')
    setError(null)
    const answer = await store.call('project.purge', { ...requestOf(chosen), confirm: typed, commandId })
    setBusy(null)
    if (!answer.ok) {
      setError(answer.error)
      return
    }
    choose(nothingChosen)
    setCommandId(crypto.randomUUID())
    setReport(answer.value)
    announce(t('purge.doneTitle'))
    // What the page knows of it is read anew.
    store.cache.invalidateAll({ forget: false })
  }

  if (report !== null) {
    return (
      <div className="page-inner stack">
        <h2 className="section-title">{t('purge.title')}</h2>
        <ReportOf report={report} onDone={() => setReport(null)} />
      </div>
    )
  }
  return (
    <div className="page-inner stack">
      <h2 className="section-title">{t('purge.title')}</h2>
      <p className="soft">{t('purge.text')}</p>
      <RemovalChoice chosen={chosen} onChange={choose} />
      <div>
        <Button icon="search" disabled={empty || busy !== null || readOnly} onClick={() => void look()}>
          {t('purge.look')}
        </Button>
      </div>
      {readOnly ? <p className="quiet">{t('purge.readOnly')}</p> : null}
      {busy === 'looking' ? <Working label={t('purge.looking')} /> : null}
      {preview === null ? null : (
        <form
          className="purge-confirm"
          onSubmit={(event) => {
            event.preventDefault()
            void remove()
          }}
        >
          <h2 className="section-title">{t('purge.previewTitle')}</h2>
          <PreviewOf preview={preview} />
          <p className="undo-rests">
            <Icon name="warning" /> {t('purge.warning')}
          </p>
          <Field label={t('purge.confirm', { name: preview.confirm })}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                autoFocus
                autoComplete="off"
                spellCheck={false}
                readOnly={busy === 'removing'}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            )}
          </Field>
          <div className="ways">
            <Button type="submit" look="danger" disabled={typed !== preview.confirm || busy !== null}>
              {t('purge.do')}
            </Button>
            <Button disabled={busy === 'removing'} onClick={() => choose(nothingChosen)}>
              {t('ui.cancel')}
            </Button>
          </div>
          {busy === 'removing' ? <Working label={t('purge.removing')} /> : null}
        </form>
      )}
      {error === null ? null : (
        <p className="field-error" role="alert">
          {errorMessage(error, language)}
        </p>
      )}
    </div>
  )
} // prettier-ignore
