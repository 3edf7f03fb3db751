import { useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type { CarryTarget } from '../../../shared/model/family.ts'
import type { ArticleId, FactId } from '../../../shared/model/ids.ts'
import { announce } from '../../app/announce.tsx'
import { refusalOf } from '../../app/command-queue.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Check } from '../../ui/field.tsx'
import { typeLabelIn } from './type-label.ts'

/** Deciding once for the family: what each other article says of the fact, and one step that makes them attest it. */
export function CarryDialog(props: { readonly factId: FactId; readonly onClose: () => void }): ReactNode {
  const { factId, onClose } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const readOnly = useProject()?.readOnly != null
  const preview = useQuery('families.carryPreview', { factId })
  const codebook = useQuery('codebook.current', {})
  const [without, setWithout] = useState<ReadonlySet<ArticleId>>(new Set())
  const targets = preview.value?.targets ?? []
  const undecided = preview.value?.fact.state === 'proposed'
  const chosen = targets.filter(({ articleId, outcome }) => outcome !== 'cannot' && !without.has(articleId))
  const carry = async (): Promise<void> => {
    if (chosen.length === 0 || readOnly) return
    const articleIds = chosen.map(({ articleId }) => articleId)
    const result = await store.apply([{ type: 'fact.carry', payload: { factId, articleIds } }])
    if (refusalOf(result) !== null) return
    announce(tn('carry.said', articleIds.length))
    onClose()
  }
  const words = preview.value?.fact.evidence[0]?.surface ?? ''
  const type =
    preview.value === undefined ? '…' : typeLabelIn(codebook.value, preview.value.fact.type, language)
  return (
    <Dialog title={t('carry.title', { fact: type })} size="wide" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void carry()
        }}
      >
        <blockquote className="carry-quote">{words}</blockquote>
        {preview.error === null ? null : (
          <p className="screen-error" role="alert">
            {errorMessage(preview.error, language)}
          </p>
        )}
        {undecided ? <p role="alert">{t('carry.undecided')}</p> : null}
        {preview.value !== undefined && targets.length === 0 ? <p>{t('carry.alone')}</p> : null}
        <ul className="carry-targets">
          {targets.map((target) => (
            <li key={target.articleId} data-outcome={target.outcome}>
              <Target
                target={target}
                checked={!without.has(target.articleId)}
                onChange={(checked) => {
                  const next = new Set(without)
                  if (checked) next.delete(target.articleId)
                  else next.add(target.articleId)
                  setWithout(next)
                }}
              />
            </li>
          ))}
        </ul>
        <div className="carry-deeds">
          <span className="quiet small">{t('carry.undoHint')}</span>
          <Button onClick={onClose} data-autofocus={chosen.length === 0 ? true : undefined}>
            {t('ui.cancel')}
          </Button>
          <Button
            look="main"
            type="submit"
            disabled={undecided || chosen.length === 0 || readOnly}
            data-autofocus
            key={preview.value === undefined ? 'waiting' : 'ready'}
            autoFocus
          >
            {chosen.length === 0 ? t('carry.none') : tn('carry.do', chosen.length)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Target(props: {
  readonly target: CarryTarget
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}): ReactNode {
  const { target, checked, onChange } = props
  const { t, tn } = useLocale()
  const title = [target.title, target.publisher].filter((part) => part !== null).join(' · ')
  if (target.outcome === 'cannot')
    return (
      <p className="carry-cannot">
        <span>{title}</span>{' '}
        <span className="quiet small">{target.why === null ? '' : t(`carry.why.${target.why}`)}</span>
      </p>
    )
  const missing = target.slots.filter(({ own, there }) => own !== null && there === null)
  return (
    <>
      <Check
        label={title}
        checked={checked}
        onChange={onChange}
        detail={[
          t(`carry.${target.outcome}`),
          target.answers.length === 0 ? null : tn('carry.answers', target.answers.length),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      />
      {target.evidence.map(({ start, surface }) => (
        <q key={start} className="carry-passage small">
          {surface}
        </q>
      ))}
      <p className="carry-slots quiet small">
        {target.slots.flatMap(({ role, there }) => (there === null ? [] : [`${role}: ${there}`])).join(' · ')}
      </p>
      {missing.map(({ role, own }) => (
        <p key={`${role} ${own ?? ''}`} className="carry-missing small">
          {t('carry.slotMissing', { role: `${role} „${own ?? ''}“` })}
        </p>
      ))}
    </>
  )
}
