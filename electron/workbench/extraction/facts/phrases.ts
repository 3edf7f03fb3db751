import type { ExtractedMention } from '../../../../shared/model/extraction.ts'
import { nounStem, type FactGrammar } from './compile.ts'
import { isActorType, type SentenceWords, type Word } from './words.ts'

/** Someone a role can name: the entity and the words that name it. */
export interface Actor {
  readonly entity: string
  readonly mention: ExtractedMention
}

/** A noun phrase or pronoun: words `[from, to)` of its sentence. */
export interface Phrase {
  readonly id: number
  readonly from: number
  to: number
  /** The preposition that governs it, contractions undone. */
  readonly prep: string | undefined
  /** Cases its form allows: n, g, d, a; p where it is plural. */
  readonly cases: string
  /** Index of the head noun. */
  readonly head: number
  readonly determiner: string | undefined
  /** Whose it is, where a possessive says so ("seine Gespräche", "Putins Besuch"). */
  readonly owner: Actor | undefined
  actor: Actor | undefined
  /** Phrase this one is a genitive of. */
  genitiveOf: number
  /** Earlier phrase of the same enumeration. */
  coordinatedWith: number
  /** Phrase this one explains ("Putin, Präsident Russlands,"). */
  appositionOf: number
  /** Phrase whose actor this one took over ("Unterhändler aus Sudan und Südsudan"), -1 for none. */
  lentBy: number
  readonly pronoun: boolean
  /** A date or other value without a noun. */
  readonly value: boolean
}

interface Draft {
  from: number
  to: number
  head: number
  determiner: string | undefined
  cases: string
  pronoun: boolean
  value: boolean
  owner: Actor | undefined
}

/** The noun phrases of a sentence in order, with genitives, enumerations and appositions tied together. */
export function readPhrases(sentence: SentenceWords, lexicon: FactGrammar): Phrase[] {
  const { words } = sentence
  const phrases: Phrase[] = []
  let i = 0
  while (i < words.length) {
    const word = words[i]
    if (word === undefined) break
    const prep = prepositionAt(words, i, lexicon)
    const start = prep === undefined ? i : i + 1
    const draft = word.punctuation ? undefined : readPhrase(words, start, lexicon, prep !== undefined)
    if (draft === undefined) {
      i += 1
      continue
    }
    const previous = phrases.at(-1)
    // "für Vietnams strategisches Ziel": the name before the adjective owns what follows, and the preposition governs both.
    const next = prep === undefined && previous?.to === i ? previous : undefined
    const possessor = next !== undefined && owns(words, next, draft) ? next : undefined
    const genitiveOf =
      next !== undefined && possessor === undefined && isGenitive(words, draft, next, lexicon) ? next.id : -1
    if (possessor !== undefined) possessor.genitiveOf = phrases.length
    const phrase: Phrase = {
      id: phrases.length,
      from: start,
      to: draft.to,
      prep: prep ?? possessor?.prep,
      cases: prep === undefined ? draft.cases : restrict(draft.cases, prep, words[i]?.lower ?? '', lexicon),
      head: draft.head,
      determiner: draft.determiner,
      owner: draft.owner ?? possessor?.actor,
      actor: actorOf(words, draft, lexicon),
      genitiveOf,
      coordinatedWith: -1,
      appositionOf: -1,
      lentBy: -1,
      pronoun: draft.pronoun,
      value: draft.value,
    }
    phrases.push(phrase)
    i = draft.to
  }
  tieAppositions(words, phrases)
  lendGenitives(words, phrases, lexicon)
  tieCoordinations(words, phrases, lexicon)
  return phrases
}

