import type { ExtractedMention } from '../../../../shared/model/extraction.ts'
import { nounStem, type FactGrammar } from './compile.ts'
import type { Phrase } from './phrase.ts'
import type { Word } from './words.ts'

/** "der Sekretär des Sicherheitsrates, Sergej Schoigu," is one phrase; so is "Schoigu, Sekretär des …,". */
export function tieAppositions(
  words: readonly Word[],
  phrases: readonly Phrase[],
  lexicon: FactGrammar,
): void {
  for (const phrase of phrases) tieHolder(words, phrases, phrase)
  for (const phrase of phrases) {
    if (phrase.prep !== undefined || phrase.genitiveOf >= 0) continue
    const comma = phrase.from === 0 ? undefined : words[phrase.from - 1]
    if (comma?.text !== ',' && comma?.text !== '(' && comma?.text !== '–') continue
    const lead = leadBefore(phrases, phrase, words, lexicon)
    if (lead === undefined) continue
    const leadRole = hasOffice(words, lead, lexicon)
    const ownRole = hasType(words, phrase, 'ROLE')
    const ownPerson = phrase.actor?.mention.type === 'PER' && phrase.actor.mention.form === 'name'
    const leadPerson = lead.actor?.mention.type === 'PER' && lead.actor.mention.form === 'name'
    // "Kuba (Havanna)", "die Organisation X (OX)", "Anna Lund (Norwegen)": the name in brackets adds to the one before.
    if (comma.text === '(' && words[phrase.to]?.text === ')' && lead.actor !== undefined && !ownPerson) {
      phrase.appositionOf = lead.id
      continue
    }
    // "der Kommandeur der Marine, Admiral X, …": a rank between the office and the name, closed by a comma.
    const ranked = ownRole && lead.determiner !== undefined && words[phrase.to]?.text === ','
    if (leadRole && !leadPerson && ownPerson && (!ownRole || ranked) && phrase.determiner === undefined) {
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
        // "der Botschafter von Chile, X": whose office it is does not act beside X.
        for (let at = lead.id + 1; at < phrase.id; at += 1) {
          const whose = phrases[at]
          if (whose?.prep === 'von' && whose.genitiveOf < 0) whose.genitiveOf = lead.id
        }
      }
    } else if (leadPerson && !ownPerson && ownRole) phrase.appositionOf = lead.id
  }
}

/** "dem Vorsitzenden der Nationalversammlung Tran Thanh Man": the name after the genitive is who holds the office. */
function tieHolder(words: readonly Word[], phrases: readonly Phrase[], phrase: Phrase): void {
  const before = phrase.id === 0 ? undefined : phrases[phrase.id - 1]
  const person =
    phrase.actor?.mention.type === 'PER' &&
    phrase.actor.mention.form === 'name' &&
    !hasType(words, phrase, 'ROLE')
  if (!person || phrase.prep !== undefined || phrase.determiner !== undefined || before?.to !== phrase.from)
    return
  // "dem Premierminister von Thailand X": the country with "von" says whose the office is.
  const office = phrases[before.id - 1]
  const whose =
    before.prep === 'von' && before.actor?.mention.type === 'GPE' && office?.to === before.from - 1
  if (!whose && before.genitiveOf < 0) return
  let lead: Phrase | undefined = whose ? office : phrases[before.genitiveOf]
  // Bounded: a phrase may belong to the one after it ("Vietnams strategisches Ziel") as well as to the one before.
  for (
    let steps = 0;
    steps < 8 && lead !== undefined && lead.genitiveOf >= 0 && !hasType(words, lead, 'ROLE');
    steps += 1
  )
    lead = phrases[lead.genitiveOf]
  if (lead === undefined || lead.id >= phrase.id || !hasType(words, lead, 'ROLE')) return
  lead.actor = phrase.actor
  phrase.appositionOf = lead.id
  if (whose) before.genitiveOf = lead.id
}

/** The phrase before the comma, past its genitives. */
function leadBefore(
  phrases: readonly Phrase[],
  phrase: Phrase,
  words: readonly Word[],
  lexicon: FactGrammar,
): Phrase | undefined {
  let at = phrase.id - 1
  let before: Phrase | undefined = phrases[at]
  if (before === undefined || before.to !== phrase.from - 1) return undefined
  for (let steps = 0; ; steps += 1) {
    const attribute =
      before.prep !== undefined &&
      ['für', 'von', 'in', 'bei', 'aus', 'im', 'an'].includes(before.prep) &&
      isOfficeAttribute(words, phrases, at, lexicon)
    if ((before.genitiveOf < 0 && !attribute) || steps > 8) return before
    const up: number = before.genitiveOf >= 0 ? before.genitiveOf : at - 1
    const next: Phrase | undefined = phrases[up]
    if (next === undefined) return before
    at = up
    before = next
  }
}

/** "die Botschafterin von Ghana in Deutschland": attributes in a row behind an office. */
function isOfficeAttribute(
  words: readonly Word[],
  phrases: readonly Phrase[],
  at: number,
  lexicon: FactGrammar,
): boolean {
  for (let i = at; i > 0 && i > at - 4; i -= 1) {
    const [before, own] = [phrases[i - 1], phrases[i]]
    if (before === undefined || own === undefined) return false
    if (before.to !== own.from - (own.prep === undefined ? 0 : 1)) return false
    if (hasOffice(words, before, lexicon)) return true
    if (before.prep === undefined && before.genitiveOf < 0) return false
  }
  return false
}

