import { institutionLabel } from '../mentions/institutions.ts'
import type { MentionPack } from '../mentions/pack.ts'
import type { Item, SentenceWork } from '../mentions/work.ts'
import { AnaphorResolver } from './anaphor-resolver.ts'
import { Antecedents } from './antecedents.ts'
import { pairKey, type Encounter } from './encounter.ts'
import {
  gazetteerDraft,
  groupDraft,
  labelDraft,
  personDraft,
  simpleDraft,
  type EntityTable,
} from './entities.ts'
import { holderOf } from './holders.ts'
import { standsForCountry } from './metonyms.ts'
import type { People, Person } from './people.ts'
import type { Resolved } from './resolved.ts'
import type { Speakers } from './speakers.ts'

/** The name before a possessive in its sentence: "Ruanda müsse seine Truppen abziehen" is no person's. */
function nearestName(work: SentenceWork, item: Item): Item | undefined {
  let nearest: Item | undefined
  for (const other of work.items) {
    if (other.start >= item.start || !['PER', 'GPE', 'ORG'].includes(other.type) || other.form === 'pronoun')
      continue
    if (nearest === undefined || other.start > nearest.start) nearest = other
  }
  return nearest ?? { ...item, type: 'PER' }
}

export class Resolver {
  private readonly pack: MentionPack
  private readonly table: EntityTable
  private readonly people: People
  private readonly encounter: Encounter
  private readonly speakers: Speakers
  private readonly works: readonly SentenceWork[]
  /** Last owner of each kind of body, for "das Außenministerium" without a country. */
  private readonly bodies = new Map<string, string>()
  /** Whom "er" was in a sentence: a second "er" or "sein" there is the same. */
  private readonly pronouns = new Map<number, { readonly person: Person; readonly start: number }>()
  private readonly antecedents: Antecedents
  private readonly anaphors: AnaphorResolver
  private readonly feminine: ReadonlySet<string>

  constructor(
    pack: MentionPack,
    table: EntityTable,
    people: People,
    encounter: Encounter,
    speakers: Speakers,
    works: readonly SentenceWork[],
  ) {
    this.pack = pack
    this.table = table
    this.people = people
    this.encounter = encounter
    this.speakers = speakers
    this.works = works
    this.antecedents = new Antecedents(pack.lexicon.anaphors.bodies)
    this.anaphors = new AnaphorResolver(pack, table, people, speakers, this.antecedents)
    this.feminine = new Set(pack.lexicon.anaphors.feminine)
  }

  /** Who or what the item is; items come in text order. */
  resolve(work: SentenceWork, sentence: number, item: Item): Resolved | undefined {
    const found = this.find(work, sentence, item)
    if (found !== undefined && found.entity !== null && found.form !== 'pronoun')
      this.antecedents.note(work, sentence, item, found.type, found.entity)
    return found
  }

  private find(work: SentenceWork, sentence: number, item: Item): Resolved | undefined {
    const { target } = item
    switch (target.kind) {
      case 'gazetteer': {
        const { entry } = target
        if (item.type === 'GPE' && standsForCountry(work, item)) {
          // Brussels stands for the Union, not for Belgium.
          const union = entry.id === 'place:bruessel' ? this.pack.entries.get('org:eu') : undefined
          const country = union ?? this.pack.countries.get(entry.governs ?? '')
          if (country !== undefined)
            return {
              item,
              type: 'GPE',
              form: 'metonym',
              entity: this.table.enter(country.id, () => gazetteerDraft(country)),
            }
        }
        return {
          item,
          type: item.type,
          form: item.form,
          entity: this.table.enter(entry.id, () => gazetteerDraft(entry)),
        }
      }
      case 'person': {
        const person = this.people.of(item)
        return person === undefined
          ? undefined
          : { item, type: 'PER', form: 'name', entity: this.enterPerson(person) }
      }
      case 'holder':
        return this.resolveHolder(item, sentence)
      case 'label':
        return { item, type: item.type, form: item.form, entity: this.enterLabel(work, item) }
      case 'group':
        return this.resolveGroup(work, sentence, item)
      case 'pronoun':
        return this.resolvePronoun(work, sentence, item)
      case 'anaphor':
        return this.anaphors.resolve(work, sentence, item)
      case 'learned':
        return {
          item,
          type: item.type,
          form: item.form,
          entity: this.table.enter(`learned:${target.entity}`, () =>
            simpleDraft(target.type, target.canonical),
          ),
        }
    }
  }

