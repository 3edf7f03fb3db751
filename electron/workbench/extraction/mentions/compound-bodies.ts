import { namedParts } from './gazetteer.ts'
import { wordKind } from './word-kinds.ts'
import { isCapitalised, type LabelTarget, type SentenceWork, type Target } from './work.ts'

/**
 * Hyphen compounds of a name and a noun for a body: "Ecowas-Kommission", "Sinaloa-Kartell", "Morena-Partei".
 * A noun that only says what the name is ("Miliz", "Partei") leaves the body itself the referent; one that
 * names an organ ("Kommission", "Mission") makes another body of it.
 */
export function findCompoundBodies(work: SentenceWork): void {
  const { compoundKinds, compoundOrgans } = work.pack.words
  for (let at = 0; at < work.tokens.length; at += 1) {
    const token = work.tokens[at]
    if (!work.is(at, wordKind.hyphen) || token === undefined || !isCapitalised(token)) continue
    const cut = token.text.lastIndexOf('-')
    if (cut < 1) continue
    const tail = token.lower.slice(cut + 1)
    const kind = compoundKinds.has(tail)
    if (!kind && !compoundOrgans.has(tail) && !work.pack.institutions.generic(tail)) continue
    const covering = work.at(at)
    if (
      covering !== undefined &&
      covering.from === at &&
      covering.to === at + 1 &&
      covering.end === token.end
    )
      continue
    const head = token.text.slice(0, cut)
    const parts = namedParts(work, token)
    const first = parts[0]
    const named = first?.start === token.start
    if (!named && ((!compoundOrgans.has(tail) && !kind) || !isUnknownName(work, head))) continue
    // "China-Ausschuss" is about China, "US-Ausschuss" is theirs.
    if (named && !kind && first.entry.type === 'GPE' && first.end - first.start > 3) continue
    // "Berlin-Gruppe" is a group of or in a place; only bodies make a place's name their own by an organ.
    const known: Target | undefined =
      kind && named && first.entry.type === 'ORG' && first.end === token.start + cut
        ? { kind: 'gazetteer', entry: first.entry }
        : undefined
    const label: LabelTarget = {
      type: 'ORG',
      key: kind ? `name:${head.toLowerCase()}` : `name:${head.toLowerCase()}-${tail}`,
      canonical: kind && !named ? head : nominativeTail(token.text),
      country:
        named && !first.demonym && first.entry.type === 'GPE'
          ? (first.entry.iso3 ?? first.entry.country)
          : undefined,
      nil: true,
    }
    work.add({
      from: at,
      to: at + 1,
      type: 'ORG',
      form: 'name',
      target: known ?? { kind: 'label', label },
      rule: 'mention.compound-body',
      prior: 0.75,
    })
  }
}

/** "Sinaloa", "AK": no ordinary noun, no given name, no number. */
function isUnknownName(work: SentenceWork, head: string): boolean {
  if (!/^\p{Lu}/u.test(head) || (head.length < 2 && !/^\p{Lu}$/u.test(head))) return false
  if (work.pack.words.notAcronyms.has(head) || work.pack.offices.find(head) !== undefined) return false
  return head.split('-').every((part) => !work.pack.nouns.likely(part))
}

function nominativeTail(text: string): string {
  return text.replace(
    /(kartell|komitee|parlament|konzern|bündnis|netzwerk|regime|büro|kommando)(?:e?s)$/i,
    '$1',
  )
}
