import { isAdjectiveLike } from './phrases.ts'
import { wordKind } from './word-kinds.ts'
import { isAcronym, isCapitalised, type SentenceWork } from './work.ts'

/** Small words inside foreign names of bodies: "Juntos por el Cambio", "Tren de Aragua", "Unite the Union". */
const joints = new Set([
  'de', 'del', 'da', 'do', 'dos', 'das', 'di', 'della', 'du', 'des', 'la', 'le', 'les', 'el', 'los', 'por', 'para', 'pour', 'y',
  'e', 'et', 'of', 'the', 'for', 'and', '&', 'al', 'ul', 'i',
]) // prettier-ignore

/** "Nachrichtenagentur Xyz", "die Zeitung „Abc“", "der Rüstungskonzern Xyz": the noun announces a name. */
export function findAnnouncedBodies(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length - 1; at += 1) {
    const token = work.tokens[at]
    if (!work.is(at, wordKind.trigger) || token === undefined || !isCapitalised(token)) continue
    const subtype = work.pack.words.orgTriggers.get(token.text) ?? work.pack.announcers.subtype(token.lower)
    if (subtype === undefined || work.at(at) !== undefined) continue
    const quoted = work.tokens[at + 1]?.kind === 'quote-open'
    const start = quoted ? at + 2 : at + 1
    const plain = quoted ? quotedEnd(work, start) : nameEnd(work, start)
    const members =
      quoted || plain > start || !/verbands?$/.test(token.lower) ? start : membersEnd(work, start)
    if (members > start) {
      addBody(work, at, members, subtype)
      continue
    }
    const end = plain === start && !quoted && speaking.has(subtype) ? speakingEnd(work, start) : plain
    if (end === start) continue
    // A person after the word is no organisation: "Partei Kim Jong Uns".
    const first = work.word(start)
    if (!quoted && (isPersonal(work, first) || (end === start + 1 && isGenitiveName(work, first)))) continue
    addBody(work, start, end, subtype)
  }
}

/** The words as the name of a body, in place of whatever was found inside. */
function addBody(work: SentenceWork, start: number, end: number, subtype: string): void {
  const name = work.text.slice(work.tokens[start]?.start, work.tokens[end - 1]?.end)
  for (let inside = start; inside < end; inside += 1) {
    const item = work.at(inside)
    if (item !== undefined) work.remove(item)
  }
  work.add({
    from: start,
    to: end,
    type: 'ORG',
    form: 'name',
    target: {
      kind: 'label',
      label: { type: 'ORG', key: `name:${name.toLowerCase()}`, canonical: name, subtype, nil: true },
    },
    rule: 'mention.announced-body',
    prior: 0.75,
  })
}

/** "der Bundesverband Deutscher Werften": whose association it is belongs to its name. */
function membersEnd(work: SentenceWork, start: number): number {
  const [whose, members] = [work.tokens[start], work.tokens[start + 1]]
  if (whose === undefined || members === undefined || !isCapitalised(whose) || !isCapitalised(members))
    return start
  const item = work.at(start + 1)
  return /(?:er|e)$/.test(whose.text) &&
    item === undefined &&
    work.pack.offices.find(members.text) === undefined
    ? start + 2
    : start
}

const longest = 6

/** Bodies that bear names made of ordinary words. */
const speaking: ReadonlySet<string> = new Set(['ngo', 'party', 'armed_group'])
const speakingJoints = new Set(['der', 'des', 'für', 'ohne', 'gegen', 'im', 'in', 'und'])

/** "die Hilfsorganisation Licht der Savanne", "die Bewegung Bauern ohne Land": a bare noun tied to another one. */
function speakingEnd(work: SentenceWork, start: number): number {
  const [first, joint, last] = [work.tokens[start], work.lower(start + 1), work.tokens[start + 2]]
  // "die Oppositionspartei Neue Mehrheit": an attribute written large, and its noun.
  if (first !== undefined && isCapitalised(first) && /^\p{Lu}\p{Ll}+e[rs]?$/u.test(first.text)) {
    const noun = work.tokens[start + 1]
    const free = work.at(start) === undefined && work.at(start + 1) === undefined
    if (free && isAdjectiveLike(first.lower) && noun !== undefined && isCapitalised(noun)) return start + 2
  }
  if (first === undefined || work.at(start) !== undefined || work.at(start + 2) !== undefined) return start
  if (!isCapitalised(first) || !isCapitalised(last) || !speakingJoints.has(joint)) return start
  return work.pack.offices.find(first.text) === undefined ? start + 3 : start
}

function quotedEnd(work: SentenceWork, start: number): number {
  if (work.at(start)?.type === 'ORG') return start
  let end = start
  while (end < work.tokens.length && end < start + longest) {
    const kind = work.tokens[end]?.kind
    if (kind !== 'word' && kind !== 'abbreviation' && kind !== 'number') break
    end += 1
  }
  return work.tokens[end]?.kind === 'quote-close' && isCapitalised(work.tokens[start]) ? end : start
}

function nameEnd(work: SentenceWork, start: number): number {
  let end = start
  let next = start
  while (next < work.tokens.length && next < start + longest) {
    if (isNameWord(work, next)) {
      next += 1
      end = next
    } else if (
      end > start &&
      joints.has(work.lower(next)) &&
      work.word(next) === work.lower(next) &&
      follows(work, next + 1)
    )
      next += 1
    else break
  }
  // "Scotch Whisky Association": a word of companies closes what looks like ordinary nouns.
  for (let last = end; end > start && last < Math.min(end + 3, work.tokens.length); last += 1) {
    if (!isCapitalised(work.tokens[last]) || work.at(last) !== undefined) break
    if (work.pack.words.companySuffixes.has(work.word(last))) return last + 1
  }
  return end
}

/** After joints there must be another word of the name, which here may also be a place ("Tren de Aragua"). */
function follows(work: SentenceWork, at: number): boolean {
  for (let next = at; next < at + 3; next += 1) {
    if (isCapitalised(work.tokens[next])) return !work.pack.nouns.likely(work.word(next))
    if (!joints.has(work.lower(next))) return false
  }
  return false
}

function isNameWord(work: SentenceWork, at: number): boolean {
  const token = work.tokens[at]
  if (token === undefined || work.at(at) !== undefined || !isCapitalised(token)) return false
  if (work.pack.offices.find(token.text) !== undefined) return false
  return !work.pack.nouns.likely(token.text) || (isAcronym(token.text) && token.text.length > 1)
}

function isPersonal(work: SentenceWork, word: string): boolean {
  const { names } = work.pack
  return (
    names.given(word) !== undefined ||
    names
      .family(word)
      .some((culture) => culture === 'korean' || culture === 'chinese' || culture === 'vietnamese')
  )
}

function isGenitiveName(work: SentenceWork, word: string): boolean {
  return /[^s]s$/.test(word) && work.pack.names.family(word.slice(0, -1)).length > 0
}
