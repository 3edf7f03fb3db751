import { namedParts } from './gazetteer.ts'
import { label, nominativeNoun, relationEnd, withAttributes } from './labels.ts'
import { belongingAt, isAdjectiveLike, isArticle, originAt } from './phrases.ts'
import { hasClosedTail, wordKind } from './word-kinds.ts'
import { isCapitalised, type SentenceWork } from './work.ts'

export function findDocument(work: SentenceWork, at: number): void {
  const token = work.tokens[at]
  if (token === undefined || work.at(at)?.type === 'DOCU') return
  const { documentHeads, documentCompounds } = work.pack.words
  const lower = token.lower
  const compound = work.is(at, wordKind.hyphen)
  const last = compound ? lower.slice(lower.lastIndexOf('-') + 1) : lower
  const isHead = documentHeads.has(lower) || hasClosedTail(lower)
  const isCompound = documentCompounds.has(lower)
  const hyphened = compound && (documentHeads.has(last) || documentCompounds.has(last))
  if (!isHead && !isCompound && !hyphened) return
  const parts = hyphened ? namedParts(work, token) : []
  const number = work.tokens[at + 1]
  const numbered =
    (isHead || hyphened) && /^(?:resolution)$/.test(last) && number !== undefined && /^\d/.test(number.text)
  let to = numbered ? at + 2 : at + 1
  const extended = Math.max(extensionEnd(work, to), relationEnd(work, to, true))
  const from = documentFrom(work, at)
  const belonging = belongingAt(work, extended > to ? extended : to)
  const belongs = isCompound && belonging?.items[0]?.type === 'GPE' && belonging.items.length === 1
  const named =
    belongs ||
    (hyphened && (parts.length > 0 || /^\p{Lu}[\p{Lu}\d]/u.test(token.text))) ||
    numbered ||
    (extended > to && (isHead || isCompound)) ||
    (from < at && !isOriginOnly(work, from, at))
  if (extended > to) to = extended
  if (belonging?.items.length === 1 && named && belonging.items[0]?.type === 'GPE') to = belonging.to
  if (!named && !isCompound) return
  const text = work.text.slice(work.tokens[from]?.start, work.tokens[to - 1]?.end)
  const canonical = to === at + 1 && from === at ? nominativeNoun(token.text) : nominativeNoun(text)
  label(work, {
    from,
    to,
    type: 'DOCU',
    form: named ? 'name' : 'nominal',
    rule: named ? 'mention.document' : 'mention.document.noun',
    prior: named ? 0.8 : 0.6,
    canonical,
    ...(named ? {} : { key: `DOCU:${nominativeNoun(token.text).toLowerCase()}` }),
  })
}

function isOriginOnly(work: SentenceWork, from: number, head: number): boolean {
  for (let at = from; at < head; at += 1) {
    const item = originAt(work, at)
    if (item === undefined || work.pack.citizens.has(work.word(at))) return false
  }
  return true
}

/** "Pariser Abkommen", "Gemeinsame Erklärung": capitalised attributes of a document. */
function documentFrom(work: SentenceWork, head: number): number {
  const from = withAttributes(work, head)
  return from
}

/** "über die Nutzung des Flusses zwischen A und B", "zur Zusammenarbeit im Bereich …". */
function extensionEnd(work: SentenceWork, at: number): number {
  const lower = work.lower(at)
  if (lower !== 'über' && lower !== 'zur' && lower !== 'zum') return at
  let end = at
  let next = at + 1
  while (next < Math.min(work.tokens.length, at + 16)) {
    const token = work.tokens[next]
    if (token === undefined) break
    const relation = relationEnd(work, next)
    if (relation > next) return relation
    if (isCapitalised(token) || token.text.endsWith('-')) {
      end = next + 1
      next += 1
    } else if (isArticle(token.lower) || token.lower === 'und' || isAdjectiveLike(token.text)) {
      // A finite verb closes the phrase: "das Abkommen über die Grenze wurde …".
      if (
        token.lower === 'wurde' ||
        token.lower === 'werden' ||
        token.lower === 'wurden' ||
        token.lower === 'haben'
      )
        break
      next += 1
    } else break
  }
  return end
}
