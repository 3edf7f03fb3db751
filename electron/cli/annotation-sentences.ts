import type { Bilingual } from '../../shared/model/codebook.ts'
import type { AnnotationReport } from '../../shared/model/annotations.ts'

type ProblemCode = AnnotationReport['articles'][number]['problems'][number]['code']

const problemWords: Readonly<Record<ProblemCode, Bilingual>> = {
  malformed: { en: 'Not understood', de: 'Nicht verstanden' },
  dangling: { en: 'Names something that is not there', de: 'Nennt etwas, das es nicht gibt' },
  unknownMention: { en: 'Types of mentions that are not known (name them with --map)', de: 'Unbekannte Typen von Nennungen (mit --map benennen)' },
  unknownFact: { en: 'Types of facts that are not known (name them with --map)', de: 'Unbekannte Typen von Fakten (mit --map benennen)' },
  unknownRole: { en: 'Roles that are not known (name them with --map)', de: 'Unbekannte Rollen (mit --map benennen)' },
  unknownArrow: { en: 'Relations that are not known (name them with --map)', de: 'Unbekannte Relationen (mit --map benennen)' },
  lostPlace: { en: 'Not found in the text', de: 'Im Text nicht gefunden' },
  noEvidence: { en: 'Facts without a place in the text', de: 'Fakten ohne Stelle im Text' },
  masked: { en: 'Facts in masked parts', de: 'Fakten in ausgeblendeten Teilen' },
  rejected: { en: 'Facts that are marked as rejected', de: 'Fakten, die als abgelehnt markiert sind' },
} // prettier-ignore

const units: Readonly<Record<string, Bilingual>> = {
  'utf-16': { en: 'UTF-16 units', de: 'UTF-16-Einheiten' },
  'code-points': { en: 'code points', de: 'Codepunkte' },
  'bytes': { en: 'bytes', de: 'Bytes' },
} // prettier-ignore

const mostNamed = 20

/** What an import did, for a person to read. */
export function sentencesOf(report: AnnotationReport): readonly Bilingual[] {
  const { totals, dryRun } = report
  const n = String
  const sentences: Bilingual[] = []
  if (dryRun) sentences.push({ en: 'Nothing was changed; this is what would be done.', de: 'Es wurde nichts geändert; so sähe es aus.' })
  sentences.push({
    en: `Articles: ${n(totals.matched)} matched, ${n(totals.new)} new, ${n(totals.missing)} missing.`,
    de: `Artikel: ${n(totals.matched)} zugeordnet, ${n(totals.new)} neu, ${n(totals.missing)} fehlen.`,
  })
  sentences.push({
    en: `Taken in: ${n(totals.mentions)} mentions, ${n(totals.facts)} facts; ${n(totals.waiting)} facts wait for a decision; ${n(totals.there)} were there already.`,
    de: `Aufgenommen: ${n(totals.mentions)} Nennungen, ${n(totals.facts)} Fakten; ${n(totals.waiting)} Fakten warten auf eine Entscheidung; ${n(totals.there)} waren schon da.`,
  })
  sentences.push(...placeSentences(report))
  const missing = report.articles.filter(({ outcome }) => outcome === 'missing').map(({ name }) => name)
  if (missing.length > 0) {
    const names = listed(missing)
    sentences.push({
      en: `Not in the project, and the files have no text of them: ${names}.`,
      de: `Nicht im Projekt, und die Dateien enthalten ihren Text nicht: ${names}.`,
    })
  }
  for (const [code, words] of Object.entries(problemWords)) {
    const counted = new Map<string, number>()
    for (const problem of report.articles.flatMap(({ problems }) => problems))
      if (problem.code === code) counted.set(problem.where, (counted.get(problem.where) ?? 0) + problem.count)
    const names = listed([...counted].map(([where, count]) => (count === 1 ? where : `${where} (${n(count)})`)))
    if (counted.size > 0) sentences.push({ en: `${words.en}: ${names}.`, de: `${words.de}: ${names}.` })
  }
  return sentences
} // prettier-ignore

/** Files that count otherwise than their format says, and places that were found by their words. */
function placeSentences({ articles, totals }: AnnotationReport): readonly Bilingual[] {
  const lost = String(totals.lost)
  const odd = articles.map(({ places }) => places).filter(({ declared, counted }) => declared !== counted)
  const sentences = [...new Set(odd.map(({ counted }) => counted))].sort().map((unit): Bilingual => {
    const own = odd.filter(({ counted }) => counted === unit)
    const repaired = String(own.reduce((sum, place) => sum + place.repaired, 0))
    const not = String(own.reduce((sum, place) => sum + place.lost, 0))
    return {
      en: `Offsets counted ${units[unit]?.en ?? unit}; ${repaired} repaired, ${not} not.`,
      de: `Die Positionen zählten ${units[unit]?.de ?? unit}; ${repaired} berichtigt, ${not} nicht.`,
    }
  })
  const byWords = articles.reduce((sum, { places }) => (places.declared === places.counted ? sum + places.repaired : sum), 0)
  if (byWords > 0)
    sentences.push({
      en: `Found by their words: ${String(byWords)} places; not found: ${lost}.`,
      de: `Nach ihren Wörtern gefunden: ${String(byWords)} Stellen; nicht gefunden: ${lost}.`,
    })
  return sentences
} // prettier-ignore

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).join(', ')
  return names.length > mostNamed ? `${shown} … (+${String(names.length - mostNamed)})` : shown
}
