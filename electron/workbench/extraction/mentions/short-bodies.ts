import { isAcronym, isCapitalised, type SentenceWork } from './work.ts'

/** Unlisted abbreviations in capitals. */
export function findAcronyms(work: SentenceWork): void {
  const shouted =
    work.tokens.length > 1 &&
    work.tokens.every((token) => token.text.length < 4 || token.text === token.text.toUpperCase())
  if (shouted && work.tokens.length > 2) return
  for (let at = 0; at < work.tokens.length; at += 1) {
    const token = work.tokens[at]
    if (token === undefined || token.kind !== 'word' || work.at(at) !== undefined) continue
    if (
      token.text.length < 3 ||
      !isAcronym(token.text) ||
      /\d/.test(token.text) ||
      work.pack.words.notAcronyms.has(token.text) ||
      /^[IVXLC]+$/.test(token.text)
    )
      continue
    if (
      work.pack.names.family(token.text).length > 0 &&
      (isCapitalised(work.tokens[at + 1]) || isCapitalised(work.tokens[at - 1]))
    )
      continue
    work.add({
      from: at,
      to: at + 1,
      type: 'ORG',
      form: 'name',
      target: {
        kind: 'label',
        label: { type: 'ORG', key: `name:${token.lower}`, canonical: token.text, nil: true },
      },
      rule: 'mention.acronym',
      prior: 0.6,
    })
  }
}

const onPlatform = new Set([
  'auf',
  'bei',
  'über',
  'via',
  'plattform',
  'onlinedienst',
  'onlineplattform',
  'kurznachrichtendienst',
  'netzwerk',
  'onlinenetzwerk',
])

/**
 * Names that only their surroundings tell: "auf X", and "der Sicherheitsrat" of nobody, which is the one of the
 * United Nations.
 */
export function findContextual(work: SentenceWork): void {
  for (let at = 1; at < work.tokens.length; at += 1) {
    const word = work.word(at)
    const first = word.charCodeAt(0)
    // X, Sicherheitsrat, Weltsicherheitsrat.
    if (first !== 0x58 && first !== 0x53 && first !== 0x57) continue
    const id =
      /^X\.?$/.test(word) && onPlatform.has(work.lower(at - 1)) && !isCapitalised(work.tokens[at + 1])
        ? 'org:twitter'
        : /^(?:Sicherheitsrat(?:e?s)?|Weltsicherheitsrat(?:e?s)?)$/.test(word)
          ? 'org:unsc'
          : undefined
    const entry = id === undefined || work.at(at) !== undefined ? undefined : work.pack.entries.get(id)
    const token = work.tokens[at]
    if (entry === undefined || token === undefined) continue
    work.addSpan({
      from: at,
      to: at + 1,
      start: token.start,
      // "… auf X.": the point ends the sentence.
      end: word === 'X.' ? token.end - 1 : token.end,
      type: 'ORG',
      form: 'name',
      target: { kind: 'gazetteer', entry },
      rule: 'mention.contextual-body',
      prior: 0.7,
    })
  }
}
