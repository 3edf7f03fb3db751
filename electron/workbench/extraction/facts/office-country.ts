import type { ExtractedEntity, ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import { knownSlot } from './proposal.ts'
import type { SentenceReading } from './roles.ts'

/** Offices of a state: whoever holds one holds it in some country, said or not. */
const stateOffice =
  /^(?:(?:ex-?|vize-?|alt|staats|bundes|minister|premier|interims-?|übergangs-?)*(?:präsident|minister|kanzler|premier|präsidialminister)|(?:\p{L}|-)*(?:außen|verteidigungs|innen|finanz|wirtschafts|handels|justiz|energie|verkehrs|gesundheits|agrar|umwelt|landwirtschafts|bildungs|kultur|sozial|arbeits|entwicklungs|industrie|europa|informations|sicherheits|premier|staats|kriegs|wasser|tourismus|bau|infrastruktur)minister|staatschef|staatsoberhaupt|regierungschef|machthaber|außenamtschef|chefdiplomat|armeechef|generalstabschef|juntachef|oppositionsführer|regierungssprecher|außenamtssprecher|militärmachthaber)(?:in|s|es|en|innen)?$/iu
const stateBodies: ReadonlySet<string> = new Set([
  'government',
  'ministry',
  'parliament',
  'party',
  'military',
  'agency',
  'police',
  'court',
])

export const isStateOffice = (role: ExtractedMention): boolean =>
  stateOffice.test((role.surface.split(' für ')[0] ?? '').split(' ').at(-1) ?? '')

interface Near {
  readonly id: string
  readonly start: number
  /** An adjective before another office: "der russische Minister" is nobody else's country. */
  readonly taken: boolean
}

/**
 * Country of an office that is named without one: the only country named before it in its sentence or opening it as a place
 * ("In Moskau sagte Außenminister X"), else the only one of the sentence before, else the one the article speaks of most.
 * Undefined where two are as likely, and where the words say whose it is.
 */
export function countryNear(
  readings: readonly SentenceReading[],
  index: number,
  role: ExtractedMention,
  entities: ReadonlyMap<string, ExtractedEntity>,
  countries: ReadonlyMap<string, string>,
): string | undefined {
  const reading = readings[index]
  const words = reading?.words ?? []
  const next = words.find((word) => word.start >= role.end)?.lower ?? ''
  const before = words.findLast((word) => word.end <= role.start)?.lower ?? ''
  if (next === 'der' || next === 'des' || next === 'von' || before.startsWith('unser')) return undefined
  const named = (one: SentenceReading | undefined): readonly Near[] =>
    (one?.sentence.mentions ?? []).flatMap((mention) => {
      const id = countryOf(mention, entities, countries)
      const taken =
        mention.type === 'DEM' &&
        one?.sentence.mentions.some((other) => other.type === 'ROLE' && other.start === mention.end + 1) ===
          true
      return id === undefined ? [] : [{ id, start: mention.start, taken }]
    })
  const only = (group: readonly Near[]): string | undefined => {
    const distinct = [...new Set(group.map((one) => one.id))]
    return distinct.length === 1 ? distinct[0] : undefined
  }
  const here = named(reading).filter((one) => one.start < role.start)
  const found =
    (here.length === 0
      ? openingPlace(reading, role, entities, countries)
      : only(here.filter((one) => !one.taken))) ??
    (here.length === 0 ? only(named(readings[index - 1]).filter((one) => !one.taken)) : undefined)
  if (found !== undefined) return found
  return placeLineCountry(readings, entities, countries) ?? mainCountry(readings, entities, countries)
}

/** Seats of international bodies: a report from there is about no country of theirs. */
const seats: ReadonlySet<string> = new Set([
  'Brüssel', 'Straßburg', 'Luxemburg', 'New York', 'Genf', 'Wien', 'Den Haag', 'Addis Abeba', 'Davos',
]) // prettier-ignore

/** "Niamey (AFP) – …": the country the report comes from, where its place line names one place outside such seats. */
function placeLineCountry(
  readings: readonly SentenceReading[],
  entities: ReadonlyMap<string, ExtractedEntity>,
  countries: ReadonlyMap<string, string>,
): string | undefined {
  const lead = readings.find(({ sentence }) => sentence.section === 'lead')
  const [first, second] = lead?.words ?? []
  const place = first?.mentions.find((mention) => mention.type === 'GPE' && mention.start === first.start)
  if (place === undefined || seats.has(place.surface)) return undefined
  const behind = lead?.words.find((word) => word.start >= place.end)?.text ?? second?.text ?? ''
  if (behind !== '(' && behind !== '/' && behind !== ',') return undefined
  return countries.get(entities.get(place.entity ?? '')?.country ?? '')
}

const main = new WeakMap<readonly SentenceReading[], string | null>()

/** The country the article names half as often again as any other; counted once per article. */
function mainCountry(
  readings: readonly SentenceReading[],
  entities: ReadonlyMap<string, ExtractedEntity>,
  countries: ReadonlyMap<string, string>,
): string | undefined {
  const known = main.get(readings)
  if (known !== undefined) return known ?? undefined
  const counts = new Map<string, number>()
  for (const { sentence } of readings)
    for (const mention of sentence.mentions) {
      const id = countryOf(mention, entities, countries)
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1])
  const found = first !== undefined && first[1] > 2 && first[1] >= 1.5 * (second?.[1] ?? 0) ? first[0] : null
  main.set(readings, found)
  return found ?? undefined
}