function owns(words: readonly Word[], previous: Phrase, draft: Draft): boolean {
  const surface = previous.actor?.mention.surface ?? ''
  const adjective = words[draft.from]
  return (
    previous.determiner === undefined && !previous.pronoun && previous.actor?.mention.form === 'name' && /(?:s|ß|x|z|['’])$/.test(surface) &&
    draft.determiner === undefined && !draft.pronoun && !draft.value && adjective?.capital === false && draft.head > draft.from
  ) // prettier-ignore
}

function prepositionAt(words: readonly Word[], i: number, lexicon: FactGrammar): string | undefined {
  const word = words[i]
  if (word === undefined || word.punctuation) return undefined
  const plain =
    lexicon.grammar.contractions[word.lower] ??
    (word.lower in lexicon.grammar.prepositions ? word.lower : undefined)
  if (plain === undefined) return undefined
  const next = words[i + 1]
  if (
    word.lower === 'als' &&
    ['mehr', 'weniger', 'sowohl', 'länger', 'höher', 'anders'].includes(words[i - 1]?.lower ?? '')
  )
    return undefined
  // "zu" before an infinitive and a separated prefix at the end of its clause are no prepositions.
  if (next === undefined || next.punctuation) return undefined
  if (opensInfinitive(words, i, lexicon)) return undefined
  // "während Moskau und Peking …" is a conjunction; the preposition governs a visible genitive.
  if (
    word.lower === 'während' &&
    lexicon.grammar.determiners[next?.lower ?? '']?.includes('g') !== true &&
    !/[a-zäöü](er|en)$/.test(next?.text ?? '')
  )
    return undefined
  if (word.lower === 'zu' && !next.capital && next.forms.some((form) => form.kind === 'infinitive'))
    return undefined
  return plain
}

/** "um die Beziehungen zu stärken": the word opens an infinitive and governs nothing. */
function opensInfinitive(words: readonly Word[], at: number, lexicon: FactGrammar): boolean {
  if (!lexicon.grammar.infinitiveOpeners.includes(words[at]?.lower ?? '')) return false
  if (at > 0 && words[at - 1]?.punctuation === false && !lexicon.coordinators.has(words[at - 1]?.lower ?? ''))
    return false
  for (let i = at + 1; i < words.length && words[i]?.punctuation === false; i += 1) {
    const word = words[i]
    if (word?.forms.some((form) => form.kind === 'zu') === true) return true
    if (word?.lower === 'zu' && words[i + 1]?.capital === false) return true
  }
  return false
}

function readPhrase(
  words: readonly Word[],
  start: number,
  lexicon: FactGrammar,
  governed: boolean,
): Draft | undefined {
  const first = words[start]
  if (first === undefined || first.punctuation) return undefined
  let at = start
  let determiner: string | undefined
  let owner: Actor | undefined
  const { determiners, pronouns } = lexicon.grammar
  const listed = determiners[first.lower]
  if (listed !== undefined) {
    determiner = first.lower
    const possessor = first.mentions.find(
      (mention) => mention.entity !== null && mention.end === first.end && mention.start === first.start,
    )
    if (possessor !== undefined && lexicon.possessive(first.lower)) owner = toActor(possessor)
    at += 1
    const second = words[at]
    if (
      second !== undefined &&
      determiners[second.lower] !== undefined &&
      /^(beide|zwei|drei|vier|fünf|viele|mehrere|einige|sein|ihr)/.test(second.lower)
    )
      at += 1
  }
  at = skipModifiers(words, at, lexicon, determiner !== undefined)
  const noun = words[at]
  if (noun !== undefined && isNounLike(noun, at, lexicon)) {
    const head = readHeads(words, at, lexicon)
    const value =
      determiner === undefined &&
      words
        .slice(start, head.to)
        .every((word) => word.number || word.mentions.some((mention) => isValue(mention)))
    return {
      from: start,
      to: head.to,
      head: head.head,
      determiner,
      cases: caseOf(words, start, at, determiner, lexicon),
      pronoun: false,
      value,
      owner: owner ?? head.owner,
    }
  }
  // A pronoun stands alone; a bare "die" or "der" is one only where a mention says so.
  const cases = pronouns[first.lower]
  const named = first.mentions.some(
    (mention) => mention.form === 'pronoun' || (mention.start === first.start && isActorType(mention.type)),
  )
  if (
    cases !== undefined &&
    (!governed || named || cases !== '') &&
    !(first.capital && start > 0 && first.lower === 'sie' && !named)
  ) {
    return {
      from: start,
      to: start + 1,
      head: start,
      determiner: undefined,
      cases,
      pronoun: true,
      value: false,
      owner: undefined,
    }
  }
  if (named && listed === undefined) {
    let to = start + 1
    const mention = first.mentions[0]
    while (to < words.length && mention !== undefined && (words[to]?.end ?? Infinity) <= mention.end) to += 1
    return {
      from: start,
      to,
      head: to - 1,
      determiner: undefined,
      cases: 'ngdap',
      pronoun: false,
      value: false,
      owner: undefined,
    }
  }
  return undefined
}

function isValue(mention: ExtractedMention): boolean {
  return ['DATE', 'DURATION', 'FREQ', 'NUM', 'QUANT', 'MONEY', 'ORDINAL'].includes(mention.type)
}

function skipModifiers(
  words: readonly Word[],
  from: number,
  lexicon: FactGrammar,
  determined: boolean,
): number {
  let at = from
  for (;;) {
    const word = words[at]
    if (word === undefined || word.punctuation) return at
    const next = words[at + 1]
    if (
      word.number ||
      word.mentions.some(
        (mention) => ['NUM', 'ORDINAL', 'DURATION', 'QUANT'].includes(mention.type) && !word.capital,
      )
    ) {
      at += 1
      continue
    }
    if (
      word.capital &&
      word.text.endsWith('-') &&
      next !== undefined &&
      lexicon.listCoordinators.has(next.lower)
    ) {
      at += 2
      continue
    }
    if (word.capital) return at
    if (looksAdjective(word, next, lexicon, determined || at > from)) {
      at += 1
      continue
    }
    if (
      ['sehr', 'nunmehr', 'rund', 'etwa', 'mehr', 'als', 'nur', 'über', 'weit', 'besonders', 'so'].includes(
        word.lower,
      ) &&
      next !== undefined &&
      at > from - 1
    ) {
      if (
        next.number ||
        (!next.capital && looksAdjective(next, words[at + 2], lexicon, true) && determined)
      ) {
        at += 1
        continue
      }
      return at
    }
    if (
      at > from &&
      lexicon.listCoordinators.has(word.lower) &&
      next !== undefined &&
      !next.capital &&
      looksAdjective(next, words[at + 2], lexicon, true)
    ) {
      at += 1
      continue
    }
    return at
  }
}

function looksAdjective(
  word: Word,
  next: Word | undefined,
  lexicon: FactGrammar,
  determined: boolean,
): boolean {
  if (word.capital || next === undefined || (next.punctuation && next.text !== ',')) return false
  if (!/(e|en|er|es|em)$/.test(word.lower) || word.lower.length < 4)
    return word.mentions.some((mention) => mention.type === 'DEM')
  if (word.mentions.some((mention) => mention.type === 'DEM' || mention.type === 'ROLE')) return true
  if (
    lexicon.adverbs.has(word.lower) ||
    lexicon.subordinators.has(word.lower) ||
    word.lower in lexicon.grammar.prepositions
  )
    return false
  if (word.lower in lexicon.grammar.pronouns || word.lower in lexicon.grammar.determiners) return false
  if (word.forms.length > 0)
    return (
      determined && (next.capital || !next.punctuation) && word.forms.every((form) => form.role === 'full')
    )
  return (
    next.capital ||
    next.number ||
    lexicon.listCoordinators.has(next.lower) ||
    /(e|en|er|es|em)$/.test(next.lower)
  )
}

function isNounLike(word: Word, at: number, lexicon: FactGrammar): boolean {
  if (word.punctuation) return false
  if (
    word.mentions.some(
      (mention) =>
        mention.form !== 'pronoun' &&
        mention.start === word.start &&
        (word.capital || isActorType(mention.type) || isValue(mention)),
    )
  )
    return true
  if (!word.capital) return false
  if (at > 0) return true
  // Sentence-initial capitals: function words and verbs are no nouns.
  const { lower } = word
  if (lexicon.adverbs.has(lower) || lexicon.subordinators.has(lower) || lexicon.coordinators.has(lower))
    return false
  if (
    lower in lexicon.grammar.pronouns ||
    lower in lexicon.grammar.prepositions ||
    lower in lexicon.grammar.contractions ||
    lower in lexicon.grammar.determiners
  )
    return false
  return (
    !word.forms.some((form) => form.kind === 'finite' && form.tense !== 'pres') || word.mentions.length > 0
  )
}

/** Capitalised words in a row: titles and names, a name with its noun ("Provinz Binh Thuan"), "Putins Besuch". */
function readHeads(
  words: readonly Word[],
  start: number,
  lexicon: FactGrammar,
): { to: number; head: number; owner: Actor | undefined } {
  let to = start
  let head = start
  while (to < words.length) {
    const word = words[to]
    if (word === undefined || word.punctuation) break
    const inside = word.mentions.some(
      (mention) =>
        mention.start < word.start &&
        (mention.type === 'PER' || mention.type === 'ORG' || mention.type === 'GPE') &&
        mention.form === 'name' &&
        (words[to - 1]?.end ?? 0) > mention.start,
    )
    if (!word.capital && !inside && !(word.number && to === start)) break
    if (
      to > start &&
      word.mentions.some((mention) => mention.type === 'DATE' && mention.start === word.start)
    )
      break
    if (
      to > start &&
      words[to - 1]?.mentions.some(
        (mention) => mention.type === 'DATE' && mention.end === words[to - 1]?.end,
      ) === true
    )
      break
    if (to > start && startsAnother(words, start, to)) break
    head = to
    to += 1
  }
  if (to === start) to = start + 1
  const first = words[start]
  const last = words[head]
  let owner: Actor | undefined
  if (head > start && first !== undefined && last !== undefined) {
    const mention = first.mentions.find(
      (candidate) => isActorType(candidate.type) && candidate.type !== 'DEM' && candidate.end < last.start,
    )
    const noun = !last.mentions.some((candidate) => candidate.type === 'PER' || candidate.type === 'ROLE')
    if (
      mention !== undefined &&
      noun &&
      mention.start === first.start &&
      /(?:s|ß|x|z|['’])$/.test(mention.surface)
    )
      owner = toActor(mention)
  }
  // "der Angriff Russlands": the noun leads, the genitive after it says whose.
  const genitive = last?.mentions.find(
    (mention) =>
      (mention.type === 'GPE' || mention.type === 'ORG') &&
      mention.end === last.end &&
      /s$/.test(mention.surface),
  )
  let lead = head
  while (genitive !== undefined && lead > start && (words[lead]?.start ?? 0) >= genitive.start) lead -= 1
  const noun = words[lead]
  const plain =
    noun !== undefined &&
    lead < head &&
    !noun.mentions.some((mention) => mention.type === 'ROLE' || isActorType(mention.type))
  if (plain && nounStem(noun.lower, lexicon.placeNouns) === undefined) return { to, head: lead, owner }
  return { to, head, owner }
}

/** "Japan Vietnam": two names side by side are two phrases, unless a title or genitive ties them. */
function startsAnother(words: readonly Word[], start: number, at: number): boolean {
  const names = (mention: ExtractedMention): boolean =>
    (mention.type === 'GPE' || mention.type === 'ORG' || mention.type === 'PER') && mention.form !== 'pronoun'
  const word = words[at]
  const before = words[at - 1]
  if (word === undefined || before === undefined) return false
  const next = word.mentions.find((mention) => names(mention) && mention.start === word.start)
  const last = before.mentions.find((mention) => names(mention) && mention.end === before.end)
  // "in Peking Gespräche": a place is complete before a common noun.
  const place =
    last?.type === 'GPE' &&
    last.form === 'name' &&
    last.start === words[start]?.start &&
    !/(?:s|ß|x|z|['’])$/.test(last.surface)
  if (
    place &&
    last.entity !== null &&
    word.capital &&
    (word.mentions.length === 0 ||
      word.mentions.some((mention) => mention.type === 'ROLE' && mention.start === word.start)) &&
    ['in', 'nach', 'aus', 'bei'].includes(words[start - 1]?.lower ?? '')
  )
    return true
  if (next === undefined || last === undefined || last.end > next.start) return false
  const titled = words.slice(start, at).some((one) => one.mentions.some((mention) => mention.type === 'ROLE'))
  if (next.type === 'PER' && last.type === 'ORG' && !titled) return true
  return !titled && last.start === words[start]?.start && !(last.type !== 'PER' && /s$/.test(last.surface))
}

function caseOf(
  words: readonly Word[],
  start: number,
  noun: number,
  determiner: string | undefined,
  lexicon: FactGrammar,
): string {
  const all = determiner === undefined ? 'nadgp' : (lexicon.grammar.determiners[determiner] ?? 'nadgp')
  const adjective =
    noun - 1 > start || (determiner === undefined && noun > start) ? words[noun - 1]?.lower : undefined
  if (determiner === 'der' || determiner === 'dieser' || determiner === 'jener') {
    if (adjective?.endsWith('e') === true) return 'n'
    if (adjective?.endsWith('en') === true) return 'gdp'
    const head = words[noun]?.lower ?? ''
    const feminine = lexicon.grammar.feminineEndings.some((ending) => head.endsWith(ending))
    const plural = /(en|ern|innen)$/.test(head) && !feminine
    return feminine ? 'gd' : plural ? 'ngdp' : 'ng'
  }
  if (determiner === 'die') {
    if (adjective?.endsWith('en') === true) return 'nap'
    if (adjective?.endsWith('e') === true) return 'na'
  }
  if (determiner === undefined && adjective !== undefined) {
    if (adjective.endsWith('er')) return 'ngdp'
    if (adjective.endsWith('em')) return 'd'
    if (adjective.endsWith('en')) return 'adp'
    if (adjective.endsWith('e')) return 'nap'
  }
  return all
}

function restrict(cases: string, prep: string, written: string, lexicon: FactGrammar): string {
  const governed =
    written in lexicon.grammar.contractions ? 'da' : (lexicon.grammar.prepositions[prep] ?? 'da')
  const kept = [...cases].filter((letter) => letter === 'p' || governed.includes(letter)).join('')
  return kept === '' || kept === 'p' ? `${governed}${kept}` : kept
}

function isGenitive(words: readonly Word[], draft: Draft, previous: Phrase, lexicon: FactGrammar): boolean {
  if (draft.pronoun || draft.value || previous.pronoun || previous.value || draft.determiner === undefined) {
    if (draft.determiner !== undefined || draft.pronoun || previous.pronoun) return false
    // "Vertreter beider Länder" and "Aufnahme diplomatischer Beziehungen" show the case on the adjective.
    return (
      words[draft.from]?.lower.endsWith('er') === true &&
      draft.head > draft.from &&
      words[draft.from]?.capital === false
    )
  }
  if (!draft.cases.includes('g')) return false
  const head = words[previous.head]
  const person = head?.mentions.some((mention) => mention.type === 'PER' && mention.form === 'name') === true
  return !person && lexicon.grammar.determiners[draft.determiner]?.includes('g') === true
}

/** The actor a phrase names: a person before an organisation before a country, the last of its kind. */
function actorOf(words: readonly Word[], draft: Draft, lexicon: FactGrammar): Actor | undefined {
  const lead = words[draft.head]
  if (draft.owner !== undefined && lead !== undefined && draft.owner.mention.form === 'name') {
    const person = words
      .slice(draft.from, draft.to)
      .some((word) => word.mentions.some((mention) => mention.type === 'PER'))
    const named = lead.mentions.some((mention) => mention.type === 'ORG')
    if (!person && !named && nounStem(lead.lower, lexicon.collectives) !== undefined) return draft.owner
  }
  let best: ExtractedMention | undefined
  let rank = 0
  const start = words[draft.from]?.start ?? 0
  const end = words[draft.to - 1]?.end ?? 0
  const seen = new Set<string>()
  const head = words[draft.head]
  for (let at = draft.from; at < draft.to; at += 1) {
    for (const mention of words[at]?.mentions ?? []) {
      if (seen.has(mention.id) || mention.entity === null) continue
      seen.add(mention.id)
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

function rankOf(
  mention: ExtractedMention,
  head: Word | undefined,
  draft: Draft,
  words: readonly Word[],
  lexicon: FactGrammar,
): number {
  const coversHead = head !== undefined && mention.start <= head.start && head.end <= mention.end
  if (mention.form === 'pronoun' && !draft.pronoun) return 0
  if (mention.type === 'PER') return mention.form === 'name' ? 9 : 8
  if (mention.type === 'GROUP') return coversHead ? 7 : 0
  const collective =
    head !== undefined &&
    (nounStem(head.lower, lexicon.collectives) !== undefined ||
      head.mentions.some((other) => other.type === 'ROLE'))
  if (mention.type === 'ORG') return coversHead ? 6 : collective ? 4 : 0
  if (mention.type === 'GPE' || mention.type === 'LOC')
    return coversHead && !hasRole(words, draft) ? 5 : collective ? 3 : 0
  if (mention.type === 'DEM') return collective ? 2 : coversHead ? 2 : 0
  return 0
}

function hasRole(words: readonly Word[], draft: Draft): boolean {
  for (let at = draft.from; at < draft.to; at += 1)
    if (words[at]?.mentions.some((mention) => mention.type === 'ROLE') === true) return true
  return false
}

/** "der Sekretär des Sicherheitsrates, Sergej Schoigu," is one phrase; so is "Schoigu, Sekretär des …,". */
function tieAppositions(words: readonly Word[], phrases: readonly Phrase[]): void {
  for (const phrase of phrases) tieHolder(words, phrases, phrase)
  for (const phrase of phrases) {
    if (phrase.prep !== undefined || phrase.genitiveOf >= 0) continue
    const comma = words[phrase.from - 1]
    if (comma?.text !== ',' && comma?.text !== '(' && comma?.text !== '–') continue
    const lead = leadBefore(phrases, phrase, words)
    if (lead === undefined) continue
    const leadRole = hasType(words, lead, 'ROLE')
    const ownRole = hasType(words, phrase, 'ROLE')
    const ownPerson = phrase.actor?.mention.type === 'PER' && phrase.actor.mention.form === 'name'
    const leadPerson = lead.actor?.mention.type === 'PER' && lead.actor.mention.form === 'name'
    if (leadRole && !leadPerson && ownPerson && !ownRole && phrase.determiner === undefined) {
      const next = words[phrase.to]
      if (
        next === undefined ||
        next.punctuation ||
        lead.prep !== undefined ||
        next.forms.length > 0 ||
        next.lower === 'und'
      ) {
        lead.actor = phrase.actor
        phrase.appositionOf = lead.id
      }
    } else if (leadPerson && !ownPerson && ownRole) phrase.appositionOf = lead.id
  }
}

/** "dem Vorsitzenden der Nationalversammlung Tran Thanh Man": the name after the genitive is who holds the office. */
function tieHolder(words: readonly Word[], phrases: readonly Phrase[], phrase: Phrase): void {
  const before = phrases[phrase.id - 1]
  const person =
    phrase.actor?.mention.type === 'PER' &&
    phrase.actor.mention.form === 'name' &&
    !hasType(words, phrase, 'ROLE')
  if (
    !person ||
    phrase.prep !== undefined ||
    phrase.determiner !== undefined ||
    before?.to !== phrase.from ||
    before.genitiveOf < 0
  )
    return
  let lead: Phrase | undefined = before
  // Bounded: a phrase may belong to the one after it ("Vietnams strategisches Ziel") as well as to the one before.
  for (let steps = 0; steps < 8 && lead !== undefined && lead.genitiveOf >= 0; steps += 1)
    lead = phrases[lead.genitiveOf]
  if (lead === undefined || lead.id >= phrase.id || !hasType(words, lead, 'ROLE')) return
  lead.actor = phrase.actor
  phrase.appositionOf = lead.id
}

/** The phrase before the comma, past its genitives. */
function leadBefore(phrases: readonly Phrase[], phrase: Phrase, words: readonly Word[]): Phrase | undefined {
  let at = phrase.id - 1
  let before: Phrase | undefined = phrases[at]
  if (before === undefined || before.to !== phrase.from - 1) return undefined
  for (let steps = 0; ; steps += 1) {
    const attribute =
      before.prep !== undefined &&
      ['für', 'von', 'in', 'bei'].includes(before.prep) &&
      hasType(words, phrases[at - 1], 'ROLE')
    if ((before.genitiveOf < 0 && !attribute) || steps > 8) return before
    const up: number = before.genitiveOf >= 0 ? before.genitiveOf : at - 1
    const next: Phrase | undefined = phrases[up]
    if (next === undefined) return before
    at = up
    before = next
  }
}

function hasType(
  words: readonly Word[],
  phrase: Phrase | undefined,
  type: ExtractedMention['type'],
): boolean {
  if (phrase === undefined) return false
  for (let at = phrase.from; at < phrase.to; at += 1)
    if (words[at]?.mentions.some((mention) => mention.type === type) === true) return true
  return false
}

/** "die Regierung Frankreichs", "ein Sprecher des Außenministeriums": the genitive says who acts. */
function lendGenitives(words: readonly Word[], phrases: readonly Phrase[], lexicon: FactGrammar): void {
  for (let at = phrases.length - 1; at > 0; at -= 1) {
    const phrase = phrases[at]
    if (phrase?.actor === undefined) continue
    const attribute =
      phrase.prep !== undefined &&
      ['in', 'von', 'aus', 'bei'].includes(phrase.prep) &&
      phrases[at - 1]?.to === phrase.from - 1
    const lead = phrase.genitiveOf >= 0 ? phrases[phrase.genitiveOf] : attribute ? phrases[at - 1] : undefined
    if (lead === undefined || lead.actor !== undefined || lead.pronoun) continue
    const head = words[lead.head]
    if (head === undefined) continue
    const role = hasType(words, lead, 'ROLE')
    if (role || nounStem(head.lower, lexicon.collectives) !== undefined) {
      lead.actor = phrase.actor
      lead.lentBy = phrase.id
    }
  }
}

function tieCoordinations(words: readonly Word[], phrases: readonly Phrase[], lexicon: FactGrammar): void {
  for (const phrase of phrases) {
    if (phrase.genitiveOf >= 0 || phrase.appositionOf >= 0 || phrase.pronoun || phrase.value) continue
    let between = phrase.from - (phrase.prep === undefined ? 1 : 2)
    const link = words[between]
    if (link === undefined) continue
    const listed = lexicon.listCoordinators.has(link.lower)
    if (!listed && link.text !== ',') continue
    if (words[between - 1]?.text === ',') between -= 1
    if (listed && words[between - 1]?.lower === 'auch') between -= 1
    const lead = leadAt(phrases, phrase.id, between)
    if (lead === undefined || (phrase.prep !== undefined && phrase.prep !== lead.prep)) continue
    if (!listed && !continues(words, phrases, phrase, lexicon)) continue
    const shared = [...phrase.cases].some((letter) => letter !== 'p' && lead.cases.includes(letter))
    if (!shared && phrase.determiner !== undefined) continue
    phrase.coordinatedWith = lead.id
  }
}

/** The phrase that ends at the word, taking genitives and appositions back to what they belong to. */
function leadAt(phrases: readonly Phrase[], id: number, end: number): Phrase | undefined {
  let before: Phrase | undefined = phrases[id - 1]
  if (before === undefined || before.to !== end) return undefined
  for (let steps = 0; steps < 6; steps += 1) {
    const up: number = before.genitiveOf >= 0 ? before.genitiveOf : before.appositionOf
    const next: Phrase | undefined = up >= 0 ? phrases[up] : undefined
    if (next === undefined) return before
    before = next
  }
  return before
}

/** Whether a list that goes on with a comma comes to an "und" later: "A, B und C". */
function continues(
  words: readonly Word[],
  phrases: readonly Phrase[],
  phrase: Phrase,
  lexicon: FactGrammar,
): boolean {
  let at: Phrase | undefined = phrase
  while (at !== undefined) {
    const link = words[at.to]
    if (link === undefined) return false
    if (lexicon.listCoordinators.has(link.lower)) return true
    const next: Phrase | undefined = phrases[at.id + 1]
    if (next === undefined || (next.from !== at.to + 1 && next.from !== at.to)) return false
    if (next.from === at.to + 1 && link.text !== ',') return false
    at = next
  }
  return false
}

/** All phrases of the enumeration that begins with this one. */
export function enumeration(phrases: readonly Phrase[], first: Phrase): readonly Phrase[] {
  const found: Phrase[] = [first]
  for (let at = first.id + 1; at < phrases.length; at += 1) {
    const phrase = phrases[at]
    if (
      phrase !== undefined &&
      phrase.coordinatedWith >= 0 &&
      found.some((member) => member.id === phrase.coordinatedWith)
    )
      found.push(phrase)
  }
  return found
}

export function toActor(mention: ExtractedMention): Actor {
  return { entity: mention.entity ?? '', mention }
}
