import { checkWords } from '../../../shared/release-words.ts'
import type { Bilingual } from '../../../shared/model/codebook.ts'
import type { ReviewQuality } from '../../../shared/model/quality.ts'
import type { ReleaseView } from '../../../shared/model/release.ts'
import type { Language } from '../../../shared/model/vocabulary.ts'
import type { ExportWriter } from '../exchange/export-source.ts'
import type { ReleaseHead } from './frozen-parts.ts'
import type { ReleaseStatistics } from './release-statistics.ts'

interface Readable {
  readonly view: ReleaseView
  readonly head: ReleaseHead
  readonly statistics: ReleaseStatistics
  readonly writers: readonly ExportWriter[]
}

const states: Readonly<Record<string, Bilingual>> = {
  proposed: { en: 'proposed', de: 'vorgeschlagen' },
  accepted: { en: 'accepted', de: 'angenommen' },
  edited: { en: 'edited', de: 'bearbeitet' },
  rejected: { en: 'rejected', de: 'abgelehnt' },
  added: { en: 'added by hand', de: 'von Hand hinzugefügt' },
}
const units: Readonly<Record<ExportWriter['unit'], Bilingual>> = {
  'utf-16': { en: 'UTF-16 code units', de: 'UTF-16-Codeeinheiten' },
  'code-points': { en: 'Unicode code points', de: 'Unicode-Codepunkte' },
  'tokens': { en: 'tokens', de: 'Token' },
  'none': { en: 'no offsets', de: 'keine Positionen' },
} // prettier-ignore
const texts: Readonly<Record<'full' | 'quotes' | 'offsets', Bilingual>> = {
  full: { en: 'Whole texts of the articles are included (`texts/`, each named by its SHA-256).', de: 'Die ganzen Texte der Artikel sind enthalten (`texts/`, je nach ihrem SHA-256 benannt).' },
  quotes: { en: 'Of the texts only the quoted words are included; the articles are named by the SHA-256 of their texts.', de: 'Von den Texten sind nur die zitierten Wörter enthalten; die Artikel sind durch den SHA-256 ihrer Texte benannt.' },
  offsets: { en: 'No word of the articles is included: only offsets into texts named by their SHA-256.', de: 'Kein Wort der Artikel ist enthalten: nur Positionen in Texten, die durch ihren SHA-256 benannt sind.' },
} // prettier-ignore

/** The page a colleague reads first, as Markdown, in the language of the release. */
export function* readmeOf(release: Readable): Generator<string, void, undefined> {
  const { view, head, statistics, writers } = release
  const { language } = head
  const say = (en: string, de: string): string => ({ en, de })[language]
  const day = view.createdAt.slice(0, 10)
  yield `# ${view.datasetName}, ${say('release', 'Release')} ${view.version}\n\n`
  yield `${say('Frozen on', 'Eingefroren am')} ${day} (${view.createdAt})${view.coder === null || !head.options.coderNames ? '' : ` ${say('by', 'von')} ${view.coder}`}, Beleg ${head.program}.\n\n`
  if (view.note !== null) yield `${view.note}\n\n`
  if (view.purgedAt !== null) {
    yield `**${say(`On ${view.purgedAt.slice(0, 10)} rows were removed from this release for good. Copies written earlier differ.`, `Am ${view.purgedAt.slice(0, 10)} wurden Zeilen dieses Releases endgültig entfernt. Früher geschriebene Kopien weichen ab.`)}**\n\n`
  }
  yield* contents(release)
  yield* method(release)
  yield* quality(head.quality, language)
  yield* openPoints(head, language)
  yield `## ${say('Files', 'Dateien')}\n\n${texts[head.options.texts ?? 'quotes'][language]}\n`
  for (const writer of writers) yield* formatOf(writer, language)
  yield `\n* \`registry.jsonl\`: ${say('every entity the facts and articles name, with names, identifiers and offices.', 'jede Entität, die Fakten und Artikel nennen, mit Namen, Kennungen und Ämtern.')}\n`
  yield `* \`codebook.json\`: ${say('types, slots, definitions and coding rules', 'Typen, Felder, Definitionen und Kodierregeln')}, ${head.codebook.id} ${head.codebook.version}.\n`
  yield `* \`CHANGES.md\`, \`changes.jsonl\`: ${say('what changed against the release before, and why.', 'was sich gegenüber dem vorigen Release geändert hat und warum.')}\n`
  yield `* \`datapackage.json\`: ${say('every file with its columns, size and hash (Frictionless Data Package).', 'jede Datei mit Spalten, Größe und Prüfsumme (Frictionless Data Package).')}\n`
  yield `* \`SHA256SUMS\`: ${say('check with', 'prüfbar mit')} \`sha256sum -c SHA256SUMS\`.\n\n`
  yield `## ${say('Licence', 'Lizenz')}\n\n${head.licence ?? say('Not stated. Ask who made this release before you pass it on; the words of the articles belong to their publishers.', 'Nicht angegeben. Fragen Sie vor einer Weitergabe, wer dieses Release gemacht hat; die Wörter der Artikel gehören ihren Verlagen.')}\n\n`
  const author = view.coder === null || !head.options.coderNames ? '' : `${view.coder} (${day.slice(0, 4)}): `
  yield `## ${say('How to cite', 'So zitieren')}\n\n> ${author}${view.datasetName}, ${say('release', 'Release')} ${view.version}, ${day}. ${String(statistics.facts)} ${say('facts', 'Fakten')}. ${say('Made with', 'Erstellt mit')} Beleg ${head.program}. ${say('Identity: SHA-256 of', 'Identität: SHA-256 von')} SHA256SUMS.\n`
} // prettier-ignore

