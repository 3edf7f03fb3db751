import { useEffect, useRef, useState, type ReactNode } from 'react'
import { entityTypes, type EntityType } from '../../../shared/model/vocabulary.ts'
import type { LinkCandidate } from '../../../shared/model/views.ts'
import type { LinkScope, PayloadOf } from '../../../shared/commands/index.ts'
import { isAnswering, useQuery } from '../../app/store.ts'
import { Choice, Combobox } from '../../ui/index.ts'
import { entityName, nameOf } from './reading.ts'
import { useReview } from './review-context.ts'

type Target = PayloadOf<'mention.link'>['to']

interface LinkOption {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly to: Target
}

const entityTypeOf = (type: string): EntityType => entityTypes.find((one) => one === type) ?? 'GPE'

/**
 * Who is meant: ranked candidates with their reasons, digits take, typing searches the registry, Enter makes a new
 * entity where nothing fits. Counts for every mention the article takes for the same one, or for this one alone.
 */
export function LinkPanel(props: { readonly mentionId: string }): ReactNode {
  const { article, reading, act, closePanel } = useReview()
  const { t, tn, language } = reading.locale
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const [scope, setScope] = useState<LinkScope>('entity')
  const box = useRef<HTMLDivElement>(null)
  const mention = article.mentions.find((one) => one.id === props.mentionId)
  const search = query.trim()
  const answer = useQuery(
    'entities.candidates',
    mention === undefined
      ? null
      : { mentionId: mention.id, articleId: article.row.id, limit: 9, ...(search === '' ? {} : { search }) },
    { keep: true },
  )
  const effect = useQuery('entities.effect', mention === undefined ? null : { mentionId: mention.id }).value
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  if (mention === undefined) return null

  const known = answer.value?.candidates ?? []
  const words = search === '' ? mention.surface : search
  const candidate = (one: LinkCandidate): LinkOption => ({
    id: one.entity.id,
    label: entityName(one.entity, language),
    hint: [
      t(`mentionType.${one.entity.type}`),
      one.entity.country,
      ...one.reasons.map((reason) => reason[language]),
      tn('review.link.articles', one.articles),
    ]
      .filter((part): part is string => part !== null)
      .join(' · '),
    to: { kind: 'entity', entityId: one.entity.id },
  })
  const own = entityTypeOf(mention.type)
  const kinds = [own, ...(['PER', 'ORG', 'GPE'] as const).filter((type) => type !== own)].slice(
    0,
    search === '' ? 1 : 3,
  )
  const options: readonly LinkOption[] = [
    ...known.map(candidate),
    ...kinds.map((type): LinkOption => ({
      id: `new ${type}`,
      label: words,
      hint: t('review.candidate.new', { type: t(`mentionType.${type}`) }),
      to: { kind: 'new', type, name: words },
    })),
    ...(mention.entityId === null
      ? []
      : [
          {
            id: 'none',
            label: t('review.link.none'),
            hint: t('review.link.noneHint'),
            to: { kind: 'none' },
          } as const,
        ]),
  ]
  const same = answer.value?.sameEntity ?? 1
  // What a link could reach beyond this article is said before it is done, and never done unasked.
  const elsewhere = (['source', 'everywhere'] as const).flatMap((value) => {
    const { mentions = 0, articles = 0 } = effect?.[value] ?? {}
    const more = value === 'source' || mentions > (effect?.source.mentions ?? 0)
    if (mentions === 0 || !more) return []
    return [
      {
        value,
        label: t(`review.link.${value}`, { count: mentions, articles: tn('library.count', articles) }),
      },
    ]
  })
  const take = (option: LinkOption): void => {
    void act(
      [{ type: 'mention.link', payload: { mentionId: mention.id, to: option.to, scope } }],
      t('review.said.linked', { words: mention.surface, name: option.label }),
    )
    closePanel()
  }
  return (
    <div
      ref={box}
      className="rv-panel"
      role="group"
      aria-label={t('review.link.title', { words: mention.surface })}
    >
      <p className="rv-panel-title">
        {t('review.link.title', { words: mention.surface })}
        <span className="rv-panel-now">{nameOf(reading, mention.entityId) ?? t('review.link.nobody')}</span>
      </p>
      {mention.rule === 'mention.person.taught' || mention.rule === 'mention.learned' ? (
        <p className="rv-panel-why quiet small">
          {t(mention.rule === 'mention.learned' ? 'learned.taughtName' : 'learned.taughtPerson')}
        </p>
      ) : null}
      <Combobox
        label={t('review.link.title', { words: mention.surface })}
        query={query}
        onQuery={(typed) => {
          setQuery(typed)
          setActive(0)
        }}
        options={options}
        active={Math.min(active, options.length - 1)}
        onActive={setActive}
        onTake={take}
        onLeave={closePanel}
        digits="whenEmpty"
        answering={isAnswering(answer)}
        placeholder={t('review.link.search')}
        render={(option) => (
          <span className="rv-option">
            <span className="rv-option-name">{option.label}</span>
            <span className="rv-option-hint">{option.hint}</span>
          </span>
        )}
      />
      {same > 1 || elsewhere.length > 0 ? (
        <div
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            closePanel()
          }}
        >
          <Choice
            label={t('review.link.scope')}
            value={scope}
            options={[
              { value: 'entity', label: tn('review.link.all', same) },
              ...(same > 1 ? [{ value: 'mention', label: t('review.link.one') } as const] : []),
              ...elsewhere,
            ]}
            onChange={(value) => {
              setScope(value)
              box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
            }}
          />
        </div>
      ) : null}
    </div>
  )
}