/** "In Moskau hielt Außenamtssprecherin X …": the country of the city that opens the sentence. */
function openingPlace(
  reading: SentenceReading | undefined,
  role: ExtractedMention,
  entities: ReadonlyMap<string, ExtractedEntity>,
  countries: ReadonlyMap<string, string>,
): string | undefined {
  const [first, second] = reading?.words ?? []
  if (first?.lower !== 'in' || second === undefined || second.start > role.start) return undefined
  const place = second.mentions.find((mention) => mention.type === 'GPE')
  return countries.get(entities.get(place?.entity ?? '')?.country ?? '')
}

function countryOf(
  mention: ExtractedMention,
  entities: ReadonlyMap<string, ExtractedEntity>,
  countries: ReadonlyMap<string, string>,
): string | undefined {
  const entity = entities.get(mention.entity ?? '')
  if (entity === undefined) return undefined
  if (entity.type === 'GPE') return entity.iso3 === undefined ? undefined : entity.id
  if (entity.type !== 'ORG' || !stateBodies.has(entity.subtype ?? '')) return undefined
  return countries.get(entity.country ?? '')
}

/** "Der Verband klagt. Dessen Sprecherin X …": the body named last before a possessive that stands for it. */
export function bodyBefore(
  readings: readonly SentenceReading[],
  index: number,
  role: ExtractedMention,
  entities: ReadonlyMap<string, ExtractedEntity>,
): ExtractedMention | undefined {
  const reading = readings[index]
  const before = reading?.words.findLast((word) => word.end <= role.start)?.lower ?? ''
  if (!['dessen', 'deren', 'ihre', 'ihr', 'ihrer', 'ihrem', 'ihren'].includes(before)) return undefined
  for (const one of [reading, readings[index - 1]]) {
    const named = (one?.sentence.mentions ?? []).filter(
      (mention) => mention.start < role.start && (mention.type === 'ORG' || mention.type === 'PER'),
    )
    const last = named
      .filter((mention) => mention.type === 'ORG' && !isMedium(entities.get(mention.entity ?? '')))
      .at(-1)
    if (last !== undefined && last.entity !== null) return last
    // Somebody's own speaker is no body's.
    if (named.length > 0 && before.startsWith('ihr')) return undefined
  }
  return undefined
}

const isMedium = (entity: ExtractedEntity | undefined): boolean =>
  ['news_agency', 'newspaper', 'broadcaster'].includes(entity?.subtype ?? '')

/** A body named in the sentence before, as the slot of an office. */
export const orgBefore = (org: ExtractedMention): ExtractedSlot =>
  knownSlot('org', org.entity ?? undefined, 'body of the sentence before')
