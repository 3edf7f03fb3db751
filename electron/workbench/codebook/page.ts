import { valueWords } from '../../../shared/codebook-words.ts'
import type {
  Bilingual,
  Codebook,
  CodebookSlot,
  CodingRule,
  FactType,
} from '../../../shared/model/codebook.ts'
import { factKinds, type FactKind, type Language } from '../../../shared/model/vocabulary.ts'
import { xmlText } from '../exchange/xml-text.ts'

const kinds: Readonly<Record<FactKind, Bilingual>> = {
  event: { en: 'Events', de: 'Ereignisse' },
  relation: { en: 'Relations', de: 'Beziehungen' },
  statement: { en: 'Statements', de: 'Äußerungen' },
  measure: { en: 'Measures', de: 'Messwerte' },
}

const style = `
:root { color-scheme: light dark }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 56rem; font: 1rem/1.5 Georgia, 'Times New Roman', serif; color: #1c1b19; background: #fff }
h1, h2, h3, th, nav, .small, .id { font-family: system-ui, sans-serif }
h1 { font-size: 1.7rem; margin: 0 } h2 { margin: 2.5rem 0 0; font-size: 1.25rem; border-bottom: 2px solid currentColor }
h3 { margin: 1.8rem 0 0.2rem; font-size: 1.1rem } h4 { margin: 0 }
.small, .id { font-size: 0.85rem; color: #55514a } .id { font-family: ui-monospace, monospace; font-weight: 400 }
a { color: #1d4e89 } nav ul { columns: 3; padding: 0; list-style: none; font-size: 0.9rem }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem; margin: 0.6rem 0 }
th, td { padding: 0.25rem 0.8rem 0.25rem 0; border-bottom: 1px solid #c9c4ba; text-align: left; vertical-align: top }
thead th { font-size: 0.8rem; color: #55514a } section.type { break-inside: avoid-page }
@media (prefers-color-scheme: dark) { body { color: #eceae5; background: #1b1a18 } .small, .id, thead th { color: #b5b0a6 } a { color: #9cc3f2 } th, td { border-color: #4a4742 } }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; color: #000; background: #fff } nav { display: none } .small, .id, thead th { color: #444 } a { color: inherit; text-decoration: none } }
`

/** What a page says about the version it shows. */
interface PageFacts {
  readonly project: string
  readonly number: number
  readonly at: string | null
  readonly coder: string | null
  readonly note: string | null
}

/**
 * A codebook as one page for reading and printing: no script, nothing fetched, every word from outside escaped. The same
 * codebook gives the same bytes.
 */
export function codebookPage(codebook: Codebook, facts: PageFacts, language: Language): string {
  const say = (words: Bilingual): string => xmlText(words[language])
  const text = (en: string, de: string): string => (language === 'de' ? de : en)
  const title = say(codebook.title)
  const made = [
    facts.project,
    `${text('version', 'Fassung')} ${String(facts.number)} (${codebook.id} ${codebook.version})`,
    facts.at === null ? null : facts.at.slice(0, 10),
    facts.coder,
    facts.note,
  ].flatMap((part) => (part === null ? [] : [xmlText(part)]))
  const groups = factKinds.flatMap((kind) => {
    const types = codebook.factTypes.filter((type) => type.kind === kind)
    return types.length === 0 ? [] : [{ kind, types }]
  })
  const link = (type: FactType): string => `<li><a href="#${xmlText(type.id)}">${say(type.label)}</a></li>`
  const slots = (of: readonly CodebookSlot[]): string => slotTable(codebook, of, language)
  const parts = [
    `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${title}</title>\n<style>${style}</style>\n</head>\n<body>`,
    `<header><h1>${title}</h1>\n<p class="small">${made.join(' · ')}</p>\n<p class="small">${xmlText(codebook.source)}</p></header>`,
    `<nav aria-label="${text('Types', 'Typen')}"><ul>${groups.flatMap(({ types }) => types.map(link)).join('')}</ul></nav>`,
    `<main>`,
    ...groups.map(({ kind, types }) =>
      [`<h2>${say(kinds[kind])}</h2>`, ...types.map((type) => typePart(codebook, type, language, slots(type.slots)))].join('\n'),
    ),
    `<h2>${text('Slots of every type', 'Felder aller Typen')}</h2>\n${slots(codebook.commonSlots)}`,
    `<h2>${text('Kinds of mentions', 'Arten von Nennungen')}</h2>\n<p>${codebook.mentionTypes.map(({ id, label }) => `${say(label)} <span class="id">${id}</span>`).join(', ')}</p>`,
    `<h2>${text('Coding rules', 'Kodierregeln')}</h2>\n${rulesPart(codebook.rules, language)}`,
    `</main>\n</body>\n</html>\n`,
  ]
  return parts.join('\n')
} // prettier-ignore

