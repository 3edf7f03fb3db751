import { useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type {
  OpenDifference,
  OpinionChoice,
  OpinionFact,
  OpinionView,
} from '../../../shared/model/opinion.ts'
import { factIdSchema } from '../../../shared/model/ids.ts'
import { announce } from '../../app/announce.tsx'
import { useHomeContext, useKeys } from '../../app/keyboard.ts'
import { navigate } from '../../app/routes.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, Check, KeysOf } from '../../ui/index.ts'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { answerIn, fieldOrRole, rolesOf, typeName } from './opinion-words.ts'

/** Every place where the project and a second opinion part: a list, and the chosen one side by side. */
export function Differences(props: { readonly opinion: OpinionView }): ReactNode {
  const { opinion } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  const codebook = useQuery('codebook.current', {}).value
  const answer = useQuery('opinions.differences', { opinionId: opinion.id }, { keep: true })
  const [withSettled, setWithSettled] = useState(false)
  const [active, setActive] = useState(0)
  const [note, setNote] = useState('')
  const all = answer.value ?? []
  const open = all.filter(({ settled }) => settled === null)
  const shown = withSettled ? all : open
  const at = Math.max(0, Math.min(active, shown.length - 1))
  const current = shown[at]

  const settle = (choice: OpinionChoice): void => {
    if (current === undefined || readOnly) return
    void store.apply([
      {
        type: 'opinion.settle',
        payload: {
          opinionId: opinion.id,
          articleId: current.articleId,
          factId: current.first === null ? null : factIdSchema.parse(current.first.id),
          opinionFactId: current.second?.id ?? null,
          choice,
          ...(note.trim() === '' ? {} : { note: note.trim() }),
        },
      },
    ])
    setNote('')
    announce(t(`opinion.settledAs.${choice}`))
  }
  const goThere = (): void => {
    if (current === undefined) return
    navigate({ screen: 'review', articleId: current.articleId, factId: current.first?.id ?? null })
  }
  useHomeContext('list')
  useKeys('list', {
    'list.next': () => setActive(Math.min(shown.length - 1, at + 1)),
    'list.previous': () => setActive(Math.max(0, at - 1)),
    'list.open': goThere,
    'opinion.mine': () => settle('mine'),
    'opinion.theirs': () => settle('theirs'),
  })
  return (
    <section className="opinions-differences" aria-labelledby="opinions-differences">
      <header className="opinions-title">
        <h2 id="opinions-differences" className="section-title">
          {t('opinion.differences')}{' '}
          <span className="quiet small numbers">{tn('opinion.open', open.length)}</span>
        </h2>
        <Check label={t('opinion.showSettled')} checked={withSettled} onChange={setWithSettled} />
      </header>
      {answer.error === null ? null : (
        <p className="screen-error" role="alert">
          {errorMessage(answer.error, language)}
        </p>
      )}
      {shown.length === 0 ? (
        <p className="soft">
          {answer.value === undefined
            ? t('ui.loading')
            : t(all.length === 0 ? 'opinion.none' : 'opinion.allSettled')}
        </p>
      ) : (
        <VirtualList
          label={t('opinion.differences')}
          className="opinions-list"
          count={shown.length}
          rowHeight={3.4}
          active={at}
          onActive={(index) => setActive(index)}
          onOpen={goThere}
          keys="list"
          autoFocus
          row={(index) => {
            const one = shown[index]
            if (one === undefined) return null
            return (
              <div className="opinions-row" data-settled={one.settled === null ? undefined : ''}>
                <span>
                  <b>{typeName(codebook, (one.first ?? one.second)?.type ?? '', language)}</b>{' '}
                  <span className="quiet">
                    {t(`opinion.kind.${one.kind}`)}
                    {one.roles.length === 0
                      ? ''
                      : `: ${one.roles.map((role) => fieldOrRole(codebook, role, language, t, one.first?.type)).join(', ')}`}
                  </span>
                </span>
                <span className="quiet small opinions-place">{one.title}</span>
              </div>
            )
          }}
        />
      )}
      {current === undefined ? null : (
        <div className="opinions-pair">
          <Side title={t('opinion.you')} difference={current} fact={current.first} />
          <Side title={t('opinion.they')} difference={current} fact={current.second} />
          <div className="opinions-settle">
            {current.settled === null ? null : <Settled settled={current.settled} />}
            <input
              className="input"
              aria-label={t('opinion.note')}
              placeholder={t('opinion.note')}
              maxLength={2000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <Button disabled={readOnly} onClick={() => settle('mine')}>
              {t('opinion.keep')} <KeysOf action="opinion.mine" />
            </Button>
            <Button look="main" disabled={readOnly} onClick={() => settle('theirs')}>
              {t('opinion.take')} <KeysOf action="opinion.theirs" />
            </Button>
            <Button look="quiet" onClick={goThere}>
              {t('opinion.goThere')} <KeysOf action="list.open" />
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}

function Settled(props: { readonly settled: NonNullable<OpenDifference['settled']> }): ReactNode {
  const { t, format } = useLocale()
  const { choice, coder, at, note } = props.settled
  return (
    <p className="small quiet">
      {t('opinion.settledBy', {
        how: t(`opinion.settledAs.${choice}`),
        who: coder ?? '–',
        when: format.instant(at),
      })}
      {note === null ? '' : ` · ${note}`}
    </p>
  )
}

/** One coder's fact: type, every role with what differs marked by more than colour, and the evidence. */
function Side(props: {
  readonly title: string
  readonly difference: OpenDifference
  readonly fact: OpinionFact | null
}): ReactNode {
  const { title, difference, fact } = props
  const { t, language } = useLocale()
  const codebook = useQuery('codebook.current', {}).value
  const text =
    useQuery('articles.open', { articleId: difference.articleId }, { keep: true }).value?.text ?? null
  if (fact === null) {
    return (
      <article className="opinions-side">
        <h3 className="facet-title">{title}</h3>
        <p className="soft">{t('opinion.noFact')}</p>
      </article>
    )
  }
  const differs = new Set(difference.roles)
  return (
    <article className="opinions-side">
      <h3 className="facet-title">
        {title}
        {fact.coder === null ? '' : ` · ${fact.coder}`}
      </h3>
      {fact.verdict === 'holds' ? null : (
        <p className="opinions-verdict">
          {t(fact.verdict === 'rejected' ? 'opinion.rejected' : 'opinion.undecided')}
        </p>
      )}
      <p>
        <b>{typeName(codebook, fact.type, language)}</b>
      </p>
      <dl className="opinions-slots">
        {rolesOf(difference.first, difference.second).map((role) => (
          <div key={role} data-differs={differs.has(role) ? '' : undefined}>
            <dt>{fieldOrRole(codebook, role, language, t, fact.type)}</dt>
            <dd>
              {differs.has(role) ? <span aria-hidden="true">≠ </span> : null}
              {answerIn(fact, role, text, t) ?? <span className="quiet">{t('opinion.nothing')}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <blockquote className="opinions-quote">{fact.quote}</blockquote>
      {fact.note === null ? null : <p className="small">{fact.note}</p>}
    </article>
  )
}
