import { byPosition, contains } from '../../../../shared/offsets.ts'
import type { Span } from '../../../../shared/model/span.ts'
import type { ExtractedMention } from '../../../../shared/model/extraction.ts'
import { resolveArticle, type Resolved } from '../coreference/resolve.ts'
import type { LearnedInput, NamedText, PreparedText, ValueMention } from '../document.ts'
import { lineFinder } from '../lines.ts'
import { inOneGo, type Steps } from '../steps.ts'
import { findBodiesAgain } from './bodies-again.ts'
import { findListed } from './gazetteer.ts'
import { findInstitutions } from './institutions.ts'
import { findLearned, taughtPersonNames } from './learned.ts'
import type { MentionLexicon } from './lexicon.ts'
import { findNominals } from './nominals.ts'
import { findOffices } from './offices.ts'
import { packOf } from './pack.ts'
import { findPersons } from './persons.ts'
import { findAnnouncedPlaces, findUnknownPlaces } from './places.ts'
import { findThings } from './things.ts'
import { SentenceWork } from './work.ts'

export { mentionLexiconFiles, parseMentionLexicon, type MentionLexicon } from './lexicon.ts'

/** Version of the rules of stages 5 and 6; raised when what a rule proposes changes. */
export const mentionRuleVersion = 2

/** What finds mentions in one sentence, in order: each builds on what those before it found there. */
const finders: readonly ((work: SentenceWork) => void)[] = [
  findListed,
  findInstitutions,
  findOffices,
  findAnnouncedPlaces,
  findPersons,
  findUnknownPlaces,
  findThings,
  findNominals,
]

/** Sentences read by one finder in a row: its code and tables stay at hand. */
const together = 32

/**
 * Stages 5 and 6: finds the mentions of an article and who is who. Values of stage 4 are merged in; all
 * mentions come in text order with ids `m1` …, entities with ids `e1` … in order of first mention. Once `expired` says so,
 * the sentences that are left are not read.
 */
export function nameMentions(
  prepared: PreparedText,
  lexicon: MentionLexicon,
  learned: LearnedInput,
  expired: () => boolean = () => false,
): NamedText {
  return inOneGo(naming(prepared, lexicon, learned, expired))
}

/** `nameMentions` in steps. */
export function* naming(
  prepared: PreparedText,
  lexicon: MentionLexicon,
  learned: LearnedInput,
  expired: () => boolean,
): Steps<NamedText> {
  const pack = packOf(lexicon)
  const { text } = prepared.source
  const names = taughtPersonNames(learned)
  const works = prepared.sentences.map(
    (sentence, index) => new SentenceWork(text, index, sentence, pack, names),
  )
  let stopped = false
  for (let from = 0; from < works.length && !stopped; from += together) {
    const some: SentenceWork[] = []
    for (const work of works.slice(from, from + together)) {
      stopped = expired()
      if (stopped) break
      some.push(work)
    }
    for (const work of some) findLearned(work, learned)
    for (const find of finders) {
      for (const work of some) find(work)
      yield
    }
  }
  findBodiesAgain(works)
  const { resolved, table } = resolveArticle(works, pack)
  yield
  const muted = new Set(learned.mutedRules)
  const kept = resolved.filter(({ item }) => !muted.has(item.rule))
  const drafts = merge(kept, prepared.values)
  const lineOf = lineFinder(text)
  const mentions = drafts.map((draft, index): ExtractedMention => {
    const id = `m${String(index + 1)}`
    if (draft.kind === 'value') {
      const { start, end, surface, line, type, form, norm, rule, ruleVersion, prior } = draft.value
      return {
        id,
        start,
        end,
        surface,
        line,
        type,
        form,
        entity: null,
        nestedIn: undefined,
        norm,
        rule,
        ruleVersion,
        prior,
      }
    }
    const { item, type, form, entity } = draft.resolved
    const surface = text.slice(item.start, item.end)
    if (entity !== null) table.addMention(entity, id, surface)
    // Every mention has all its keys in one order: the fact stage reads mentions more often than anything else, and a
    // property of objects of one shape is read several times faster than one of six.
    return {
      id,
      start: item.start,
      end: item.end,
      surface,
      line: lineOf(item.start),
      type,
      form,
      entity: entity === null ? null : table.idOf(entity),
      nestedIn: undefined,
      norm: undefined,
      rule: item.rule,
      ruleVersion: mentionRuleVersion,
      prior: item.prior,
    }
  })
  return { ...prepared, mentions: withNesting(mentions), entities: table.entities() }
}

type Draft =
  | (Span & { readonly kind: 'value'; readonly resolved: undefined; readonly value: ValueMention })
  | (Span & { readonly kind: 'named'; readonly resolved: Resolved; readonly value: undefined })

/** Values and names in text order; where they cross, the longer one stays. */
function merge(resolved: readonly Resolved[], values: readonly ValueMention[]): readonly Draft[] {
  const all: Draft[] = []
  for (const entry of resolved) {
    const { start, end } = entry.item
    all.push({ kind: 'named', start, end, resolved: entry, value: undefined })
  }
  for (const value of values)
    all.push({ kind: 'value', start: value.start, end: value.end, resolved: undefined, value })
  all.sort(byPosition)
  const kept: Draft[] = []
  let farthest = 0
  for (const draft of all) {
    // Most drafts begin where all before them have ended.
    const crossed = draft.start < farthest ? lastCrossing(kept, draft) : -1
    farthest = Math.max(farthest, draft.end)
    if (crossed >= 0) {
      const other = kept[crossed]
      if (other !== undefined && other.end - other.start >= draft.end - draft.start) continue
      kept.splice(crossed, 1)
    }
    kept.push(draft)
  }
  return kept
}

/** How far back a mention can reach over later ones; names and values are short. */
const reach = 60

/** Index of the last kept draft that overlaps `draft` without containing it, or -1. */
function lastCrossing(kept: readonly Draft[], draft: Draft): number {
  for (let at = kept.length - 1; at >= Math.max(0, kept.length - reach); at -= 1) {
    const other = kept[at]
    if (other !== undefined && other.start < draft.start && draft.start < other.end && other.end < draft.end)
      return at
  }
  return -1
}

/** `nestedIn` names the innermost other mention that covers a mention. */
function withNesting(mentions: readonly ExtractedMention[]): readonly ExtractedMention[] {
  const open: ExtractedMention[] = []
  return mentions.map((mention) => {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= mention.start) open.pop()
    const outer = open.findLast(
      (candidate) =>
        contains(candidate, mention) && candidate.end - candidate.start > mention.end - mention.start,
    )
    open.push(mention)
    return outer === undefined ? mention : { ...mention, nestedIn: outer.id }
  })
}
