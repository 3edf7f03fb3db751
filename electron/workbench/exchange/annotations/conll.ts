import type { Span } from '../../../../shared/model/span.ts'
import { byPosition, contains, unitTable } from '../../../../shared/offsets.ts'
import { annotationGraphs, type AnnotationGraph, type GraphNode } from './annotation-graph.ts'
import { annotationLosses } from './annotation-losses.ts'
import type { ExportFile, ExportSource, FolderWriter } from '../export-source.ts'
import { canonicalJson } from '../jsonl-line.ts'
import { cutsOf, sentencesOf, tokensOf } from './tokens.ts'
import { whole } from './whole-file.ts'

export interface TaggedToken extends Span {
  readonly tag: string
}

/** The outermost mentions: of two that overlap the longer stays, of two of equal length the first. */
function outermost(mentions: readonly GraphNode[]): readonly { readonly span: Span; readonly label: string }[] {
  const kept: { readonly span: Span; readonly label: string }[] = []
  const all = mentions.flatMap(({ spans, label }) => spans.slice(0, 1).map((span) => ({ span, label })))
  all.sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start) || byPosition(a.span, b.span))
  const taken = new IntervalSet()
  for (const mention of all) if (taken.add(mention.span)) kept.push(mention)
  return kept.sort((a, b) => byPosition(a.span, b.span))
} // prettier-ignore

/** Spans of which no two overlap. */
class IntervalSet {
  readonly #taken: Span[] = []

  /** Takes the span in and answers true, unless it overlaps another. */
  add(span: Span): boolean {
    let at = 0
    for (let high = this.#taken.length; at < high;) {
      const middle = (at + high) >> 1
      if ((this.#taken[middle]?.start ?? 0) < span.start) at = middle + 1
      else high = middle
    }
    const [before, after] = [this.#taken[at - 1], this.#taken[at]]
    if ((before !== undefined && before.end > span.start) || (after !== undefined && after.start < span.end)) return false // prettier-ignore
    this.#taken.splice(at, 0, span)
    return true
  }
}

/** An article as sentences of tokens with IOB2 tags. */
export function taggedSentences({ text, sentences, nodes }: AnnotationGraph): readonly (readonly TaggedToken[])[] {
  const mentions = outermost(nodes.filter(({ kind }) => kind === 'mention'))
  const spans = mentions.map(({ span }) => span)
  const cuts = cutsOf(spans)
  let next = 0
  return sentencesOf(text, sentences, spans).flatMap((sentence) => {
    const tokens = tokensOf(text, sentence, cuts.filter((cut) => contains(sentence, { start: cut, end: cut })))
    let open: Span | null = null
    const tagged = tokens.map((token): TaggedToken => {
      while ((mentions[next]?.span.end ?? Infinity) <= token.start) next++
      const mention = mentions[next]
      if (mention === undefined || !contains(mention.span, token)) return { ...token, tag: 'O' }
      const begins = open !== mention.span
      open = mention.span
      return { ...token, tag: `${begins ? 'B' : 'I'}-${mention.label}` }
    })
    return tagged.length === 0 ? [] : [tagged]
  })
} // prettier-ignore

async function* files(source: ExportSource): AsyncGenerator<ExportFile, void, undefined> {
  for await (const graph of annotationGraphs(source)) {
    const sentences = taggedSentences(graph)
    const tokens = sentences.reduce((sum, { length }) => sum + length, 0)
    yield {
      path: `${graph.name}.conll`,
      write: () =>
        whole(
          sentences.map((sentence) => `${sentence.map((token) => `${graph.text.slice(token.start, token.end)} ${token.tag}\n`).join('')}\n`).join(''),
          tokens,
        ), // prettier-ignore
    }
    yield { path: `${graph.name}.offsets.json`, write: () => whole(sidecarOf(graph, sentences)) }
    yield { path: `${graph.name}.txt`, write: () => whole(graph.text) }
  }
}

/** Where the tokens stand: what the format itself has no room for. */
function sidecarOf(graph: AnnotationGraph, sentences: readonly (readonly TaggedToken[])[]): string {
  const units = unitTable(graph.text, 'code-points')
  return `${canonicalJson({
    schema: 'beleg-conll-offsets/1',
    unit: 'code-points',
    textSha256: graph.article.textSha256,
    sourceSha256: graph.article.sourceSha256,
    sentences: sentences.map((sentence) =>
      sentence.map(({ start, end }) => [units.of(start), units.of(end)]),
    ),
  })}\n`
}

/** Tokens with the types of mentions, as taggers are trained on. */
export const conll: FolderWriter = {
  format: 'conll',
  label: { en: 'CoNLL-2002 (IOB2)', de: 'CoNLL-2002 (IOB2)' },
  use: {
    en: 'For training and scoring taggers: one token per line with the type of the mention it belongs to.',
    de: 'Zum Trainieren und Messen von Taggern: ein Token je Zeile mit dem Typ der Nennung, zu der es gehört.',
  },
  extension: 'zip',
  row: 'record',
  unit: 'tokens',
  needsTexts: true,
  losses: [
    {
      en: 'Only mentions are included: no facts, no entities, no attributes.',
      de: 'Enthalten sind nur Nennungen: keine Fakten, keine Entitäten, keine Attribute.',
    },
    {
      en: 'Of mentions that overlap the longest is kept; the ones inside it are lost.',
      de: 'Von Nennungen, die sich überschneiden, bleibt die längste; die darin gehen verloren.',
    },
    {
      en: 'Blanks between tokens are not in the file; “.offsets.json” beside it says where each token stands in the “.txt”.',
      de: 'Leerzeichen zwischen Token stehen nicht in der Datei; „.offsets.json“ daneben sagt, wo jedes Token im „.txt“ steht.',
    },
    annotationLosses.zones,
  ],
  files,
}
