import { isAdjectiveLike, isArticle } from './phrases.ts'
import { isCapitalised, type Item, type SentenceWork, type Target } from './work.ts'

/** How far before the bracket a long form may begin. */
const reach = 9

/**
 * "Koreanischen Agentur für internationale Zusammenarbeit (KOICA)", "Kreditanstalt für Wiederaufbau (KfW)":
 * an abbreviation in brackets makes what stands before it a name, and both are one body.
 */
export function findBracketed(work: SentenceWork): void {
  for (let at = 1; at < work.tokens.length - 2; at += 1) {
    if (work.word(at) !== '(' || work.word(at + 2) !== ')') continue
    const short = work.word(at + 1)
    if (!isAbbreviation(short) || work.pack.words.notAcronyms.has(short)) continue
    const known = work.at(at + 1)
    if (known !== undefined && known.type !== 'ORG') continue
    const long = work.at(at - 1)
    if (long !== undefined && long.to === at) {
      if (long.type === 'ORG') join(work, long, at + 1, known)
      continue
    }
    if (documentTail.test(work.lower(at - 1))) {
      nameDocument(work, at, known)
      continue
    }
    const from = longFormStart(work, at, short)
    if (from === undefined) continue
    const name = work.text.slice(work.tokens[from]?.start, work.tokens[at - 1]?.end)
    for (let inside = from; inside < at; inside += 1) {
      const item = work.at(inside)
      if (item?.type === 'ORG' && item.to - item.from === at - from) return
    }
    const target: Item['target'] = isListedShort(known)
      ? known.target
      : {
          kind: 'label',
          label: { type: 'ORG', key: `name:${short.toLowerCase()}`, canonical: name, nil: true },
        }
    const added = work.add({
      from,
      to: at,
      type: 'ORG',
      form: 'name',
      target,
      rule: 'mention.long-form',
      prior: 0.85,
    })
    const named = work.items.at(-1)
    if (added && named !== undefined && !isListedShort(known)) alias(work, named, at + 1, known)
  }
}

const documentTail = /(?:abkommen|vertrag|pakt|protokoll|vereinbarung|konvention|charta|resolution)(?:e?s)?$/

/** "Wirtschaftspartnerschaftsabkommen (CEPA)": the abbreviation of a document is no body. */
function nameDocument(work: SentenceWork, bracket: number, known: Item | undefined): void {
  if (isListedShort(known)) return
  if (known !== undefined) work.remove(known)
  const short = work.word(bracket + 1)
  const target: Item['target'] = {
    kind: 'label',
    label: { type: 'DOCU', key: `DOCU:${short.toLowerCase()}`, canonical: short, nil: true },
  }
  work.add({
    from: bracket + 1,
    to: bracket + 2,
    type: 'DOCU',
    form: 'name',
    target,
    rule: 'mention.abbreviation',
    prior: 0.8,
  })
  work.abbreviations.set(short, target)
}

/**
 * Long form and abbreviation stand for one body: the listed one where only one is listed; what the text says
 * where both are ("Serbische Fortschrittspartei (SNS)").
 */
function join(work: SentenceWork, long: Item, at: number, known: Item | undefined): void {
  if (!isListedShort(known)) {
    alias(work, long, at, known)
    return
  }
  if (long.target.kind === 'gazetteer') {
    if (known.target.entry !== long.target.entry) alias(work, long, at, known)
    return
  }
  if (work.word(long.from).charAt(0).toLowerCase() !== work.word(at).charAt(0).toLowerCase()) return
  work.remove(long)
  work.add({ ...long, target: known.target })
}

interface ListedItem extends Item {
  readonly target: Extract<Target, { readonly kind: 'gazetteer' }>
}

function isListedShort(item: Item | undefined): item is ListedItem {
  return item?.target.kind === 'gazetteer'
}

/** Enters the abbreviation as a name of the body before the bracket. */
function alias(work: SentenceWork, long: Item, at: number, known: Item | undefined): void {
  if (known !== undefined) work.remove(known)
  work.add({
    from: at,
    to: at + 1,
    type: 'ORG',
    form: 'name',
    target: long.target,
    rule: 'mention.abbreviation',
    prior: 0.9,
  })
  work.abbreviations.set(work.word(at), long.target)
}

/** "KfW", "KOICA", "EUMA", "Frontex" no: at least two capitals. */
function isAbbreviation(text: string): boolean {
  return /^\p{Lu}[\p{L}\d-]{1,9}$/u.test(text) && /\p{Lu}.*\p{Lu}/u.test(text)
}

/**
 * The token where the long form begins: the first letter of the abbreviation is the first of a word (or of a
 * part of a compound), and nothing but words of one noun phrase stands between it and the bracket.
 */
function longFormStart(work: SentenceWork, bracket: number, short: string): number | undefined {
  const letter = short.charAt(0).toLowerCase()
  let best: number | undefined
  let capitalised = 0
  let initials = ''
  for (let at = bracket - 1; at >= Math.max(0, bracket - reach); at -= 1) {
    const token = work.tokens[at]
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'abbreviation')) break
    const item = work.at(at)
    if (item !== undefined && item.type === 'PER') break
    const capital = isCapitalised(token)
    if (capital) {
      capitalised += 1
      initials = token.lower.charAt(0) + initials
      // Letter by letter the initials of the words: nothing further left belongs to it.
      if (initials === short.toLowerCase()) return at
      if (token.lower.startsWith(letter) && !isArticle(token.lower)) best = at
      continue
    }
    if (isArticle(token.lower)) {
      // A genitive may lie inside ("Verband der Industrie"), an article before the name may not.
      if (!(token.lower === 'der' || token.lower === 'des') || !isCapitalised(work.tokens[at - 1])) break
      continue
    }
    if (
      !['für', 'und', 'zur', 'of', 'for', 'de', 'the', 'and', 'gegen', 'zum'].includes(token.lower) &&
      !isAdjectiveLike(token.text)
    )
      break
    if (
      isAdjectiveLike(token.text) &&
      isArticle(work.lower(at - 1)) &&
      token.lower.startsWith(letter) &&
      capitalised > 0
    )
      best ??= at
  }
  if (best === undefined) return undefined
  const words = bracket - best
  // One plain noun with its abbreviation must spell it within itself: "Bürgerkoalition (KO)" does not count.
  if (words === 1) {
    const word = work.lower(best)
    let from = 0
    for (const unit of short.toLowerCase()) {
      const found = word.indexOf(unit, from)
      if (found < 0) return undefined
      from = found + 1
    }
  }
  if (work.pack.offices.find(work.word(bracket - 1)) !== undefined) return undefined
  return best
}