/** An office, or somebody who holds the same one elsewhere ("ihrem Kollegen aus Ruanda, …"). */
function hasOffice(words: readonly Word[], phrase: Phrase | undefined, lexicon: FactGrammar): boolean {
  if (phrase === undefined) return false
  const head = words[phrase.head]?.lower ?? ''
  return hasType(words, phrase, 'ROLE') || nounStem(head, lexicon.counterpartNouns) !== undefined
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
export function lendGenitives(
  words: readonly Word[],
  phrases: readonly Phrase[],
  lexicon: FactGrammar,
): void {
  for (let at = phrases.length - 1; at > 0; at -= 1) {
    const phrase = phrases[at]
    if (phrase?.actor === undefined) continue
    const attribute =
      phrase.prep !== undefined &&
      ['in', 'von', 'aus'].includes(phrase.prep) &&
      phrases[at - 1]?.to === phrase.from - 1
    // "Soldaten aus 14 Nato-Staaten" are not the alliance.
    const last = words[phrase.to - 1]
    if (attribute && phrase.genitiveOf < 0 && (last === undefined || phrase.actor.mention.end < last.end))
      continue
    const lead = phrase.genitiveOf >= 0 ? phrases[phrase.genitiveOf] : attribute ? phrases[at - 1] : undefined
    if (lead === undefined || lead.actor !== undefined || lead.pronoun) continue
    const head = words[lead.head]
    if (head === undefined) continue
    // "60 Staaten [haben] der Ukraine Hilfe zugesagt": states are not those of a state.
    if (/^(?:staaten|länder|nationen)n?$/.test(head.lower) && phrase.actor.mention.type === 'GPE') {
      phrase.genitiveOf = -1
      continue
    }
    // "ein Sprecher des Ministeriums", "die Polizei in Istanbul" act themselves; "die Führung in Minsk" is the power.
    if (lexicon.speakerNouns.has(head.lower)) continue
    if (phrase.prep === 'in' && nounStem(head.lower, lexicon.powerNouns) === undefined) continue
    const role = hasType(words, lead, 'ROLE')
    if (role || nounStem(head.lower, lexicon.collectives) !== undefined) {
      lead.actor = phrase.actor
      lead.lentBy = phrase.id
    }
  }
}

export function tieCoordinations(
  words: readonly Word[],
  phrases: readonly Phrase[],
  lexicon: FactGrammar,
): void {
  for (const phrase of phrases) {
    if (phrase.genitiveOf >= 0 || phrase.appositionOf >= 0 || phrase.pronoun || phrase.value) continue
    let between = phrase.from - (phrase.prep === undefined ? 1 : 2)
    const link = between < 0 ? undefined : words[between]
    if (link === undefined) continue
    // "nicht nur Polen, sondern auch Ungarn", "sowohl A als auch B"
    const also = link.lower === 'auch' && ['sondern', 'als', 'wie'].includes(words[between - 1]?.lower ?? '')
    if (also) between -= 1
    const listed = also || link.listed.listCoordinator
    if (!listed && link.text !== ',') continue
    if (words[between - 1]?.text === ',') between -= 1
    while (lexicon.grammar.asides.includes(words[between - 1]?.lower ?? '')) between -= 1
    if (listed && words[between - 1]?.lower === 'auch') between -= 1
    // "A (Schweden) und B (Marokko)"
    if (listed && words[between - 1]?.text === ')')
      for (let i = between - 2; i > between - 7; i -= 1)
        if (words[i]?.text === '(') {
          between = i
          break
        }
    // "X, Mitglied des Rates und Leiter der Behörde": the second office stands in apposition like the first.
    const office = officeBefore(words, phrases, phrase, between)
    if (listed && office !== undefined) {
      phrase.appositionOf = office.appositionOf
      continue
    }
    const lead = leadAt(phrases, phrase.id, between)
    if (lead === undefined || (phrase.prep !== undefined && phrase.prep !== lead.prep)) continue
    if (!listed && !continues(words, phrases, phrase)) continue
    const shared = Array.from(phrase.cases).some((letter) => letter !== 'p' && lead.cases.includes(letter))
    if (!shared && phrase.determiner !== undefined) continue
    phrase.coordinatedWith = lead.id
  }
}

/** The office in apposition, with its genitives, that ends at the word, where the phrase is an office without a name too. */
function officeBefore(
  words: readonly Word[],
  phrases: readonly Phrase[],
  phrase: Phrase,
  end: number,
): Phrase | undefined {
  if (phrase.prep !== undefined || !hasType(words, phrase, 'ROLE')) return undefined
  if (phrase.actor?.mention.type === 'PER' && phrase.actor.mention.form === 'name') return undefined
  let at: Phrase | undefined = phrases[phrase.id - 1]
  if (at?.to !== end) return undefined
  for (let steps = 0; steps < 6 && at !== undefined && at.genitiveOf >= 0; steps += 1)
    at = phrases[at.genitiveOf]
  return at !== undefined && at.appositionOf >= 0 && hasType(words, at, 'ROLE') ? at : undefined
}

/** The phrase that ends at the word, taking genitives and appositions back to what they belong to. */
function leadAt(phrases: readonly Phrase[], id: number, end: number): Phrase | undefined {
  let before: Phrase | undefined = phrases[id - 1]
  if (before !== undefined && before.from > end && before.appositionOf >= 0) before = phrases[id - 2]
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
function continues(words: readonly Word[], phrases: readonly Phrase[], phrase: Phrase): boolean {
  let at = phrase
  for (;;) {
    const link = words[at.to]
    if (link === undefined) return false
    if (link.listed.listCoordinator) return true
    const next: Phrase | undefined = phrases[at.id + 1]
    if (next === undefined || (next.from !== at.to + 1 && next.from !== at.to)) return false
    if (next.from === at.to + 1 && link.text !== ',') return false
    at = next
  }
}
