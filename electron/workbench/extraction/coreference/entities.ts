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
    const surfaces = this.surfaces.get(key)
    if (surfaces === undefined) this.surfaces.set(key, [surface])
    else if (!surfaces.includes(surface)) surfaces.push(surface)
  }

  entities(): readonly ExtractedEntity[] {
    return this.order.map((key): ExtractedEntity => {
      const draft: EntityDraft = this.drafts.get(key) ?? { type: 'ORG', canonical: key }
      const { type, subtype, canonical, ascii, label_en, iso3, wikidata, gazetteer, country, sector, nil } =
        draft
      const { mistranslatedAs, memberKeys } = draft
      const id = this.idOf(key)
      const members = memberKeys?.map((member) => this.idOf(member))
      const mentions = this.mentions.get(key) ?? []
      const surfaces = this.surfaces.get(key) ?? []
      return type === 'PER' && nil === true
        ? { id, type, canonical, nil, country, sector, mentions, surfaces }
        : {
            id, type, subtype, canonical, ascii, label_en, iso3, wikidata, gazetteer, country, sector, nil, mistranslatedAs, members, mentions, surfaces,
          } // prettier-ignore
    })
  }
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}

/** Draft of what the gazetteer lists; `wikidata` is null where no identifier was verified. */
export function gazetteerDraft(entry: GazetteerEntry): EntityDraft {
  const known = gazetteerDrafts.get(entry)
  if (known !== undefined) return known
  const draft: EntityDraft = {
    type: entry.type,
    subtype: entry.subtype,
    canonical: entry.de,
    ascii: hasDiacritics(entry.de) && !/[äöüß]/i.test(entry.de) ? asciiOf(entry.de) : undefined,
    label_en: entry.en,
    iso3: entry.iso3,
    wikidata: entry.wikidata ?? null,
    gazetteer: entry.id,
    country: entry.subtype === 'country' ? undefined : entry.country,
    sector: entry.sector,
  }
  gazetteerDrafts.set(entry, draft)
  return draft
}

/** One for each entry of the gazetteer, made at its first mention. */
const gazetteerDrafts = new WeakMap<GazetteerEntry, EntityDraft>()

export function labelDraft(label: LabelTarget): EntityDraft {
  return {
    type: label.type,
    subtype: label.subtype,
    canonical: label.canonical,
    label_en: label.english,
    country: label.country,
    sector: label.sector,
    nil: label.nil === true ? true : undefined,
  }
}

export function personDraft(person: Person): EntityDraft {
  const canonical = person.name.join(' ')
  return {
    type: 'PER',
    canonical,
    ascii: hasDiacritics(canonical) ? asciiOf(canonical) : undefined,
    country: person.country,
    sector: person.sector,
    mistranslatedAs: person.mistranslatedAs.length === 0 ? undefined : [...person.mistranslatedAs],
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
