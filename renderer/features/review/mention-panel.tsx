import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Span } from '../../../shared/model/span.ts'
import type { ArticleView, MentionView } from '../../../shared/model/views.ts'
import type { MentionType } from '../../../shared/model/vocabulary.ts'
import { Combobox } from '../../ui/index.ts'
import { isLinkable } from './use-text-work.ts'
import { useReview } from './review-context.ts'

/** Types a new mention may have, the likeliest first: that of the same words elsewhere, numbers and dates by shape, then the codebook's order. */
export function likelyTypes(
  article: Pick<ArticleView, 'mentions'>,
  words: string,
  all: readonly MentionType[],
): readonly MentionType[] {
  const same = article.mentions.filter((mention) => mention.surface === words).map((mention) => mention.type)
  const shaped: MentionType[] = /^https?:/.test(words)
    ? ['URL']
    : /\b(19|20)\d\d\b|\bdatum\b/i.test(words) && /^[\d\p{L}. ]+$/u.test(words)
      ? ['DATE']
      : /^\d/.test(words)
        ? ['NUM', 'QUANT', 'MONEY', 'DATE']
        : []
  return [...new Set([...same, ...shaped, ...all])]
}

/** The types a mention may have, by digit or by name, the likeliest first. */
function TypeChoice(props: {
  readonly title: string
  readonly words: string
  /** The type it has, which is not offered. */
  readonly without?: MentionType
  readonly onTake: (type: MentionType, label: string) => void
}): ReactNode {
  const { title, words, without, onTake } = props
  const { article, reading, closePanel } = useReview()
  const { t, language } = reading.locale
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  const labels = new Map(reading.codebook.mentionTypes.map((type) => [type.id, type.label[language]]))
  const options = likelyTypes(
    article,
    words,
    reading.codebook.mentionTypes.map((type) => type.id),
  )
    .filter((type) => type !== without)
    .map((type) => ({ id: type, label: labels.get(type) ?? type }))
    .filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()))
  return (
    <div ref={box} className="rv-panel" role="group" aria-label={title}>
      <p className="rv-panel-title">{title}</p>
      <Combobox
        label={title}
        query={query}
        onQuery={setQuery}
        options={options}
        active={Math.min(active, options.length - 1)}
        onActive={setActive}
        onTake={({ id, label }) => onTake(id, label)}
        onLeave={closePanel}
        digits="whenEmpty"
        placeholder={t('review.mention.search')}
      />
    </div>
  )
}

/** A new mention on the selected words: its type by digit, then who is meant. */
export function MentionPanel(props: { readonly span: Span }): ReactNode {
  const { span } = props
  const { article, reading, act, change, closePanel } = useReview()
  const { t } = reading.locale
  const words = article.text.slice(span.start, span.end)
  const take = async (type: MentionType, label: string): Promise<void> => {
    const made = await act(
      [
        {
          type: 'mention.add',
          payload: { articleId: article.row.id, start: span.start, end: span.end, type },
        },
      ],
      t('review.said.mention', { words, type: label }),
    )
    const id = made.ok ? made.value[0]?.created?.['mention']?.[0] : undefined
    if (id !== undefined && isLinkable({ type }))
      change({ panel: { kind: 'link', mentionId: id, from: 'text' } })
    else closePanel()
  }
  return (
    <TypeChoice
      title={t('review.mention.title', { words: words.length > 60 ? `${words.slice(0, 60)}…` : words })}
      words={words}
      onTake={(type, label) => void take(type, label)}
    />
  )
}

/** Another type for a mention. */
export function MentionTypePanel(props: { readonly mention: MentionView }): ReactNode {
  const { mention } = props
  const { reading, act, closePanel } = useReview()
  const { t, language } = reading.locale
  const now = reading.codebook.mentionTypes.find(({ id }) => id === mention.type)
  return (
    <TypeChoice
      title={t('review.mention.other', {
        words: mention.surface,
        type: now?.label[language] ?? mention.type,
      })}
      words={mention.surface}
      without={mention.type}
      onTake={(type, label) => {
        void act(
          [{ type: 'mention.setType', payload: { mentionId: mention.id, type } }],
          t('review.said.mention', { words: mention.surface, type: label }),
        )
        closePanel()
      }}
    />
  )
}