function typePart(codebook: Codebook, type: FactType, language: Language, slots: string): string {
  const text = (en: string, de: string): string => (language === 'de' ? de : en)
  const { plover, cameo, wikidata, schemaOrg, aceEre } = type.mapping
  const codes = [
    plover === null ? null : `PLOVER ${[plover.event, ...plover.modes].join(' ')}${plover.note === undefined ? '' : ` (${plover.note})`}`,
    cameo.length === 0 ? null : `CAMEO ${cameo.join(', ')}`,
    wikidata.length === 0 ? null : `Wikidata ${wikidata.join(', ')}`,
    schemaOrg === null ? null : `schema.org ${schemaOrg}`,
    aceEre === null ? null : `ACE/ERE ${aceEre}`,
  ].flatMap((code) => (code === null ? [] : [xmlText(code)]))
  const marks = [
    ...(type.retired === true ? [text('retired: takes no new facts', 'stillgelegt: nimmt keine neuen Fakten auf')] : []),
    ...(type.former === undefined ? [] : [`${text('formerly', 'früher')} ${type.former.map(xmlText).join(', ')}`]),
  ]
  const rules = codebook.rules.filter((rule) => rule.off !== true && rule.types.includes(type.id))
  return [
    `<section class="type" id="${xmlText(type.id)}">\n<h3>${xmlText(type.label[language])} <span class="id">${xmlText(type.id)}</span></h3>`,
    ...(marks.length === 0 ? [] : [`<p class="small">${marks.join(' · ')}</p>`]),
    `<p>${xmlText(type.definition[language])}</p>\n${slots}`,
    ...(codes.length === 0 ? [] : [`<p class="small">${codes.join(' · ')}</p>`]),
    ...(rules.length === 0 ? [] : [rulesPart(rules, language)]),
    `</section>`,
  ].join('\n')
} // prettier-ignore

function slotTable(codebook: Codebook, slots: readonly CodebookSlot[], language: Language): string {
  const text = (en: string, de: string): string => (language === 'de' ? de : en)
  const kindOf = (id: string): string => codebook.mentionTypes.find((one) => one.id === id)?.label[language] ?? id
  const rows = slots.map((slot) => {
    const fillers = [
      ...slot.fillers.map(kindOf),
      ...(slot.text ? [text('words of the text', 'Worte des Textes')] : []),
      ...(slot.values ?? []).map(({ label }) => label[language]),
    ]
    const marks = [
      ...(slot.key ? [text('key', 'Schlüssel')] : []),
      ...(slot.anyOf === undefined ? [] : [`${text('one of', 'eines von')} ${slot.anyOf.replaceAll('|', ', ')}`]),
      ...(slot.retired === true ? [text('retired', 'stillgelegt')] : []),
    ]
    const count = [valueWords(slot.count, 'count', language), ...marks].map(xmlText).join(' · ')
    return `<tr><th scope="row">${xmlText(slot.label[language])} <span class="id">${xmlText(slot.role)}</span></th><td>${count}</td><td>${fillers.map(xmlText).join(', ')}</td></tr>`
  })
  const head = [text('Slot', 'Feld'), text('How many', 'Wie viele'), text('Filled by', 'Gefüllt durch')]
  return `<table>\n<thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`
} // prettier-ignore

function rulesPart(rules: readonly CodingRule[], language: Language): string {
  const items = rules.map((rule) => {
    const off = rule.off === true ? ` (${language === 'de' ? 'abgeschaltet' : 'switched off'})` : ''
    return `<li>${xmlText(rule.text[language])} <span class="small">${valueWords(rule.severity, 'severity', language)}${off}</span> <span class="id">${xmlText(rule.id)}</span></li>`
  })
  return `<ul>${items.join('\n')}</ul>`
} // prettier-ignore
