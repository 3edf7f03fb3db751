import { fold, hasDiacritics } from '../names/fold.ts'
import { compileNames, type NameDirectory } from '../names/directory.ts'
import { compileTransliteration, type Transliteration } from '../names/transliteration.ts'
import { Announcers } from './announcers.ts'
import { adjectiveForms, demonymForms, expandForm, nominative } from './inflection.ts'
import type { MentionLexicon } from './lexicon.ts'
import { compileNouns, type NounGuess } from './nouns.ts'
import { OfficeIndex } from './office-index.ts'
import { InstitutionIndex } from './institution-index.ts'
import { HeadMatcher } from './suffixes.ts'
import { PhraseTrie } from './trie.ts'
import { WordKinds } from './word-kinds.ts'
import type { EntityType } from '../../../../shared/model/vocabulary.ts'

/** What the gazetteer says about one entity. */
export interface GazetteerEntry {
  readonly id: string
  readonly type: Exclude<EntityType, 'PER' | 'ROLE' | 'LEVEL' | 'GROUP'>
  readonly subtype?: string | undefined
  readonly de: string
  readonly en?: string | undefined
  readonly iso3?: string | undefined
  readonly country?: string | undefined
  readonly sector?: string | undefined
  readonly wikidata?: string | undefined
  /** For a capital: the country it governs. */
  readonly governs?: string | undefined
  readonly ambiguous?: boolean | undefined
}

/** Everything the mention stage looks up, compiled once per lexicon. */
export interface MentionPack {
  readonly phrases: PhraseTrie<GazetteerEntry>
  readonly entries: ReadonlyMap<string, GazetteerEntry>
  readonly countries: ReadonlyMap<string, GazetteerEntry>
  /** Inflected relational adjectives, lower case, with what they belong to. */
  readonly adjectives: ReadonlyMap<string, GazetteerEntry>
  /** Nouns of origin as they are written ("Russen"). */
  readonly demonyms: ReadonlyMap<string, GazetteerEntry>
  /** Indeclinable adjectives in -er ("Moskauer"). */
  readonly citizens: ReadonlyMap<string, GazetteerEntry>
  readonly names: NameDirectory
  readonly transliteration: Transliteration
  readonly nouns: NounGuess
  readonly offices: OfficeIndex
  readonly institutions: InstitutionIndex
  readonly announcers: Announcers
  readonly words: PackWords
  /** What the lists say of a word, in one look-up. */
  readonly kinds: WordKinds
  readonly lexicon: MentionLexicon
}

/** Closed word lists as sets. */
export interface PackWords {
  readonly saying: ReadonlySet<string>
  readonly notAcronyms: ReadonlySet<string>
  readonly honorifics: ReadonlySet<string>
  readonly personNouns: ReadonlySet<string>
  readonly placePrepositions: ReadonlySet<string>
  readonly levelAdjectives: ReadonlyMap<string, boolean>
  readonly levelNouns: ReadonlySet<string>
  readonly levelAlone: ReadonlySet<string>
  readonly eventHeads: ReadonlySet<string>
  readonly eventTails: HeadMatcher
  readonly policyTails: HeadMatcher
  readonly placeNouns: ReadonlyMap<string, boolean>
  readonly eventAdjectives: ReadonlyMap<string, ReadonlySet<string>>
  readonly documentHeads: ReadonlySet<string>
  readonly documentCompounds: ReadonlySet<string>
  readonly policyHeads: ReadonlySet<string>
  readonly policyCompounds: ReadonlySet<string>
  readonly works: ReadonlySet<string>
  readonly orgTriggers: ReadonlyMap<string, string>
  readonly companySuffixes: ReadonlySet<string>
  readonly forComplement: ReadonlySet<string>
  readonly compoundKinds: ReadonlySet<string>
  readonly compoundOrgans: ReadonlySet<string>
  readonly groupNouns: ReadonlySet<string>
  readonly groupPersonNouns: ReadonlySet<string>
  /** Number words before a noun that stands for a list named before. */
  readonly anaphorCounts: ReadonlySet<string>
}

const compiled = new WeakMap<MentionLexicon, MentionPack>()

/** The compiled pack of a lexicon; compiled at the first call and kept as long as the lexicon lives. */
export function packOf(lexicon: MentionLexicon): MentionPack {
  const known = compiled.get(lexicon)
  if (known !== undefined) return known
  const pack = compile(lexicon)
  compiled.set(lexicon, pack)
  return pack
}

