import type { ExtractedEntity } from '../../../../shared/model/extraction.ts'
import type { EntityType } from '../../../../shared/model/vocabulary.ts'
import { fold, hasDiacritics } from '../names/fold.ts'
import type { GazetteerEntry } from '../mentions/pack.ts'
import type { LabelTarget } from '../mentions/work.ts'
import type { Person } from './people.ts'

type EntityDraft = Omit<ExtractedEntity, 'id' | 'mentions' | 'surfaces' | 'members'> & {
  readonly memberKeys?: readonly string[]
}

/** Collects the entities of an article under keys and gives them ids in order of first mention. */
export class EntityTable {
  private readonly drafts = new Map<string, EntityDraft>()
  private readonly order: string[] = []
  private readonly ids = new Map<string, string>()
  private readonly mentions = new Map<string, string[]>()
  private readonly surfaces = new Map<string, string[]>()

  /** Enters an entity once; later calls with the same key change nothing. */
  enter(key: string, draft: () => EntityDraft): string {
    if (!this.drafts.has(key)) this.drafts.set(key, draft())
    return key
  }

  /** Local id of an entity; given at the first request. */
  idOf(key: string): string {
    const known = this.ids.get(key)
    if (known !== undefined) return known
    for (const member of this.drafts.get(key)?.memberKeys ?? []) this.idOf(member)
    this.order.push(key)
    const id = `e${String(this.order.length)}`
    this.ids.set(key, id)
    return id
  }

  addMention(key: string, mention: string, surface: string): void {
    push(this.mentions, key, mention)
    const surfaces = this.surfaces.get(key) ?? []
    if (!surfaces.includes(surface)) surfaces.push(surface)
    this.surfaces.set(key, surfaces)
  }

  entities(): readonly ExtractedEntity[] {
    return this.order.map((key) => {
      const { memberKeys, ...draft } = this.drafts.get(key) ?? { type: 'ORG' as const, canonical: key }
      return {
        id: this.idOf(key),
        ...draft,
        ...(memberKeys === undefined ? {} : { members: memberKeys.map((member) => this.idOf(member)) }),
        mentions: this.mentions.get(key) ?? [],
        surfaces: this.surfaces.get(key) ?? [],
      }
    })
  }
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key) ?? []
  values.push(value)
  map.set(key, values)
}

/** Draft of what the gazetteer lists; `wikidata` is null where no identifier was verified. */
export function gazetteerDraft(entry: GazetteerEntry): EntityDraft {
  const country = entry.subtype === 'country' ? undefined : entry.country
  return {
    type: entry.type,
    ...(entry.subtype === undefined ? {} : { subtype: entry.subtype }),
    canonical: entry.de,
    ...(hasDiacritics(entry.de) && !/[äöüß]/i.test(entry.de) ? { ascii: asciiOf(entry.de) } : {}),
    ...(entry.en === undefined ? {} : { label_en: entry.en }),
    ...(entry.iso3 === undefined ? {} : { iso3: entry.iso3 }),
    wikidata: entry.wikidata ?? null,
    gazetteer: entry.id,
    ...(country === undefined ? {} : { country }),
    ...(entry.sector === undefined ? {} : { sector: entry.sector }),
  }
}

export function labelDraft(label: LabelTarget): EntityDraft {
  return {
    type: label.type,
    ...(label.subtype === undefined ? {} : { subtype: label.subtype }),
    canonical: label.canonical,
    ...(label.english === undefined ? {} : { label_en: label.english }),
    ...(label.country === undefined ? {} : { country: label.country }),
    ...(label.sector === undefined ? {} : { sector: label.sector }),
    ...(label.nil === true ? { nil: true } : {}),
  }
}

export function personDraft(person: Person): EntityDraft {
  const canonical = person.name.join(' ')
  return {
    type: 'PER',
    canonical,
    ...(hasDiacritics(canonical) ? { ascii: asciiOf(canonical) } : {}),
    ...(person.country === undefined ? {} : { country: person.country }),
    ...(person.sector === undefined ? {} : { sector: person.sector }),
    ...(person.mistranslatedAs.length === 0 ? {} : { mistranslatedAs: [...person.mistranslatedAs] }),
  }
}

export function groupDraft(canonical: string, memberKeys: readonly string[]): EntityDraft {
  return { type: 'GROUP', canonical, memberKeys }
}

export function simpleDraft(
  type: EntityType,
  canonical: string,
  extra: Partial<EntityDraft> = {},
): EntityDraft {
  return { type, canonical, ...extra }
}

function asciiOf(name: string): string {
  return name.split(' ').map((word) => {
    const plain = fold(word)
    return word.charAt(0) === word.charAt(0).toUpperCase() ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain
  }).join(' ') // prettier-ignore
}
