import { wordKind } from './word-kinds.ts'
import { isAcronym, isCapitalised, type SentenceWork } from './work.ts'

/**
 * Places no list holds, after a noun that announces one ("Provinz Xyz", "im Dorf Xyz").
 */
export function findAnnouncedPlaces(work: SentenceWork): void {
  const nouns = work.pack.words.placeNouns
  for (let at = 0; at < work.tokens.length - 1; at += 1) {
    const token = work.tokens[at]
    // Nouns have a capital.
    if (!work.is(at, wordKind.placeNoun) || token === undefined || token.text === token.lower) continue
    const inside = nouns.get(token.text)
    if (inside !== undefined) announced(work, at, inside)
  }
}

/** Single unknown words after a preposition of place without an article ("in Xyz"). */
export function findUnknownPlaces(work: SentenceWork): void {
  for (let at = 0; at < work.tokens.length - 1; at += 1) {
    if (work.is(at, wordKind.bare)) afterPreposition(work, at + 1)
  }
}

function announced(work: SentenceWork, at: number, inside: boolean): void {
  // "der Kirgisischen Republik Nurlan Asanow": the noun ends the name of a country and announces nothing.
  const own = work.at(at)
  if (own?.type === 'GPE' && own.from < at && own.to === at + 1) return
  const listed = work.at(at + 1)
  if (listed !== undefined && listed.from === at + 1 && listed.type === 'GPE') {
    if (!inside) return
    work.remove(listed)
    work.add({ ...listed, from: at, to: listed.to, rule: 'mention.place.class-noun' })
    return
  }
  if (listed !== undefined) return
  let to = at + 1
  while (to < work.tokens.length && to < at + 4 && isUnknown(work, to)) to += 1
  if (to === at + 1) return
  place(work, inside ? at : at + 1, to, at + 1, 'mention.place.announced', 0.8)
}

function afterPreposition(work: SentenceWork, at: number): void {
  if (work.at(at) !== undefined || !isUnknown(work, at) || isUnknown(work, at + 1)) return
  const word = work.word(at)
  if (word.length < 4 || work.pack.names.given(word) !== undefined || work.pack.names.family(word).length > 0)
    return
  if (/(?:en|er|es|em|e)$/.test(word) && isCapitalised(work.tokens[at + 1])) return
  place(work, at, at + 1, at, 'mention.place.preposition', 0.5)
}

function isUnknown(work: SentenceWork, at: number): boolean {
  const token = work.tokens[at]
  if (token === undefined || token.kind !== 'word' || !isCapitalised(token) || work.at(at) !== undefined)
    return false
  if (isAcronym(token.text) || token.text.includes('-')) return false
  return !work.is(at, wordKind.likely | wordKind.office | wordKind.institution | wordKind.generic)
}

function place(
  work: SentenceWork,
  from: number,
  to: number,
  nameFrom: number,
  rule: string,
  prior: number,
): void {
  const name = work.text.slice(work.tokens[nameFrom]?.start, work.tokens[to - 1]?.end)
  work.add({
    from,
    to,
    type: 'GPE',
    form: 'name',
    target: {
      kind: 'label',
      label: { type: 'GPE', key: `place:${name.toLowerCase()}`, canonical: name, nil: true },
    },
    rule,
    prior,
  })
}
