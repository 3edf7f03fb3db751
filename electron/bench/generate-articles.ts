import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * News articles to measure extraction on: German sentences of our own with names and places of the lexicon, page lines around
 * them. Nobody in them exists, nothing in them happened. The same seed gives the same articles.
 */
export interface GeneratedArticle {
  readonly file: string
  readonly text: string
}

const countries = z.object({
  countries: z.array(z.object({ de: z.string(), adjectives: z.array(z.string()).optional() })),
})
const places = z.object({ places: z.array(z.object({ de: z.string(), kind: z.string() })) })
const organisations = z.object({ organisations: z.array(z.object({ de: z.string() })) })
const names = z.object({ cultures: z.array(z.object({ male: z.string(), family: z.string() })) })

/** Numbers between 0 and 1 that look random and are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

const offices = ['Außenminister', 'Präsident', 'Ministerpräsident', 'Verteidigungsminister', 'Handelsminister', 'Vizeaußenminister', 'Botschafter', 'Regierungssprecher', 'Sonderbeauftragter', 'Generalsekretär'] // prettier-ignore
const months = ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'] // prettier-ignore
const topics = ['Handel', 'die Sicherheit in der Region', 'Visafragen', 'den Klimaschutz', 'gemeinsame Manöver', 'die Energieversorgung', 'die Fischerei', 'den Wiederaufbau', 'Getreidelieferungen', 'die Ausbildung von Fachkräften'] // prettier-ignore

/** Blanks: {P} person, {p} family name, {C} {D} countries, {c} {d} their adjectives, {S} place, {O} organisation, {R} office, {T} topic, {t} date, {n} number. */
const sentences = [
  'Der {c}e {R} {P} ist am {t} in {S} mit seinem {d}en Amtskollegen {P} zusammengetroffen.',
  '{R} {P} reiste am {t} zu einem dreitägigen Besuch nach {D}, wo er von {R} {P} empfangen wurde.',
  'Bei dem Gespräch ging es nach Angaben des Ministeriums um {T} und {T}.',
  '„Wir wollen unsere Zusammenarbeit ausbauen und {T} voranbringen“, sagte {p} vor Journalisten in {S}.',
  '{C} und {D} unterzeichneten am {t} ein Abkommen über {T}.',
  '{C} kündigte an, {D} mit {n} Millionen Euro zu unterstützen.',
  'Die {O} forderte beide Seiten auf, die Verhandlungen unverzüglich wieder aufzunehmen.',
  'Der Sprecher der {c}en Regierung wies die Vorwürfe aus {D} als haltlos zurück.',
  'Nach Angaben von {P}, dem {R} von {C}, seien die Beziehungen zu {D} so gut wie seit Jahren nicht.',
  'Im Jahr 2023 erreichte das Handelsvolumen zwischen {C} und {D} rund {n} Milliarden US-Dollar, {n} Prozent mehr als im Vorjahr.',
  '{p} betonte, dass {C} an einer friedlichen Lösung festhalte und keine Vorbedingungen stelle.',
  'Beide Seiten vereinbarten, bis Ende {m} eine Arbeitsgruppe für {T} einzusetzen.',
  'Der {d}e {R} {P} dankte {C} für die Unterstützung und lud seinen Gast zu einem Gegenbesuch ein.',
  'Zuvor hatte {P} mit dem Generalsekretär der {O} telefoniert, wie dessen Büro am {t} mitteilte.',
  'Die Streitkräfte von {C} begannen am {t} eine Übung mit {n} Soldaten nahe {S}.',
  'Das Parlament in {S} billigte den Haushalt, der {n} Millionen Euro für {T} vorsieht.',
  'Seit {n} Jahren unterhalten {C} und {D} diplomatische Beziehungen; die Feier zum Jahrestag ist für {m} geplant.',
  'Kritiker werfen der {c}en Regierung vor, {T} zu vernachlässigen, was {p} bestreitet.',
  '{P}, früher {R} von {D}, wurde zum Vermittler der {O} ernannt.',
  'Sollte {D} die Frist verstreichen lassen, drohten weitere Sanktionen, hieß es aus {S}.',
  'Einwohner von {S} berichteten von langen Schlangen vor den Märkten und von steigenden Preisen.',
  'Es gebe, so {p}, keine Alternative zu einem Dialog, der alle Nachbarn einschließe und niemanden überfordere.',
] // prettier-ignore
const headlines = ['{C} und {D} wollen enger zusammenarbeiten', '{R} aus {C} zu Besuch in {S}', '{C} sagt {D} Hilfe zu', '{O} mahnt Gespräche zwischen {C} und {D} an'] // prettier-ignore
const around = ['Teilen', 'Kommentare (3)', 'Mehr zum Thema', 'Foto: Archiv', 'Anzeige', 'Newsletter abonnieren', 'Quelle: https://www.example.org/politik/2024/05/{n}/meldung'] // prettier-ignore

/** `count` articles of eight to twenty-four sentences, two to six kilobytes each. */
export function generateArticles(
  resources: string,
  seed: number,
  count: number,
): readonly GeneratedArticle[] {
  const random = seeded(seed)
  const read = <T>(name: string, schema: z.ZodType<T>): T =>
    schema.parse(JSON.parse(readFileSync(join(resources, 'lexicon', 'de', `${name}.json`), 'utf8')))
  const lands = read('countries', countries).countries.flatMap(({ de, adjectives }) =>
    adjectives?.[0] === undefined || adjectives[0].startsWith('=') ? [] : [{ de, adjective: adjectives[0] }],
  )
  const cities = read('places', places).places.filter(({ kind }) => kind === 'city')
  const bodies = read('organisations', organisations).organisations
  const people = read('names', names).cultures.map(({ male, family }) => [male.split(' '), family.split(' ')])
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)]
    if (found === undefined) throw new Error('nothing to choose from')
    return found
  }
  const article = (at: number): GeneratedArticle => {
    const [one, other, city] = [pick(lands), pick(lands), pick(cities)]
    const cast = [1, 2, 3].map(() => {
      const [given = [], family = []] = pick(people)
      return [pick(given), pick(family)] as const
    })
    const blanks: Readonly<Record<string, () => string>> = {
      P: () => pick(cast).join(' '),
      p: () => pick(cast)[1],
      C: () => one.de,
      D: () => other.de,
      c: () => one.adjective,
      d: () => other.adjective,
      S: () => (random() < 0.5 ? city.de : pick(cities).de),
      O: () => pick(bodies).de,
      R: () => pick(offices),
      T: () => pick(topics),
      m: () => pick(months),
      n: () => String(2 + Math.floor(random() * 88)),
      t: () => `${String(1 + Math.floor(random() * 28))}. ${pick(months)} 2024`,
    }
    const fill = (line: string): string =>
      line.replace(/\{(\w)\}/g, (blank, name: string) => blanks[name]?.() ?? blank)
    const lines = [fill(pick(headlines)), fill(pick(around))]
    for (let left = 8 + Math.floor(random() * 17); left > 0;) {
      const length = Math.min(left, 1 + Math.floor(random() * 4))
      lines.push(Array.from({ length }, () => fill(pick(sentences))).join(' '))
      left -= length
    }
    lines.push(fill(pick(around)), fill(pick(around)))
    return { file: `article-${String(at + 1).padStart(4, '0')}.txt`, text: `${lines.join('\n\n')}\n` }
  }
  return Array.from({ length: count }, (_unused, at) => article(at))
}