function* contents({ head, statistics }: Readable): Generator<string, void, undefined> {
  const { language, codebook } = head
  const say = (en: string, de: string): string => ({ en, de })[language]
  const { facts, articles, entities, byType, publishers, published, notStated, timed } = statistics
  yield `## ${say('Contents', 'Inhalt')}\n\n`
  yield `${String(facts)} ${say('facts', 'Fakten')}, ${String(articles)} ${say('articles', 'Artikel')}${published === null ? '' : ` (${published.from} – ${published.to})`}, ${String(publishers.size)} ${say('publishers', 'Verlage')}, ${String(entities)} ${say('entities named by facts', 'von Fakten genannte Entitäten')}.\n\n`
  const columns = [...new Set([...byType.values()].flatMap((of) => [...of.keys()]))].sort()
  yield `| ${[say('Type', 'Typ'), ...columns.map((state) => states[state]?.[language] ?? state), say('all', 'alle')].join(' | ')} |\n`
  yield `|${' --- |'.repeat(columns.length + 2)}\n`
  for (const [type, of] of byType) {
    const label = codebook.factTypes.find(({ id }) => id === type)?.label[language] ?? type
    const all = [...of.values()].reduce((sum, n) => sum + n, 0)
    yield `| ${[label.replaceAll('|', '\\|'), ...columns.map((state) => String(of.get(state) ?? 0)), String(all)].join(' | ')} |\n`
  }
  yield `\n${say(`The time is known of ${String(timed)} facts; ${String(notStated)} have a slot marked “not stated in the text”.`, `Von ${String(timed)} Fakten ist die Zeit bekannt; ${String(notStated)} haben ein als „nicht im Text genannt“ markiertes Feld.`)}\n\n`
} // prettier-ignore