function compile(lexicon: MentionLexicon): MentionPack {
  const phrases = new PhraseTrie<GazetteerEntry>()
  const entries = new Map<string, GazetteerEntry>()
  const countries = new Map<string, GazetteerEntry>()
  const adjectives = new Map<string, GazetteerEntry>()
  const demonyms = new Map<string, GazetteerEntry>()
  const citizens = new Map<string, GazetteerEntry>()
  const inflected: (readonly [string, GazetteerEntry])[] = []
  const enter = (entry: GazetteerEntry, forms: readonly string[]) => {
    entries.set(entry.id, entry)
    for (const form of forms) {
      expandForm(form).forEach((variant, index) => {
        // "Hamas" is the organisation before it is the genitive of a town.
        if (index === 0) addPhrase(variant, entry)
        else inflected.push([variant, entry])
      })
    }
  }
  const addPhrase = (variant: string, entry: GazetteerEntry) => {
    phrases.add(variant, entry)
    if (hasDiacritics(variant) && !/[äöüßÄÖÜ]/.test(variant)) phrases.add(capitalised(variant), entry)
  }
  const setOnce = (map: Map<string, GazetteerEntry>, key: string, entry: GazetteerEntry) => {
    if (!map.has(key)) map.set(key, entry)
  }
  for (const source of gazetteerEntries(lexicon)) {
    const entry = { ...source, entry: inOneShape(source.entry) }
    enter(entry.entry, entry.forms)
    if (entry.entry.subtype === 'country' && entry.entry.iso3 !== undefined)
      countries.set(entry.entry.iso3, entry.entry)
    for (const adjective of entry.adjectives) {
      if (adjective.startsWith('=')) setOnce(citizens, adjective.slice(1), entry.entry)
      else for (const form of adjectiveForms(adjective)) setOnce(adjectives, form.toLowerCase(), entry.entry)
    }
    for (const form of entry.citizens) setOnce(citizens, form, entry.entry)
    for (const form of entry.demonyms) setOnce(demonyms, form, entry.entry)
  }
  for (const [variant, entry] of inflected) addPhrase(variant, entry)
  const lists = {
    phrases,
    entries,
    countries,
    adjectives,
    demonyms,
    citizens,
    names: compileNames(lexicon.names),
    transliteration: compileTransliteration(lexicon.transliteration),
    nouns: compileNouns(lexicon.nouns),
    offices: new OfficeIndex(lexicon.offices),
    institutions: new InstitutionIndex(lexicon.institutions),
    announcers: new Announcers(lexicon.institutions.announcers),
    words: compileWords(lexicon),
    lexicon,
  }
  return { ...lists, kinds: new WordKinds(lists) }
}

/** An entry with all its keys in one order: objects of one shape are read several times faster than those of eight. */
function inOneShape(entry: GazetteerEntry): GazetteerEntry {
  const { id, type, subtype, de, en, iso3, country, sector, wikidata, governs, ambiguous } = entry
  return { id, type, subtype, de, en, iso3, country, sector, wikidata, governs, ambiguous }
}

/** ASCII form of a name that keeps its capitals: "Đà Nẵng" gives "Da Nang". */
function capitalised(name: string): string {
  return name.replace(/[\p{L}\p{M}]/gu, (letter) => {
    const plain = fold(letter)
    return letter === letter.toLowerCase() ? plain : plain.toUpperCase()
  })
}

interface GazetteerSource {
  readonly entry: GazetteerEntry
  readonly forms: readonly string[]
  readonly adjectives: readonly string[]
  readonly citizens: readonly string[]
  readonly demonyms: readonly string[]
}

