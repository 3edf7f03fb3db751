import { useMemo, useState, type ReactNode } from 'react'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { boilerplateKinds, type BoilerplateKind } from '../../../shared/model/vocabulary.ts'
import type { Language, MentionType } from '../../../shared/model/vocabulary.ts'
import type { Translate, TranslateCount } from '../../locales/locale.tsx'
import { IconButton } from '../../ui/index.ts'
import { FindBar } from '../../text-pane/find-bar.tsx'
import { noHighlight, type Highlight } from '../../text-pane/fact-layer.ts'
import type { TextMark } from '../../text-pane/marks.ts'
import type { MarkLegend } from '../../text-pane/mention-layer.ts'
import { PrintText } from '../../text-pane/print-text.tsx'
import { noHits, TextPane } from '../../text-pane/text-pane.tsx'
import type { FoldWords } from '../../text-pane/zone-layer.ts'
import { draftView } from './draft.ts'
import { MarksDialog } from './marks-dialog.tsx'
import { nameOf, roleLabel } from './reading.ts'
import { useReview } from './review-context.ts'
import { factAtCaret } from './step-between-facts.ts'

const isBoilerplate = (kind: string): kind is BoilerplateKind => boilerplateKinds.some((one) => one === kind)

// Made apart from the screen: what stays with the text must not hold the article as it was first.
function legendOf(codebook: Codebook, language: Language): MarkLegend {
  const letters = new Map(
    codebook.mentionTypes.map((type) => [type.id, { letter: type.letter, label: type.label[language] }]),
  )
  const entries = [...letters].map(([id, one]): [MentionType, { letter: string; label: string }] => [id, one])
  // Every type the model knows stands in the codebook; one that does not shows as a bare line.
  return new Proxy(Object.fromEntries(entries) as Record<MentionType, { letter: string; label: string }>, {
    get: (known, type) =>
      typeof type === 'string' && Object.hasOwn(known, type)
        ? known[type as MentionType]
        : { letter: '', label: String(type) },
  })
}

/** Words for the folded parts of the text. */
function foldWordsOf(t: Translate, tn: TranslateCount): FoldWords {
  const kinds = (list: readonly string[]): string =>
    list
      .map((kind) =>
        isBoilerplate(kind)
          ? t(`review.zone.${kind}`)
          : kind === 'category'
            ? t('review.zone.category_label')
            : kind,
      )
      .join(', ')
  return {
    folded: (lines, list) => tn('review.folded', lines, { kinds: kinds(list) }),
    unfolded: (list) => t('review.unfolded', { kinds: kinds(list) }),
  }
}

/** The text side of the screen: the pane and what the article gives it to show. */
export function TextSide(): ReactNode {
  const review = useReview()
  const { article, reading, desk, change, fact, select, pane, preferences } = review
  const { t, tn, language } = reading.locale
  const [caret, setCaret] = useState(0)

  const marks = useMemo(
    () =>
      article.mentions.map((mention): TextMark => {
        const name = nameOf(reading, mention.entityId)
        return {
          id: mention.id,
          start: mention.start,
          end: mention.end,
          type: mention.type,
          name: name ?? mention.surface,
          linked: name !== null || mention.localEntity === null,
        }
      }),
    [article.mentions, reading],
  )
  const legend = useMemo(() => legendOf(reading.codebook, language), [reading.codebook, language])
  const foldWords = useMemo(() => foldWordsOf(t, tn), [t, tn])

  const shown =
    desk.draft !== null && desk.panel?.kind === 'editor' ? draftView(reading, article, desk.draft) : fact
  const hint = desk.hint ?? desk.chip
  const sweepStart = desk.sweep[desk.sweepAt]
  const highlight = useMemo((): Highlight => {
    if (desk.view === 'sweep') {
      const sentence = article.sentences.find((one) => one.start === sweepStart)
      return sentence === undefined ? noHighlight : { evidence: [sentence], trigger: null, slots: [] }
    }
    if (shown === null || desk.view === 'summary') return noHighlight
    return {
      evidence: shown.evidence,
      trigger: shown.trigger,
      slots: shown.slots.flatMap((slot) =>
        slot.start === null || slot.end === null
          ? []
          : [
              {
                start: slot.start,
                end: slot.end,
                label: roleLabel(reading, shown.type, slot.role),
                active: hint === `slot:${slot.id}`,
              },
            ],
      ),
    }
  }, [desk.view, sweepStart, article.sentences, shown, hint, reading])

  const { row } = article
  const source = [row.publisher, row.agency, row.published, row.url, `sha256 ${row.textSha256}`]
    .filter((part) => part !== null)
    .join(' · ')
  return (
    <section
      className="tp rv-text"
      aria-label={t('review.text')}
      style={{ ['--article-size' as string]: preferences.articleSize / 100 }}
    >
      <div className="rv-tools" role="toolbar" aria-label={t('review.textTools')}>
        <IconButton icon="search" label={t('action.text.find')} onClick={() => change({ find: true })} />
        <IconButton icon="menu" label={t('action.text.marks')} onClick={() => change({ marks: true })} />
        <IconButton icon="paste" label={t('action.text.quote')} onClick={() => review.quote()} />
        <span className="rv-tools-legend" aria-hidden="true">
          <i className="rv-key rv-key-open" /> {t('review.legend.open')}{' '}
          <i className="rv-key rv-key-decided" /> {t('review.legend.decided')}{' '}
          <i className="rv-key rv-key-none" /> {t('review.legend.none')}
        </span>
        <IconButton icon="minus" label={t('action.text.smaller')} onClick={() => review.resize(-1)} />
        <span className="rv-tools-size numbers">{preferences.articleSize} %</span>
        <IconButton icon="plus" label={t('action.text.larger')} onClick={() => review.resize(1)} />
      </div>
      {desk.find ? (
        <FindBar
          text={article.text}
          from={caret}
          onHits={(hits) => change({ hits })}
          onLeave={() => {
            change({ find: false, hits: noHits })
            pane.current?.focus()
          }}
        />
      ) : null}
      <TextPane
        ref={pane}
        text={article.text}
        lang={row.lang}
        label={t('review.textLabel', { title: row.title })}
        marks={marks}
        legend={legend}
        zones={article.zones}
        foldWords={foldWords}
        margin={review.margin}
        highlight={highlight}
        hits={desk.hits}
        size={preferences.articleSize * preferences.split}
        onEvidence={(spans) => {
          if (desk.view === 'facts' && !review.readOnly) review.setEvidence(spans)
        }}
        onCaret={(at, selection) => {
          setCaret(at)
          // While something is being edited, or words are selected, the fact stays.
          if (selection !== null || desk.panel !== null || desk.view !== 'facts') return
          const meant = factAtCaret(review.order, at, desk.selected)
          if (meant !== null && meant !== desk.selected) select(meant, { reveal: false })
        }}
      />
      <PrintText title={row.title} source={source} text={article.text} zones={article.zones} />
      {desk.marks ? <MarksDialog marks={marks} /> : null}
    </section>
  )
}