  private enterPerson(person: Person): string {
    return this.table.enter(person.key, () => personDraft(person))
  }

  private enterLabel(work: SentenceWork, item: Item): string | null {
    if (item.target.kind !== 'label') return null
    let { label } = item.target
    if (label.key.startsWith('institution:')) {
      const base = label.key.split(':')[1] ?? ''
      if (label.country !== undefined) this.bodies.set(base, label.country)
      else {
        const next = work.at(item.to + 1)
        const place =
          work.lower(item.to) === 'in' && next?.type === 'GPE' && next.target.kind === 'gazetteer'
            ? next.target.entry
            : undefined
        const country = place?.governs ?? place?.iso3 ?? this.bodies.get(base) ?? this.ownerNear(work, item)
        if (country !== undefined) {
          label = institutionLabel(this.pack.countries, {
            base: label.canonical,
            subtype: label.subtype ?? 'organisation',
            sector: label.sector,
            country,
            owner: country,
          })
        }
      }
    }
    return this.table.enter(label.key, () => labelDraft(label))
  }

  /** The only country named so far in the sentence. */
  private ownerNear(work: SentenceWork, item: Item): string | undefined {
    const countries = new Set<string>()
    for (const other of work.items) {
      if (other.start >= item.start || other.target.kind !== 'gazetteer') continue
      const { iso3, governs } = other.target.entry
      const country = iso3 ?? governs
      if (country !== undefined) countries.add(country)
    }
    return countries.size === 1 ? [...countries][0] : undefined
  }

  private resolveHolder(item: Item, sentence: number): Resolved | undefined {
    if (item.target.kind !== 'holder') return undefined
    const { target } = item
    const person = holderOf(this.people, target, item.start)
    if (person !== undefined) {
      this.people.link(item, person)
      this.speakers.note(sentence, item, person)
      return { item, type: 'PER', form: 'nominal', entity: this.enterPerson(person) }
    }
    if (target.country === undefined) return undefined
    const country = this.pack.countries.get(target.country)
    const canonical = country === undefined ? target.label : `${target.label} (${country.de})`
    const key = `holder:${target.office}:${target.country}`
    return {
      item,
      type: 'PER',
      form: 'nominal',
      entity: this.table.enter(key, () =>
        simpleDraft('PER', canonical, {
          nil: true,
          country: target.country,
          ...(target.sector === undefined ? {} : { sector: target.sector }),
        }),
      ),
    }
  }

  private resolveGroup(work: SentenceWork, sentence: number, item: Item): Resolved | undefined {
    if (item.target.kind !== 'group') return undefined
    const { of, members, noun } = item.target
    if (/(?:kriegs|konflikt)parteien$/i.test(noun)) {
      return {
        item,
        type: 'GROUP',
        form: 'nominal',
        entity: this.table.enter(`group:${noun.toLowerCase()}`, () => groupDraft(noun, [])),
      }
    }
    if (of === 'persons') {
      const persons = this.speakers.lastTwo(item.start, noun)
      if (persons !== undefined)
        return { item, type: 'GROUP', form: 'nominal', entity: this.groupOfPersons(persons) }
    }
    const named = members?.map((member) => member.iso3).filter((code) => code !== undefined)
    const pair =
      named?.length === 2
        ? { first: named[0] ?? '', second: named[1] ?? '' }
        : this.encounter.pairAt(item.start, sentence)
    if (pair === undefined) return undefined
    if (of === 'ministries')
      return { item, type: 'GROUP', form: 'nominal', entity: this.groupOfMinistries(noun, pair) }
    return { item, type: 'GROUP', form: 'nominal', entity: this.groupOfCountries(pair) }
  }

  private groupOfCountries(pair: { readonly first: string; readonly second: string }): string {
    const countries = [pair.first, pair.second]
      .map((iso3) => this.pack.countries.get(iso3))
      .filter((entry) => entry !== undefined)
    for (const country of countries) this.table.enter(country.id, () => gazetteerDraft(country))
    return this.table.enter(`group:${pairKey(pair.first, pair.second)}`, () =>
      groupDraft(
        countries.map((country) => country.de).join(' und '),
        countries.map((country) => country.id),
      ),
    )
  }

  private groupOfPersons(persons: readonly [Person, Person]): string {
    const keys = persons.map((person) => this.enterPerson(person))
    return this.table.enter(`group:${[...keys].sort().join('+')}`, () =>
      groupDraft(persons.map((person) => person.name.join(' ')).join(' und '), keys),
    )
  }