/** Countries first, so that their names win over equal names of smaller places. */
export function* gazetteerEntries(lexicon: MentionLexicon): Generator<GazetteerSource> {
  const none = { adjectives: [], citizens: [], demonyms: [] }
  const capitals = new Map(lexicon.countries.countries.map((country) => [country.capital, country.iso3]))
  for (const c of lexicon.countries.countries) {
    const entry: GazetteerEntry = {
      id: c.id, type: 'GPE', subtype: 'country', de: c.de, en: c.en, iso3: c.iso3,
      ...(c.wikidata === undefined ? {} : { wikidata: c.wikidata }),
    } // prettier-ignore
    yield {
      entry,
      forms: c.forms,
      adjectives: c.adjectives ?? [],
      citizens: [],
      demonyms: (c.demonyms ?? []).flatMap(demonymForms),
    }
  }
  for (const p of lexicon.places.places) {
    const governs = p.capital === true ? (capitals.get(p.id) ?? p.country) : undefined
    const entry: GazetteerEntry = {
      id: p.id, type: 'GPE', subtype: p.kind, de: p.de, en: p.en, country: p.country,
      ...(governs === undefined ? {} : { governs }),
      ...(p.ambiguous === true ? { ambiguous: true } : {}),
      ...(p.wikidata === undefined ? {} : { wikidata: p.wikidata }),
    } // prettier-ignore
    yield { ...none, entry, forms: p.forms, adjectives: p.adjectives ?? [], citizens: p.citizens ?? [] }
  }
  for (const r of lexicon.regions.regions) {
    const entry: GazetteerEntry = {
      id: r.id,
      type: 'LOC',
      subtype: 'region',
      de: r.de,
      en: r.en,
      ...(r.nameOnly === true ? { ambiguous: true } : {}),
    }
    yield {
      ...none,
      entry,
      forms: r.forms ?? [],
      adjectives: r.nameOnly === true ? [] : (r.adjectives ?? []),
    }
  }
  for (const o of lexicon.organisations.organisations) {
    const entry: GazetteerEntry = {
      id: o.id, type: 'ORG', subtype: o.subtype, de: o.de, en: o.en, country: o.country,
      ...(o.sector === undefined ? {} : { sector: o.sector }),
      ...(o.wikidata === undefined ? {} : { wikidata: o.wikidata }),
    } // prettier-ignore
    yield { ...none, entry, forms: o.forms }
  }
  for (const p of lexicon.projects.named)
    yield { ...none, entry: { id: p.id, type: 'PROJECT', de: p.de }, forms: p.forms }
  for (const [type, prefix, named] of [
    ['EVT', 'event', lexicon.events.named],
    ['DOCU', 'document', lexicon.documents.named],
    ['POLICY', 'policy', lexicon.policies.named],
  ] as const) {
    const byId = new Map<string, { readonly de: string; readonly forms: string[] }>()
    for (const name of named) {
      const de = nominative(name)
      const id = `${prefix}:${fold(de).replace(/[^a-z0-9]+/g, '-')}`
      const same = byId.get(id)
      if (same === undefined) byId.set(id, { de, forms: [name] })
      else same.forms.push(name)
    }
    for (const [id, { de, forms }] of byId) yield { ...none, entry: { id, type, de }, forms }
  }
}

function compileWords(lexicon: MentionLexicon): PackWords {
  const { offices, words, levels, events, documents, policies, projects, institutions } = lexicon
  const levelAdjectives = new Map<string, boolean>()
  for (const stem of levels.adjectives) {
    for (const form of adjectiveForms(stem)) levelAdjectives.set(form, levels.sufficient.includes(stem))
  }
  const eventAdjectives = new Map<string, ReadonlySet<string>>()
  for (const { stem, heads } of events.withAdjective)
    for (const form of adjectiveForms(stem)) eventAdjectives.set(form, new Set(heads))
  const orgTriggers = new Map<string, string>()
  for (const [subtype, nouns] of Object.entries(institutions.triggers))
    for (const noun of nouns) if (!orgTriggers.has(noun)) orgTriggers.set(noun, subtype)
  return {
    saying: new Set(words.saying),
    notAcronyms: new Set(words.notAcronyms),
    honorifics: new Set(offices.honorifics),
    personNouns: new Set(offices.personNouns),
    placePrepositions: new Set(words.prepositionsOfPlace),
    levelAdjectives,
    levelNouns: new Set(levels.nouns),
    levelAlone: new Set(levels.standalone),
    eventHeads: new Set(events.heads),
    eventTails: new HeadMatcher(events.heads, 5, 3),
    policyTails: new HeadMatcher([...policies.heads, ...policies.compounds], 1, 0),
    placeNouns: new Map(Object.entries(words.placeNouns)),
    eventAdjectives,
    documentHeads: new Set(documents.heads),
    documentCompounds: new Set(documents.compounds),
    policyHeads: new Set(policies.heads),
    policyCompounds: new Set(policies.compounds),
    works: new Set(projects.works),
    orgTriggers,
    companySuffixes: new Set(institutions.companySuffixes),
    forComplement: new Set(institutions.forComplement),
    compoundKinds: new Set(institutions.compoundKinds),
    compoundOrgans: new Set(institutions.compoundOrgans),
    groupNouns: new Set(offices.groupNouns),
    groupPersonNouns: new Set(offices.groupPersonNouns),
    anaphorCounts: new Set(Object.keys(lexicon.anaphors.counts)),
  }
}
