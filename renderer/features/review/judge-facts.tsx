import { useLayoutEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { Span } from '../../../shared/model/span.ts'
import type { EntityRef, FactView } from '../../../shared/model/views.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, Kbd } from '../../ui/index.ts'
import { FactLineView } from './fact-line-view.tsx'
import { timeText } from './fact-line.ts'
import type { Reading } from './reading.ts'

/** What facts of several articles are said with; undefined until the codebook is there. */
export function useReading(entities: readonly EntityRef[] | undefined): Reading | undefined {
  const locale = useLocale()
  const codebook = useQuery('codebook.current', {}).value
  return useMemo(
    () =>
      codebook === undefined
        ? undefined
        : { codebook, locale, entities: new Map((entities ?? []).map((entity) => [entity.id, entity])) },
    [codebook, locale, entities],
  )
}

const around = 240

/** What stands before and after a place, cut between words. */
function surroundings(text: string, span: Span): readonly [before: string, after: string] {
  const [from, to] = [Math.max(0, span.start - around), Math.min(text.length, span.end + around)]
  const before = text.slice(from, span.start)
  const after = text.slice(span.end, to)
  return [
    from === 0 ? before : `… ${before.replace(/^\S*\s+/, '')}`,
    to === text.length ? after : `${after.replace(/\s+\S*$/, '')} …`,
  ]
}

/** A fact beside the words it rests on, to be judged by one key: Enter or A, it holds; X, it does not. */
export function JudgeFact(props: {
  readonly reading: Reading
  readonly fact: FactView
  readonly onVerdict: (holds: boolean) => void
}): ReactNode {
  const { reading, fact, onVerdict } = props
  const { t } = reading.locale
  const box = useRef<HTMLDivElement>(null)
  const article = useQuery('articles.open', { articleId: fact.articleId }).value
  // Before the next key can come.
  useLayoutEffect(() => box.current?.focus(), [fact.id])
  const press = (event: KeyboardEvent): void => {
    if (event.target !== box.current || event.ctrlKey || event.metaKey || event.altKey) return
    const key = event.key.toLowerCase()
    if (key === 'enter' || key === 'a') onVerdict(true)
    else if (key === 'x') onVerdict(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const [first] = fact.evidence
  return (
    <div ref={box} className="ql-check" role="group" aria-label={t('quality.judge')} tabIndex={0} data-autofocus="" onKeyDown={press}>
      <p className="ql-fact">
        <FactLineView reading={reading} fact={fact} />
        {fact.time === null ? null : <span className="sr-only">{timeText(reading, fact.time)}</span>}
      </p>
      {article === undefined || first === undefined ? (
        <p className="soft">{t('ui.loading')}</p>
      ) : (
        <blockquote className="ql-context">
          {surroundings(article.text, first)[0]}
          <mark>{article.text.slice(first.start, first.end)}</mark>
          {surroundings(article.text, first)[1]}
        </blockquote>
      )}
      <div className="rv-deeds">
        <Button look="main" onClick={() => onVerdict(true)} hint={<Kbd name="Enter" />}>
          {t('quality.holds')}
        </Button>
        <Button onClick={() => onVerdict(false)} hint={<Kbd name="X" />}>
          {t('quality.fails')}
        </Button>
      </div>
    </div>
  )
} // prettier-ignore