function* method({ head, statistics }: Readable): Generator<string, void, undefined> {
  const { language, dataset, extraction, codebook } = head
  const say = (en: string, de: string): string => ({ en, de })[language]
  yield `## ${say('Method', 'Verfahren')}\n\n`
  yield `${say('Rules proposed facts with their evidence; coders accepted, corrected or rejected each, and added what was missing. A fact is in the dataset where the filter finds it or a coder took it in by hand.', 'Regeln schlugen Fakten mit ihren Belegen vor; Kodierende nahmen jeden an, berichtigten ihn oder lehnten ihn ab und ergänzten Fehlendes. Ein Fakt ist im Datensatz, wo der Filter ihn findet oder ihn jemand von Hand aufgenommen hat.')}\n\n`
  yield `* ${say('Filter', 'Filter')}: \`${JSON.stringify(dataset.query)}\`; ${say(`taken in by hand ${String(dataset.included)}, left out ${String(dataset.excluded)}`, `von Hand aufgenommen ${String(dataset.included)}, weggelassen ${String(dataset.excluded)}`)}\n`
  yield `* ${say('Codebook', 'Codebuch')}: ${codebook.title[language]} (${codebook.id} ${codebook.version})\n`
  for (const { extractor, lexicon, articles } of extraction) {
    yield `* ${say('Extractor', 'Extraktor')} ${extractor}, ${say('lexicon and rules', 'Lexikon und Regeln')} ${lexicon}: ${String(articles)} ${say('articles of the project', 'Artikel des Projekts')}\n`
  }
  const coders = [...statistics.byCoder].map(([name, facts]) => `${name} (${String(facts)})`)
  yield `* ${say('Coders, with the facts they decided last', 'Kodierende, mit den zuletzt von ihnen entschiedenen Fakten')}: ${coders.length === 0 ? '–' : coders.join(', ')}\n`
  yield `* ${say('Project', 'Projekt')}: ${head.project.name} (${head.project.id})\n\n`
} // prettier-ignore

type Share = ReviewQuality['blind']['rate']

/** A share as the same digits everywhere: no locale is asked. */
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

function* quality(measured: ReleaseHead['quality'], language: Language): Generator<string, void, undefined> {
  const say = (en: string, de: string): string => ({ en, de })[language]
  const told = (rate: Share, of: string): string =>
    rate === null
      ? say('not measured', 'nicht gemessen')
      : `${percent(rate.share)} (95 % ${say('interval', 'Intervall')} ${percent(rate.low)} – ${percent(rate.high)}; ${String(rate.count)} ${say('of', 'von')} ${String(rate.of)} ${of})`
  yield `## ${say('Quality', 'Güte')}\n\n${say('Measured in the whole project until the release; Wilson intervals.', 'Im ganzen Projekt bis zum Release gemessen; Intervalle nach Wilson.')}\n\n`
  yield `* ${say('Error rate (second looks that came out otherwise)', 'Fehlerquote (zweite Blicke mit anderem Ergebnis)')}: ${told(measured.recheck.rate, say('decisions looked at again', 'erneut geprüfte Entscheidungen'))}\n`
  yield `* ${say('Missed-fact rate of the proposals, on sentences read without them', 'Anteil übersehener Fakten der Vorschläge, an ohne sie gelesenen Sätzen')}: ${told(measured.blind.rate, say('facts', 'Fakten'))}\n`
  yield `* ${say('The same on sentences swept with the proposals in sight', 'Dasselbe an Sätzen, die mit Vorschlägen durchgesehen wurden')}: ${told(measured.sighted.rate, say('facts', 'Fakten'))}\n\n`
} // prettier-ignore

function* openPoints({ open }: ReleaseHead, language: Language): Generator<string, void, undefined> {
  const say = (en: string, de: string): string => ({ en, de })[language]
  yield `## ${say('Limits', 'Grenzen')}\n\n`
  if (open.length === 0) yield `${say('Nothing was open when this was frozen.', 'Beim Einfrieren war nichts offen.')}\n\n`
  else {
    yield `${say('Open when this was frozen:', 'Beim Einfrieren offen:')}\n\n`
    for (const { kind, count } of open) yield `* ${String(count)} ${checkWords[kind][language]}\n`
    yield '\n'
  }
} // prettier-ignore

function* formatOf(writer: ExportWriter, language: Language): Generator<string, void, undefined> {
  const say = (en: string, de: string): string => ({ en, de })[language]
  yield `\n### ${writer.label[language]}\n\n${writer.use[language]} ${say('Offsets', 'Positionen')}: ${units[writer.unit][language]}.\n`
  if (writer.losses.length === 0) return
  yield `\n${say('What it cannot carry:', 'Was es nicht tragen kann:')}\n\n`
  for (const loss of writer.losses) yield `* ${loss[language]}\n`
}