  private groupOfMinistries(noun: string, pair: { readonly first: string; readonly second: string }): string {
    const base = noun.replace(/ministerien$/, 'ministerium')
    const keys = [pair.first, pair.second].map((country) => {
      const label = institutionLabel(this.pack.countries, {
        base,
        subtype: 'ministry',
        sector: /^verteidigungs/i.test(base) ? 'MIL' : 'GOV',
        country,
        owner: country,
      })
      return this.table.enter(label.key, () => labelDraft(label))
    })
    const names = [pair.first, pair.second].map((iso3) => this.pack.countries.get(iso3)?.de ?? iso3)
    return this.table.enter(`group:${base}:${pairKey(pair.first, pair.second)}`, () =>
      groupDraft(`${noun} (${names.join(' und ')})`, keys),
    )
  }

  private resolvePronoun(work: SentenceWork, sentence: number, item: Item): Resolved | undefined {
    if (item.target.kind !== 'pronoun') return undefined
    const { pronoun } = item.target
    if (pronoun === 'wir' || pronoun === 'unser') {
      const speaker = this.speakers.speakerAt(sentence, item.start)
      const both =
        pronoun === 'wir' &&
        /\b(?:gemeinsam|geeinigt|vereinbart|beide|gegenseitig|einander|Zusammenarbeit|Partner)/.test(
          work.text.slice(work.sentence.start, work.sentence.end),
        )
      const pair = both ? this.encounter.pairAt(item.start, sentence) : undefined
      if (pair !== undefined)
        return { item, type: 'GROUP', form: 'pronoun', entity: this.groupOfCountries(pair) }
      const country = this.pack.countries.get(speaker?.country ?? '')
      if (country === undefined) return undefined
      return {
        item,
        type: 'GPE',
        form: item.form,
        entity: this.table.enter(country.id, () => gazetteerDraft(country)),
      }
    }
    if (pronoun === 'sie') {
      const woman = this.speakers.antecedent(sentence, item.start, 'f')
      const beside = [work.lower(item.from - 1), work.lower(item.to)].find((word) =>
        this.pack.words.saying.has(word),
      )
      const single = beside !== undefined && !beside.endsWith('en')
      if (woman?.gender === 'f' || (woman !== undefined && single))
        return { item, type: 'PER', form: 'pronoun', entity: this.enterPerson(woman) }
      const group = this.lastGroup(sentence, item.start)
      if (group !== undefined) return { item, type: 'GROUP', form: 'pronoun', entity: group }
      const one = /[^e]n$/.test(work.lower(item.to)) || /en$/.test(work.lower(item.from - 1))
      const body = one
        ? undefined
        : this.antecedents.subjectBody(this.works, sentence, item.start, this.feminine)
      return body === undefined ? undefined : { item, type: 'ORG', form: 'pronoun', entity: body }
    }
    const again = this.pronouns.get(sentence)
    if (
      again !== undefined &&
      pronoun !== 'ich' &&
      !pronoun.startsWith('mein') &&
      !this.speakers.namedBetween(sentence, again.start, item.start)
    ) {
      return { item, type: 'PER', form: 'pronoun', entity: this.enterPerson(again.person) }
    }
    if (pronoun.startsWith('sein') && nearestName(work, item)?.type !== 'PER') return undefined
    const person =
      pronoun === 'ich' || pronoun.startsWith('mein')
        ? this.speakers.speakerAt(sentence, item.start)
        : this.speakers.antecedent(sentence, item.start, 'm')
    if (person === undefined) return undefined
    if (pronoun !== 'ich' && !pronoun.startsWith('mein'))
      this.pronouns.set(sentence, { person, start: item.start })
    return { item, type: 'PER', form: 'pronoun', entity: this.enterPerson(person) }
  }

  /** The group named last as "beide Seiten" in this sentence or the one before. */
  private lastGroup(sentence: number, position: number): string | undefined {
    for (const index of [sentence, sentence - 1]) {
      const work = this.works[index]
      const group = work?.items.filter((item) => item.target.kind === 'group' && item.start < position).at(-1)
      if (work === undefined || group?.target.kind !== 'group' || group.target.of !== 'countries') continue
      const pair = this.encounter.pairAt(group.start, index)
      if (pair !== undefined) return this.groupOfCountries(pair)
    }
    return undefined
  }
}
