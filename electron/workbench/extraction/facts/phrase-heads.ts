import type { ExtractedMention } from '../../../../shared/model/extraction.ts'
import { nounStem, type FactGrammar } from './compile.ts'
import { type Actor, toActor } from './phrase.ts'
import { isActorType, type Word } from './words.ts'

/** Capitalised words in a row: titles and names, a name with its noun ("Provinz Binh Thuan"), "Putins Besuch". */
export function readHeads(
  words: readonly Word[],
  start: number,
  lexicon: FactGrammar,
): { to: number; head: number; owner: Actor | undefined } {
  let to = start
  let head = start
  while (to < words.length) {
    const word = words[to]
    if (word === undefined || word.punctuation) break
    if (!word.capital && !(word.number && to === start) && !isInside(words, to, word)) break
    if (to > start && (beginsDate(word) || endsDate(words[to - 1]))) break
    if (to > start && startsAnother(words, start, to, lexicon)) break
    head = to
    to += 1
  }
  if (to === start) to = start + 1
  head = beforeQuotedName(words, start, head)
  const first = words[start]
  const last = words[head]
  let owner: Actor | undefined
  if (head > start && first !== undefined && last !== undefined) {
    const mention = first.mentions.find(
      (candidate) => isActorType(candidate.type) && candidate.type !== 'DEM' && candidate.end < last.start,
    )
    const noun = !last.mentions.some((candidate) => candidate.type === 'PER' || candidate.type === 'ROLE')
    if (mention !== undefined && noun && mention.start === first.start && lexicon.mayOwn(mention.surface))
      owner = toActor(mention)
  }
  // "der Angriff Russlands": the noun leads, the genitive after it says whose.
  const genitive = last?.mentions.find(
    (mention) =>
      (mention.type === 'GPE' || mention.type === 'ORG' || isOwnedBy(mention, words, head, lexicon)) &&
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

/** Whether a name that began before goes on with the word. */
function isInside(words: readonly Word[], at: number, word: Word): boolean {
  for (const { start, end, type, form } of word.mentions) {
    const named =
      type === 'PER' ||
      type === 'ORG' ||
      type === 'GPE' ||
      // "Minister für auswärtige Angelegenheiten"
      (type === 'ROLE' && word.start < end)
    if (start < word.start && named && form === 'name' && (at > 0 ? (words[at - 1]?.end ?? 0) : 0) > start)
      return true
  }
  return false
}

function beginsDate(word: Word): boolean {
  for (const { type, start } of word.mentions) if (type === 'DATE' && start === word.start) return true
  return false
}

function endsDate(word: Word | undefined): boolean {
  if (word === undefined) return false
  for (const { type, end } of word.mentions) if (type === 'DATE' && end === word.end) return true
  return false
}

/** "die Übung „Ruhige See“": a noun leads the name in quotation marks that belongs to it. */
function beforeQuotedName(words: readonly Word[], start: number, head: number): number {
  for (let at = start + 1; at <= head; at += 1) {
    const [before, word] = [words[at - 1], words[at]]
    // Between the words of a name stands a space; a quotation mark takes a place of its own.
    if (before === undefined || word === undefined || word.start - before.end < 2) continue
    const named = words.slice(at, head + 1).some((one) => one.mentions.some(({ type }) => isActorType(type)))
    return !named && before.mentions.length === 0 && before.capital ? at - 1 : head
  }
  return head
}

/** "Anhänger Srisuks": people and whose they are. */
function isOwnedBy(
  mention: ExtractedMention,
  words: readonly Word[],
  head: number,
  lexicon: FactGrammar,
): boolean {
  const before = words[head - 1]
  return (
    mention.type === 'PER' &&
    mention.start === words[head]?.start &&
    lexicon.mayOwn(mention.surface) &&
    before?.capital === true &&
    before.mentions.every((other) => other.type === 'QUANT') &&
    nounStem(before.lower, lexicon.actorNouns) !== undefined
  )
}

/** "Japan Vietnam": two names side by side are two phrases, unless a title or genitive ties them. */
function startsAnother(words: readonly Word[], start: number, at: number, lexicon: FactGrammar): boolean {
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
    !lexicon.mayOwn(last.surface)
  // "sicherte Kasachstan Unterstützung zu", "beschoss die Armee Stellungen": a name is complete before a common noun.
  const complete =
    place ||
    (last !== undefined && last.type !== 'GPE' && last.form === 'name' && !last.surface.endsWith('s'))
  if (complete && last.entity !== null && word.capital && word.mentions.length === 0) return true
  // "erhob als Antwort Zölle": what something is or serves as is complete before another noun.
  if (
    words[start - 1]?.lower === 'als' &&
    at === start + 1 &&
    word.capital &&
    word.mentions.length === 0 &&
    before.mentions.length === 0
  )
    return true
  // "besucht der Kanzler Nigeria": a country after an office stands in the genitive, or it is another phrase.
  // "feuerte die Miliz Dutzende Raketen ab", "gab das Land 50 Millionen Euro": an amount begins a phrase of its own.
  const amount =
    /^(?:dutzende|hunderte|tausende|zehntausende|hunderttausende|millionen)r?$/.test(word.lower) ||
    word.mentions.some(
      (mention) => mention.start === word.start && ['MONEY', 'QUANT', 'NUM'].includes(mention.type),
    )
  if (
    amount &&
    !before.number &&
    before.mentions.every((mention) => !['MONEY', 'QUANT', 'NUM', 'DATE'].includes(mention.type))
  )
    return true
  // "am Rande der Konferenz Kanzler Hartwig": a title begins another phrase.
  const title = word.mentions.some((mention) => mention.type === 'ROLE' && mention.start === word.start)
  if (
    title &&
    before.mentions.length === 0 &&
    before.capital &&
    !lexicon.grammar.addresses.includes(before.text)
  )
    return true
  // "Auf dem Treffen Herr X dankte": so does a form of address, unless it follows an office or another one.
  const { addresses } = lexicon.grammar
  if (
    addresses.includes(word.text) &&
    before.capital &&
    before.mentions.length === 0 &&
    !addresses.includes(before.text)
  )
    return true
  // "haben die Soldaten Niger verlassen", "boten Staaten Hilfe an": people are complete before another noun.
  const people =
    before.mentions.every((mention) => mention.form === 'nominal' || mention.type === 'QUANT') &&
    /(?:en|ern|er|innen|e|s)$/.test(before.lower) &&
    nounStem(before.lower, lexicon.pluralActors) !== undefined
  if (
    people &&
    word.capital &&
    (next?.type === 'GPE' ? !lexicon.mayOwn(next.surface) : word.mentions.length === 0)
  )
    return true
  // "hatte den Antrag Frankreich eingebracht": behind an accusative a country is another phrase.
  if (
    next?.type === 'GPE' &&
    next.form === 'name' &&
    before.mentions.length === 0 &&
    before.capital &&
    !lexicon.mayOwn(next.surface) &&
    ['den', 'einen', 'keinen'].includes(words[start - 1]?.lower ?? '') &&
    nounStem(before.lower, lexicon.placeNouns) === undefined
  )
    return true
  // "setzte die Polizei Tränengas ein", "beschloss das Parlament Neuwahlen": a body is complete before what it deals with.
  if (
    before.mentions.length === 0 &&
    word.capital &&
    word.mentions.length === 0 &&
    nounStem(before.lower, lexicon.actorNouns) !== undefined &&
    nounStem(word.lower, lexicon.actorNouns) === undefined &&
    (nounStem(word.lower, lexicon.lightNouns) !== undefined ||
      /(?:ung|ungen|heit|heiten|keit|keiten|tion|tionen|wahlen|gas)$/.test(word.lower))
  )
    return true
  const office = before.mentions.some((mention) => mention.type === 'ROLE' && mention.end === before.end)
  if (office && next?.type === 'GPE' && next.form === 'name' && !lexicon.mayOwn(next.surface)) return true
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
  // "sagte Kanzler Anna Berg Georgien Hilfe zu": after a name another one begins.
  if (last.type === 'PER' && last.form === 'name' && next.type !== 'PER') return true
  const titled = words.slice(start, at).some((one) => one.mentions.some((mention) => mention.type === 'ROLE'))
  if (next.type === 'PER' && last.type === 'ORG' && !titled) return true
  return !titled && last.start === words[start]?.start && !(last.type !== 'PER' && /s$/.test(last.surface))
}
