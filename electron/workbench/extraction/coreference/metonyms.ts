import { entryOf, type Item, type SentenceWork } from '../mentions/work.ts'

const local = new Set([
  'in',
  'nach',
  'aus',
  'bei',
  'um',
  'ab',
  'bis',
  'vor',
  'nahe',
  'richtung',
  'im',
  'durch',
  'nördlich',
  'südlich',
  'östlich',
  'westlich',
  'unweit',
  'außerhalb',
  'hauptstadt',
  'stadt',
  'großraum',
  'raum',
  'flughafen',
  'innenstadt',
  'zentrum',
  'vorort',
  'metropole',
])
/** Nouns that a place gives its name to: "die Erklärung von Kairo". */
const namedAfterPlace =
  /(?:erklärung|vertrag|vertrags|vertrages|abkommen|abkommens|gipfel|gipfels|konferenz|treffen|flughafen|universität|bürgermeister|bürgermeisterin|bischof|erzbischof|schlacht|prozess|norden|süden|osten|westen|zentrum|vorort|kilometer|straßen)$/
/** Verbs whose object is a place: "besuchte Duschanbe", "will Kiew besuchen". */
const visiting =
  /^(?:besuch(?:e|t|te|en|ten)|bereis(?:e|t|te|en|ten)|erreich(?:e|t|te|en|ten)|verließ(?:en)?|verlassen|verlässt|passier(?:t|te|en|ten)|bombardier(?:t|te|en|ten)|beschoss(?:en)?|beschieß(?:t|en))$/
/** "Raketen auf Kiew", "Kämpfe um Khartum": what is done to a place. */
const attack =
  /(?:angriffe?s?|angriffen|raketen?|drohnen?|beschuss(?:es)?|attacken?|vormarsch(?:es)?|marsch(?:es)?|anschl(?:ag|äge|ägen|ags)|bomben|schläge?n?|offensive|sturm|blick|flüge|flug)$/
const routes =
  /(?:flug|flüge|flügen|fluglinie|linie|verbindung|verbindungen|strecke|bahn|straße|autobahn|route|korridor|pipeline)$/
const dash = new Set(['–', '-', '—', '(', '/', ':'])

/**
 * Whether a capital stands for its government: not after a preposition of place, not in a date line, not
 * as the place of an institution. "Peking sei bereit" yes, "in Peking" no.
 */
export function standsForCountry(work: SentenceWork, item: Item): boolean {
  const entry = entryOf(item)
  if (entry?.governs === undefined || entry.subtype === 'country') return false
  const before = work.lower(item.from - 1)
  const after = work.lower(item.to)
  // "Aus Oslo hieß es, man sei bereit": the government said so.
  if (before === 'aus' && /^(?:hieß|heißt|verlautete|verlautet)$/.test(after)) return true
  if (local.has(before)) return false
  // "Asunción/Brüssel.", "Kairo/Port Sudan (dpa) –"
  if (before === '/' || after === '/') return false
  // "Astana, Kasachstan – …", "Berlin (dpa)", "BRÜSSEL – …": the place of the report.
  if (
    item.from === 0 &&
    (dash.has(after) || (after === ',' && work.index < 8 && dash.has(work.lower(item.to + 2))))
  )
    return false
  if (item.from === 0 && work.tokens.length <= 3) return false
  if (
    item.from === 0 &&
    after === ',' &&
    /^(?:\d|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)/.test(work.lower(item.to + 1))
  )
    return false
  if (
    after === ',' &&
    work.at(item.to + 1)?.type === 'GPE' &&
    entryOf(work.at(item.to + 1))?.iso3 === entry.governs
  )
    return false
  if (
    visiting.test(before) ||
    (visiting.test(after) && !['.', ','].includes(after) && isLastVerb(work, item.to))
  )
    return false
  // "bereit, Kigali zu besuchen", "ein Direktflug zwischen Porto und Kigali": places to go to.
  if (after === 'zu' && visiting.test(work.lower(item.to + 1))) return false
  if (before === 'zwischen' && routes.test(work.lower(item.from - 2))) return false
  if (before === 'von' && after === 'nach') return false
  if ((before === 'auf' || before === 'gegen') && attack.test(work.lower(item.from - 2))) return false
  if (before === 'von' && namedAfterPlace.test(work.lower(item.from - 2))) return false
  if (before === 'und' || before === 'oder' || before === ',' || before === 'sowie') {
    const sister = work.at(item.from - 2)
    if (
      sister?.type === 'GPE' &&
      entryOf(sister)?.governs !== undefined &&
      local.has(work.lower(sister.from - 1))
    )
      return false
    if (sister?.type === 'GPE' && local.has(work.lower(sister.from - 1))) return false
    if (
      sister?.type === 'GPE' &&
      work.lower(sister.from - 1) === 'zwischen' &&
      routes.test(work.lower(sister.from - 2))
    )
      return false
  }
  // "den USA-Gesandten Washington": inside another name it is no government.
  return !work.items.some(
    (other) =>
      other !== item &&
      other.type === 'ORG' &&
      other.start <= item.start &&
      item.end <= other.end &&
      other.to - other.from > 1,
  )
}

/** Whether the verb at a token ends its clause: "will Kiew besuchen." but not "Kiew erreichte …". */
function isLastVerb(work: SentenceWork, at: number): boolean {
  const next = work.lower(at + 1)
  return next === '' || next === '.' || next === ',' || next === 'und'
}
