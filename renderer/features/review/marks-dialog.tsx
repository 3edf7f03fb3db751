import { useMemo, useState, type ReactNode } from 'react'
import { Combobox, Dialog } from '../../ui/index.ts'
import { foldText } from '../../text-pane/find-in-text.ts'
import type { TextMark } from '../../text-pane/marks.ts'
import { useReview } from './review-context.ts'

const fold = (text: string): string => foldText(text).folded
const most = 200

/** All marks of the text as a list: for those who do not see the lines, and for finding one by name. */
export function MarksDialog(props: { readonly marks: readonly TextMark[] }): ReactNode {
  const { marks } = props
  const { article, reading, change, pane } = useReview()
  const { t, tn } = reading.locale
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const options = useMemo(() => {
    const needle = fold(query).trim()
    return marks
      .map((mark) => ({ id: mark.id, label: article.text.slice(mark.start, mark.end), mark }))
      .filter(
        ({ label, mark }) =>
          needle === '' || fold(`${label} ${mark.name} ${t(`mentionType.${mark.type}`)}`).includes(needle),
      )
      .slice(0, most)
  }, [marks, article.text, query, t])
  const leave = (): void => change({ marks: false })
  return (
    <Dialog title={t('review.marks')} onClose={leave} size="wide" keys="picker">
      <Combobox
        label={t('review.marks')}
        query={query}
        onQuery={(typed) => {
          setQuery(typed)
          setActive(0)
        }}
        options={options}
        active={Math.min(active, options.length - 1)}
        onActive={setActive}
        onTake={({ mark }) => {
          leave()
          requestAnimationFrame(() => {
            pane.current?.reveal(mark, { caret: true, select: true })
            pane.current?.focus()
          })
        }}
        onLeave={leave}
        placeholder={t('review.marks.search')}
        empty={t('review.marks.none')}
        render={({ label, mark }) => (
          <span className="rv-option">
            <span className="rv-option-name">{label}</span>
            <span className="rv-option-hint">
              {t(`mentionType.${mark.type}`)} · {mark.linked ? mark.name : t('review.link.nobody')}
            </span>
          </span>
        )}
      />
      <p className="rv-more">{tn('review.marks.count', marks.length)}</p>
    </Dialog>
  )
}
