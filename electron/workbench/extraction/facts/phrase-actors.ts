import type { ExtractedMention } from '../../../../shared/model/extraction.ts'
import { nounStem, type FactGrammar } from './compile.ts'
import type { Draft } from './phrase-reading.ts'
import { type Actor, type Phrase, toActor } from './phrase.ts'
import { isActorType, type Word } from './words.ts'

/** The actor a phrase names: a person before an organisation before a country, the last of its kind. */
export function actorOf(words: readonly Word[], draft: Draft, lexicon: FactGrammar): Actor | undefined {
  const lead = words[draft.head]
  if (draft.owner !== undefined && lead !== undefined && draft.owner.mention.form !== 'nominal') {
    const person = words
      .slice(draft.from, draft.to)
      .some((word) => word.mentions.some((mention) => mention.type === 'PER'))
    const named = lead.mentions.some((mention) => mention.type === 'ORG')
    if (!person && !named && nounStem(lead.lower, lexicon.collectives) !== undefined) return draft.owner
  }
  let best: ExtractedMention | undefined
  let rank = 0
  const from = draft.core ?? draft.from
  const start = words[from]?.start ?? 0
  const end = words[draft.to - 1]?.end ?? 0
  let seen: ExtractedMention[] | undefined
  const head = words[draft.head]
  for (let at = from; at < draft.to; at += 1) {
    for (const mention of words[at]?.mentions ?? []) {
      if (mention.entity === null || seen?.includes(mention) === true) continue
      seen ??= []
      seen.push(mention)
      if (!isActorType(mention.type) || mention.start < start || mention.start >= end) continue
      if (draft.owner?.mention.id === mention.id) continue
      const value = rankOf(mention, head, draft, words, lexicon)
      if (
        value > 0 &&
        value >= rank &&
        !(value === rank && best !== undefined && best.end - best.start > mention.end - mention.start)
      ) {
        best = mention
        rank = value
      }
    }
  }
  return best === undefined ? undefined : toActor(best)
}

/**
 * Somebody without a name: "die Opposition", "35 Demonstranten". He acts under the words that name him, as the
 * mention stage makes entities of nobody whom no role asks for.
 */
export function unnamedActor(
  words: readonly Word[],
  phrase: Phrase,
  lexicon: FactGrammar,
): Actor | undefined {
  if (phrase.actor !== undefined || phrase.pronoun || phrase.value) return undefined
  const head = words[phrase.head]
  const first = words[phrase.determiner === undefined ? phrase.from : phrase.from + 1] ?? head
  const last = words[phrase.to - 1]
  if (head?.capital !== true || first === undefined || last === undefined) return undefined
  const office = head.mentions.some((mention) => mention.type === 'ROLE')
  if (!office && nounStem(head.lower, lexicon.actorNouns) === undefined) return undefined
  const inside = words.slice(phrase.from, phrase.to)
  const mention: ExtractedMention = {
    id: '',
    start: first.start,
    end: last.end,
    surface: textBetween(inside, first.start),
    line: 1,
    type: 'ORG',
    form: 'nominal',
    entity: null,
    rule: 'unnamed actor',
    ruleVersion: 1,
    prior: 0.5,
  }
  return { entity: `words:${String(first.start)}`, mention }
}

function textBetween(words: readonly Word[], start: number): string {
  let text = ''
  let end = start
  for (const word of words) {
    if (word.start < start) continue
    text += ' '.repeat(Math.max(0, word.start - end)) + word.text
    end = word.end
  }
  return text
}

function rankOf(
  mention: ExtractedMention,
  head: Word | undefined,
  draft: Draft,
  words: readonly Word[],
  lexicon: FactGrammar,
): number {
  const coversHead = head !== undefined && mention.start <= head.start && head.end <= mention.end
  if (mention.form === 'pronoun' && !draft.pronoun) return 0
  const whose =
    mention.type === 'PER' &&
    head !== undefined &&
    mention.start > head.start &&
    lexicon.mayOwn(mention.surface)
  if (whose && nounStem(head.lower, lexicon.actorNouns) !== undefined) return 0
  if (mention.type === 'PER') return mention.form === 'name' ? 9 : 8
  if (mention.type === 'GROUP') return coversHead ? 7 : 0
  const collective =
    head !== undefined &&
    (nounStem(head.lower, lexicon.collectives) !== undefined ||
      head.mentions.some((other) => other.type === 'ROLE'))
  if (mention.type === 'ORG') return coversHead ? 6 : collective ? 4 : 0
  if (mention.type === 'GPE' || mention.type === 'LOC')
    return coversHead ? (hasRole(words, draft) ? 2 : 5) : collective ? 3 : 0
  // "russische Beamte" act for themselves, "russische Truppen" for Russia.
  const speak = head !== undefined && lexicon.speakerNouns.has(head.lower)
  if (mention.type === 'DEM' && speak && !coversHead) return 0
  if (mention.type === 'DEM') return collective ? 2 : coversHead ? 2 : 0
  return 0
}

function hasRole(words: readonly Word[], draft: Draft): boolean {
  for (let at = draft.from; at < draft.to; at += 1)
    if (words[at]?.mentions.some((mention) => mention.type === 'ROLE') === true) return true
  return false
}
