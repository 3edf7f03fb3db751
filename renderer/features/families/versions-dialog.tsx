import { useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type { CarryRest, VersionsView } from '../../../shared/model/family.ts'
import type { ArticleId } from '../../../shared/model/ids.ts'
import { announce } from '../../app/announce.tsx'
import { refusalOf } from '../../app/command-queue.ts'
import { useKeys } from '../../app/keyboard.ts'
import { navigate } from '../../app/routes.ts'
import { useProject, useQuery, useStore, type Wish } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd, KeysOf } from '../../ui/kbd.tsx'
import { typeLabelIn } from './type-label.ts'

type Settlement = Extract<Wish, { readonly type: 'version.settle' }>['payload']['to']

/** The versions of an article, and what the newest could not take over: each decision attached, dropped or left by one key. */
export function VersionsDialog(props: {
  readonly articleId: ArticleId
  readonly onClose: () => void
  readonly onRedecode: (articleId: ArticleId) => void
}): ReactNode {
  const { articleId, onClose, onRedecode } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const readOnly = useProject()?.readOnly != null
  const answer = useQuery('versions.of', { articleId }, { keep: true })
  const [at, setAt] = useState(0)
  const view = answer.value
  const rests = view?.rests ?? []
  const open = rests.filter(({ state }) => state === 'open')
  const active = open[Math.min(at, Math.max(0, open.length - 1))]
  const newest = view?.versions.at(-1)
  const move = (by: number): void => setAt(Math.max(0, Math.min(open.length - 1, at + by)))
  const settle = async (to: Settlement): Promise<void> => {
    if (active === undefined || readOnly) return
    const result = await store.apply([{ type: 'version.settle', payload: { restId: active.id, to } }])
    if (refusalOf(result) !== null) return
    announce(t(`versions.said.${to.how === 'attach' ? 'attached' : to.how === 'drop' ? 'dropped' : 'left'}`))
  }
  const attach = (number: number | null): boolean => {
    const place = active?.candidates[(number ?? 0) - 1]
    if (place === undefined) return false
    void settle({ how: 'attach', start: place.start, end: place.end })
    return true
  }
  useKeys('versions', {
    'rest.next': () => move(1),
    'rest.previous': () => move(-1),
    'rest.attach': ({ digit }) => attach(digit),
    'rest.drop': () => void settle({ how: 'drop' }),
    'rest.leave': () => void settle({ how: 'leave' }),
  })
  return (
    <Dialog
      title={t('versions.title', { title: newest?.title ?? '…' })}
      size="wide"
      keys="versions"
      onClose={onClose}
      foot={
        <>
          {view?.redecodable === true && newest !== undefined ? (
            <Button className="apart" disabled={readOnly} onClick={() => onRedecode(newest.articleId)}>
              {t('versions.redecode')}
            </Button>
          ) : null}
          {active === undefined ? null : (
            <>
              <Button disabled={readOnly} onClick={() => void settle({ how: 'drop' })} hint={<KeysOf action="rest.drop" />}>
                {t('versions.drop')}
              </Button>
              <Button disabled={readOnly} onClick={() => void settle({ how: 'leave' })} hint={<KeysOf action="rest.leave" />}>
                {t('versions.leave')}
              </Button>
            </>
          )}
        </>
      }
    >
      {answer.error === null ? null : (
        <p className="screen-error" role="alert">
          {errorMessage(answer.error, language)}
        </p>
      )}
      <div className="stack" tabIndex={-1} data-autofocus>
        {view === undefined ? null : (
          <>
          <VersionList
            view={view}
            shown={articleId}
            onOpen={(id) => {
              onClose()
              navigate({ screen: 'review', articleId: id, factId: null })
            }}
          />
          {rests.length === 0 ? null : (
            <section className="stack" aria-label={tn('versions.rests', rests.length)}>
              <p className="facet-title" role="status">
                {open.length === 0 ? t('versions.allSettled') : tn('versions.unsettled', open.length)}
              </p>
              {active === undefined ? null : <OpenRest rest={active} onAttach={attach} />}
              <SettledRests rests={rests} />
            </section>
          )}
          </>
        )}
      </div>
    </Dialog>
  )
} // prettier-ignore

function VersionList(props: {
  readonly view: VersionsView
  readonly shown: ArticleId
  readonly onOpen: (articleId: ArticleId) => void
}): ReactNode {
  const { view, shown, onOpen } = props
  const { t, format } = useLocale()
  return (
    <>
      {view.versions.length === 1 ? <p className="quiet">{t('versions.only')}</p> : null}
      <ul className="version-list">
        {view.versions.map((version) => (
          <li key={version.articleId}>
            <Button look="quiet" onClick={() => onOpen(version.articleId)}>
              {t('versions.number', { version: version.version })}
            </Button>{' '}
            <span className="quiet small numbers">
              {t('versions.line', {
                day: format.instant(version.importedAt),
                encoding: version.encoding,
                letters: format.number(version.utf16Length),
              })}
              {version === view.versions.at(-1) ? ` · ${t('versions.newest')}` : ''}
              {version.articleId === shown ? ` · ${t('versions.shown')}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** A decision to be settled: what it was about, and the places of the new version it may be attached to. */
function OpenRest(props: {
  readonly rest: CarryRest
  readonly onAttach: (number: number) => boolean
}): ReactNode {
  const { rest, onAttach } = props
  const { t, format, language } = useLocale()
  const codebook = useQuery('codebook.current', {})
  return (
    <article className="rest">
      <h3>
        {rest.fact === null ? t(`versions.kind.${rest.kind}`) : typeLabelIn(codebook.value, rest.fact.type, language)}{' '}
        <span className="rest-why small">{t(`versions.why.${rest.why}`)}</span>
      </h3>
      <p className="quiet small">{t('versions.was')}</p>
      <p className="rest-was" lang="de">
        <span className="quiet">{rest.before}</span>
        <mark>{rest.quote}</mark>
        <span className="quiet">{rest.after}</span>
      </p>
      <p className="quiet small">{t('versions.places')}</p>
      {rest.candidates.length === 0 ? <p>{t('versions.noPlace')}</p> : null}
      <ol className="rest-places">
        {rest.candidates.map((place, index) => (
          <li key={`${String(place.start)}-${String(place.end)}`}>
            <button type="button" className="rest-place" onClick={() => onAttach(index + 1)}>
              <Kbd name={String(index + 1)} />
              <span lang="de">{place.surface}</span>
              <span className="quiet small">
                {t(`versions.how.${place.how}`, { share: format.percent(place.shared) })}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </article>
  )
} // prettier-ignore

function SettledRests(props: { readonly rests: readonly CarryRest[] }): ReactNode {
  const { t } = useLocale()
  const settled = props.rests.filter(({ state }) => state !== 'open')
  return settled.length === 0 ? null : (
    <ul className="rest-settled quiet small">
      {settled.map((rest) => (
        <li key={rest.id}>
          {rest.state === 'open' ? '' : t(`versions.state.${rest.state}`)}: „{rest.quote.slice(0, 120)}“
        </li>
      ))}
    </ul>
  )
}
