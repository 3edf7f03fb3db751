import {
  mentionViewSchema,
  type ArticleRow,
  type FactView,
  type MentionView,
} from '../../../../shared/model/views.ts'
import { codePoints, quote } from '../../../../shared/offsets.ts'
import { sha256 } from '../../corpus/read-articles.ts'
import { exampleArticles, exampleFact, exampleSlot, exampleSource } from '../example-dataset.ts'
import type { ExportSource } from '../export-source.ts'

/**
 * An article with what trips formats of annotations up: emoji, combining marks and a Vietnamese name before the first
 * mark, nested and overlapping mentions, evidence of several parts and over a line break, two facts with one trigger,
 * a control character, and signs that XML and line formats take for their own. People are invented.
 */
export const annotatedText =
  '👨‍👩‍👧 🇻🇳 Kurz & knapp: e\u0301tude <7>\n\nAu\u00dfenministerin Đặng Thị Ngọc Ánh traf in Hanoi den\nPräsidenten der Republik Kronburg, Jo\u0308rn Tamm.\u0001 Beide kritisierten und bedauerten am 3. März die Wien-Reise.\n'

const span = (words: string): { start: number; end: number; surface: string } => {
  const start = annotatedText.indexOf(words)
  if (start === -1) throw new Error(`not in the example: ${words}`)
  return quote(annotatedText, { start, end: start + words.length })
}

const mention = (id: string, type: string, words: string, more: object = {}): MentionView =>
  mentionViewSchema.parse({
    id, articleId: 'art-9', ...span(words), type, form: 'name', entityId: null, localEntity: null, norm: null, state: 'proposed', rule: null, note: null, ...more,
  }) // prettier-ignore

const minister = 'Au\u00dfenministerin Đặng Thị Ngọc Ánh'

export const annotatedMentions: readonly MentionView[] = [
  mention('m1', 'ROLE', minister, { form: 'nominal' }),
  mention('m2', 'PER', 'Đặng Thị Ngọc Ánh', { entityId: 'ent-1', state: 'confirmed' }),
  mention('m3', 'GPE', 'Hanoi'),
  mention('m4', 'ROLE', 'den\nPräsidenten der Republik Kronburg', { form: 'nominal' }),
  mention('m5', 'GPE', 'Republik Kronburg'),
  mention('m6', 'PER', 'Kronburg, Jo\u0308rn Tamm'),
  mention('m7', 'DATE', '3. März', { norm: { iso: '2024-03-03' } }),
  mention('m8', 'GPE', 'Wien', { state: 'added' }),
]

export const annotatedArticle: ArticleRow = {
  ...(exampleArticles[0] ?? raise()),
  id: 'art-9' as ArticleRow['id'],
  ordinal: 9,
  sourceName: 'ordner/Bericht über „Ánh“.txt',
  textSha256: sha256(annotatedText),
  sourceSha256: sha256(annotatedText),
  utf16Length: annotatedText.length,
}

function raise(): never {
  throw new Error('the example has no article')
}

const fact = (id: string, changes: object): FactView => exampleFact({ id, articleId: 'art-9', attestations: [], attribution: null, plover: null, cameo: null, ...changes }) // prettier-ignore

export const annotatedFacts: readonly FactView[] = [
  fact('fact-a', {
    trigger: span('traf'),
    evidence: [span(`${minister} traf in Hanoi den\nPräsidenten`), span('Jo\u0308rn Tamm')],
    slots: [
      exampleSlot('s1', 'participant', { mentionId: 'm2', entityId: 'ent-1', ...span('Đặng Thị Ngọc Ánh') }),
      exampleSlot('s2', 'participant', { mentionId: 'm6', ...span('Kronburg, Jo\u0308rn Tamm') }),
      exampleSlot('s3', 'place', { mentionId: 'm3', ...span('Hanoi') }),
      exampleSlot('s4', 'topic', { ...span('die Wien-Reise') }),
      exampleSlot('s5', 'format', { value: 'bilateral', inferred: true }),
      exampleSlot('s6', 'purpose', { notStated: true }),
    ],
    time: { iso: '2024-03-03', precision: 'day', basis: 'derived', ...span('3. März') },
    modality: 'claimed',
    polarity: 'neg',
    note: null,
  }),
  fact('fact-b', {
    type: 'criticism',
    kind: 'statement',
    trigger: null,
    evidence: [span('Beide kritisierten und bedauerten'), span('die Wien-Reise')],
    slots: [exampleSlot('s7', 'target', { mentionId: 'm8', ...span('Wien') })],
    time: null,
    note: null,
  }),
  fact('fact-c', {
    type: 'discussion',
    trigger: span('traf'),
    evidence: [span('traf in Hanoi')],
    slots: [exampleSlot('s8', 'place', { mentionId: 'm3', ...span('Hanoi') })],
    time: null,
    derivedFrom: 'fact-a',
    note: null,
  }),
]

/** A dataset of that article and one without a single annotation. */
export const annotatedSource: ExportSource = {
  ...exampleSource,
  articles: () => [
    { ...annotatedArticle, id: 'art-8' as ArticleRow['id'], ordinal: 8, sourceName: 'leer.txt', textSha256: sha256('Ganz ohne.') },
    annotatedArticle,
  ],
  facts: () => annotatedFacts,
  codePoints: (articleId) => codePoints(articleId === 'art-9' ? annotatedText : 'Ganz ohne.'),
  content: (articleId) =>
    articleId === 'art-9'
      ? { text: annotatedText, metadata: {}, zones: [], sentences: [], mentions: [...annotatedMentions], entities: [] }
      : { text: 'Ganz ohne.', metadata: {}, zones: [], sentences: [], mentions: [], entities: [] },
} // prettier-ignore
