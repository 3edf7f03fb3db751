import { useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type { FamilyMember } from '../../../shared/model/family.ts'
import type { ArticleId } from '../../../shared/model/ids.ts'
import { announce } from '../../app/announce.tsx'
import { refusalOf } from '../../app/command-queue.ts'
import { useKeys } from '../../app/keyboard.ts'
import { navigate } from '../../app/routes.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { KeysOf } from '../../ui/kbd.tsx'
import { SideBySide } from './side-by-side.tsx'

/** The near-duplicates of an article: how like each is, and what is different, side by side. */
export function FamilyDialog(props: {
  readonly articleId: ArticleId
  readonly onClose: () => void
}): ReactNode {
  const { articleId, onClose } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const readOnly = useProject()?.readOnly != null
  const family = useQuery('families.of', { articleId }, { keep: true })
  const [chosen, setChosen] = useState<ArticleId | null>(null)
  const members = family.value?.members ?? []
  // An old version is shown as its newest, which alone is in a family.
  const own = members.find((member) => member.similarity === null && member.articleId === articleId) ??
    members.find((member) => member.similarity === null) // prettier-ignore
  // Of an article that has no family the answer says nothing more.
  const alone = useQuery(
    'articles.open',
    family.value !== undefined && own === undefined ? { articleId } : null,
  ).value
  const others = members.filter((member) => member.articleId !== own?.articleId)
  const at = Math.max(0, others.findIndex((member) => member.articleId === chosen)) // prettier-ignore
  const other = others[at]
  const move = (by: number): void => {
    const next = others[Math.min(others.length - 1, Math.max(0, at + by))]
    if (next !== undefined) setChosen(next.articleId)
  }
  const open = (): void => {
    if (other === undefined) return
    onClose()
    navigate({ screen: 'review', articleId: other.articleId, factId: null })
  }
  const split = async (): Promise<void> => {
    if (other === undefined || readOnly) return
    const result = await store.apply([{ type: 'family.split', payload: { articleIds: [other.articleId] } }])
    if (refusalOf(result) === null) announce(t('family.splitSaid', { title: other.title }))
  }
  useKeys('family', {
    'member.next': () => move(1),
    'member.previous': () => move(-1),
    'member.open': open,
    'member.split': () => void split(),
  })
  return (
    <Dialog
      title={t('family.title', { title: own?.title ?? alone?.row.title ?? '…' })}
      size="full"
      keys="family"
      onClose={onClose}
      foot={
        other === undefined ? undefined : (
          <>
            <span className="apart quiet small">
              <KeysOf action="change.next" /> {t('action.change.next')} <KeysOf action="change.previous" />{' '}
              {t('action.change.previous')}
            </span>
            <Button disabled={readOnly} onClick={() => void split()} hint={<KeysOf action="member.split" />}>
              {t('family.split')}
            </Button>
            <Button look="main" onClick={open} hint={<KeysOf action="member.open" />}>
              {t('family.open')}
            </Button>
          </>
        )
      }
    >
      {family.error === null ? null : (
        <p className="screen-error" role="alert">
          {errorMessage(family.error, language)}
        </p>
      )}
      {/* Here from the beginning, so that keys are heard before the answer comes; Enter on a member would press it. */}
      <div className="family" tabIndex={-1} data-autofocus>
        {family.value === undefined ? null : (
          <>
            {family.value.apart.length === 0 ? null : (
              <p className="quiet small">
                {t('family.apart', { titles: family.value.apart.map(({ title }) => title).join(' · ') })}
              </p>
            )}
            {other === undefined || own === undefined ? (
              <p>{t('family.alone')}</p>
            ) : (
              <>
                <ul className="family-members" aria-label={t('family.members')}>
                  {others.map((member) => (
                    <li key={member.articleId}>
                      <button
                        type="button"
                        className="family-member"
                        aria-pressed={member.articleId === other.articleId}
                        onClick={() => setChosen(member.articleId)}
                      >
                        <span className="family-member-title">{member.title}</span>
                        <Likeness member={member} />
                        {member.attests === 0 ? null : (
                          <span className="quiet small">{tn('family.attests', member.attests)}</span>
                        )}
                      </button>
                    </li>
                  ))}
                </ul>
                <SideBySide a={own.articleId} b={other.articleId} />
              </>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}

/** Who published it, and how like it is. */
function Likeness(props: { readonly member: FamilyMember }): ReactNode {
  const { publisher, published, sourceName, similarity } = props.member
  const { t, format } = useLocale()
  const source = [publisher ?? sourceName, published === null ? null : format.date(published.slice(0, 10))]
  return (
    <span
      className="quiet small numbers"
      title={
        similarity === null
          ? undefined
          : t('family.likenessHint', { contained: format.percent(similarity.containment) })
      }
    >
      {[
        ...source,
        similarity === null
          ? null
          : t('family.likeness', {
              jaccard: format.percent(similarity.jaccard),
              estimate: format.percent(similarity.estimate),
            }),
      ]
        .filter((part) => part !== null && part !== '')
        .join(' · ')}
    </span>
  )
}
