import { institutionLabel } from '../mentions/institutions.ts'
import type { MentionPack } from '../mentions/pack.ts'
import type { Item, SentenceWork } from '../mentions/work.ts'
import type { Antecedents } from './antecedents.ts'
import { gazetteerDraft, groupDraft, labelDraft, personDraft, type EntityTable } from './entities.ts'
import type { People } from './people.ts'
import type { Resolved } from './resolved.ts'
import type { Speakers } from './speakers.ts'

/** Finds out what nouns with an article stand for; those that could stand for two things are left alone. */
export class AnaphorResolver {
  private readonly pack: MentionPack
  private readonly table: EntityTable
  private readonly people: People
  private readonly speakers: Speakers
  private readonly antecedents: Antecedents

  constructor(
    pack: MentionPack,
    table: EntityTable,
    people: People,
    speakers: Speakers,
    antecedents: Antecedents,
  ) {
    this.pack = pack
    this.table = table
    this.people = people
    this.speakers = speakers
    this.antecedents = antecedents
  }

  resolve(work: SentenceWork, sentence: number, item: Item): Resolved | undefined {
    if (item.target.kind !== 'anaphor') return undefined
    const { anaphor } = item.target
    const { antecedents } = this
    const as = (entity: string | undefined): Resolved | undefined =>
      entity === undefined ? undefined : { item, type: item.type, form: 'nominal', entity }
    switch (anaphor.of) {
      case 'country':
      case 'neighbour':
        return as(this.enterCountry(antecedents.country(work, sentence, item, anaphor)))
      case 'own-country':
        return as(this.enterCountry(this.ownerOf(sentence, item, anaphor.gender)))
      case 'body':
        return as(antecedents.body(sentence, item, anaphor.noun))
      case 'government': {
        const country =
          anaphor.gender === undefined
            ? antecedents.topic(sentence, item.start)
            : this.ownerOf(sentence, item, anaphor.gender)
        return as(country === undefined ? undefined : this.enterGovernment(country))
      }
      case 'list': {
        const countries = antecedents.list(sentence, item, anaphor.count ?? 0)
        return as(countries === undefined ? undefined : this.groupOf(countries))
      }
      case 'person':
      case 'partner': {
        const person = this.speakers.only(sentence, item.start, anaphor)
        if (person === undefined) return undefined
        this.people.link(item, person)
        this.speakers.note(sentence, item, person)
        return as(this.table.enter(person.key, () => personDraft(person)))
      }
    }
  }

  private enterCountry(iso3: string | undefined): string | undefined {
    const country = this.pack.countries.get(iso3 ?? '')
    return country === undefined ? undefined : this.table.enter(country.id, () => gazetteerDraft(country))
  }

  private enterGovernment(country: string): string {
    const label = institutionLabel(this.pack.countries, {
      base: 'Regierung',
      subtype: 'government',
      sector: 'GOV',
      country,
      owner: country,
    })
    return this.table.enter(label.key, () => labelDraft(label))
  }

  /** Country of the person or, where none acts, the country that "sein Land" belongs to. */
  private ownerOf(sentence: number, item: Item, gender: 'm' | 'f' | undefined): string | undefined {
    return this.speakers.antecedent(sentence, item.start, gender ?? 'm')?.country
  }

  private groupOf(countries: readonly string[]): string {
    const keys = countries.map((iso3) => this.enterCountry(iso3)).filter((key) => key !== undefined)
    return this.table.enter(`group:${[...countries].sort().join('+')}`, () =>
      groupDraft(countries.map((iso3) => this.pack.countries.get(iso3)?.de ?? iso3).join(', '), keys),
    )
  }
}
