import { isParticle } from '../names/order.ts'
import { fold, hasDiacritics } from '../names/fold.ts'
import { lastBelow } from './positions.ts'
import type { MentionPack } from '../mentions/pack.ts'
import { eastAsian } from '../mentions/name-runs.ts'
import { partsOf } from '../mentions/cultures.ts'
import type { Item, PersonClue, SentenceWork } from '../mentions/work.ts'

const arabicArticle = /^(?:al|el|as|ad|an|ar|at|az|ez|es|asch|ash|ul)-(?=\p{Lu})/iu

/** One person of the article as far as it is known. */
export interface Person {
  readonly key: string
  /** Longest name seen, as written and without a genitive. */
  name: readonly string[]
  familyKey: string
  addressKey: string
  readonly givenKeys: Set<string>
  culture: string | undefined
  country: string | undefined
  sector: string | undefined
  gender: 'm' | 'f' | undefined
  readonly offices: Set<string>
  readonly mistranslatedAs: { readonly text: string; readonly reason: string }[]
  /** Positions of mentions so far, rising. */
  readonly positions: number[]
}

/** A mention of a person with the person it was found to be. */
export interface PersonMention {
  readonly work: SentenceWork
  readonly item: Item
  readonly person: Person
}

/**
 * Groups the named persons of an article. Full names first, so that a bare family name finds its bearer
 * wherever it stands; then single words by family name, form of address and given name; at last a
 * Sino-Vietnamese reading of a Chinese family name that was introduced before.
 */
export class People {
  readonly persons: Person[] = []
  private readonly pack: MentionPack
  private readonly byItem = new Map<Item, Person>()
  private readonly byWord = new Map<string, Person[]>()

  constructor(pack: MentionPack) {
    this.pack = pack
  }

  of(item: Item): Person | undefined {
    return this.byItem.get(item)
  }

  /** Whether a word alone names a person of the article; genitives included. */
  known(word: string): Person | undefined {
    return (
      this.candidates(word)[0] ?? (/[^s]s$/.test(word) ? this.candidates(word.slice(0, -1))[0] : undefined)
    )
  }

  /** Whether the word is the family name or form of address of somebody, not merely a given name. */
  candidatesByFamily(word: string): boolean {
    return this.candidates(word).some(
      (person) => person.familyKey.endsWith(this.keyOf(word)) || person.addressKey === this.keyOf(word),
    )
  }

  enter(mentions: readonly { readonly work: SentenceWork; readonly item: Item }[]): void {
    const clues = mentions.flatMap(({ item }) =>
      item.target.kind === 'person' ? [{ item, clue: item.target.clue }] : [],
    )
    for (const { item, clue } of clues)
      if (clue.words.length > 1) this.assign(item, clue, this.findFull(clue) ?? this.create(clue))
    for (const { item, clue } of clues)
      if (clue.words.length === 1) this.assign(item, clue, this.findShort(item, clue) ?? this.create(clue))
  }

  /** Enters an office that the words around say the person holds. */
  holds(item: Item, office: string, country: string | undefined, sector: string | undefined): void {
    const person = this.byItem.get(item)
    if (person === undefined) return
    person.offices.add(office)
    person.country ??= country
    person.sector ??= sector
  }

  /** Enters a mention found by the name of a known person. */
  link(item: Item, person: Person): void {
    this.byItem.set(item, person)
    insert(person.positions, item.start)
  }

  private assign(item: Item, clue: PersonClue, person: Person): void {
    this.byItem.set(item, person)
    insert(person.positions, item.start)
    const words = bareWords(this.pack, clue.words)
    if (betterName(words, person.name)) person.name = words
    person.country ??= clue.country
    person.sector ??= clue.sector
    person.gender ??= clue.gender
    if (clue.office !== undefined) person.offices.add(clue.office)
  }

  private create(clue: PersonClue): Person {
    const words = bareWords(this.pack, clue.words)
    const parts = partsOf({ pack: this.pack }, words, clue.country)
    const person: Person = {
      key: `person:${String(this.persons.length + 1)}`,
      name: words,
      familyKey: this.keyOf(parts.family),
      addressKey: this.keyOf(parts.address),
      givenKeys: new Set(parts.given.filter((word) => word.length > 1).map((word) => this.keyOf(word))),
      culture: parts.culture,
      country: clue.country,
      sector: clue.sector,
      gender: clue.gender,
      offices: new Set(),
      mistranslatedAs: [],
      positions: [],
    }
    this.persons.push(person)
    for (const key of new Set([person.familyKey, person.addressKey, ...person.givenKeys])) {
      const same = this.byWord.get(key) ?? []
      same.push(person)
      this.byWord.set(key, same)
    }
    // "von der Leyen" is also found by "Leyen".
    const last = parts.family.split(' ').at(-1) ?? ''
    const lastKey = this.keyOf(last)
    if (lastKey !== person.familyKey) this.byWord.set(lastKey, [...(this.byWord.get(lastKey) ?? []), person])
    return person
  }

  private keyOf(word: string): string {
    // "al-Burhan" and "Burhan" are one family name.
    return this.pack.transliteration.key(word.includes('-') ? word.replace(arabicArticle, '') : word)
  }

  private findFull(clue: PersonClue): Person | undefined {
    const words = bareWords(this.pack, clue.words)
    const keys = new Set(words.filter((word) => word.length > 1).map((word) => this.keyOf(word)))
    const parts = partsOf({ pack: this.pack }, words, clue.country)
    const family = this.keyOf(parts.family)
    // "El Amrani", "bin Salman": a family name with its particles and no given name.
    if (words.slice(0, -1).every(isParticle)) {
      const whole = this.keyOf(words.join(' '))
      const bearer = (this.byWord.get(family) ?? []).find((person) => person.familyKey === whole)
      if (bearer !== undefined) return bearer
    }
    for (const person of this.byWord.get(family) ?? []) {
      if (person.name.length === 1) return person
      const others = [person.familyKey, ...person.givenKeys]
      // The family name counts as a whole: "von der Leyen" is none of its words.
      const shared = others.filter((key) => keys.has(key) || key === family).length
      // "Kim Yo Jong" is not "Kim Jong Un": where both names are full and of one length, all of it must agree.
      if (
        person.culture !== undefined &&
        eastAsian.has(person.culture) &&
        keys.size === others.length &&
        shared < keys.size &&
        words.length > 2
      )
        continue
      if (shared >= 2 || (shared >= 1 && shared === keys.size)) return person
      const initial = words.find((word) => /^\p{Lu}\.?$/u.test(word))
      if (
        person.familyKey === family &&
        initial !== undefined &&
        [...person.givenKeys].some((key) => key.startsWith(initial.charAt(0).toLowerCase()))
      )
        return person
    }
    return undefined
  }

  private candidates(word: string): readonly Person[] {
    const key = this.keyOf(word)
    const found = this.byWord.get(key)
    // Most words of a text are nobody's name.
    if (found === undefined) return []
    const byFamily = found.filter((person) => person.familyKey === key || person.familyKey.endsWith(key))
    return byFamily.length > 0
      ? byFamily
      : found.filter(
          (person) =>
            person.addressKey === key ||
            (person.culture === 'vietnamese' && person.givenKeys.has(key)) ||
            person.name.length > 1,
        )
  }

  private findShort(item: Item, clue: PersonClue): Person | undefined {
    const word = clue.words[0] ?? ''
    const stem = word.replace(/(?:’|')s?$/, '').replace(/([^s])s$/, '$1')
    let found = this.candidates(word)
    if (found.length === 0 && stem !== word) found = this.candidates(stem)
    if (found.length > 0)
      return (
        nearest(
          found.filter((person) => compatible(person, clue)),
          item.start,
        ) ?? nearest(found, item.start)
      )
    const readings = this.pack.transliteration.pinyinOf(word)
    if (readings.length === 0) return undefined
    const misread = this.persons.filter(
      (person) =>
        (person.culture === 'chinese' || person.country === 'CHN') &&
        readings.includes(fold(person.name[0] ?? '')),
    )
    const person = nearest(misread, item.start)
    if (person !== undefined && !person.mistranslatedAs.some((reading) => reading.text === word)) {
      person.mistranslatedAs.push({
        text: word,
        reason: `Sino-Vietnamese reading of the Chinese family name ${person.name[0] ?? ''}`,
      })
    }
    return person
  }
}

function compatible(person: Person, clue: PersonClue): boolean {
  if (clue.country !== undefined && person.country !== undefined && clue.country !== person.country)
    return false
  return clue.gender === undefined || person.gender === undefined || clue.gender === person.gender
}

/** The person mentioned last before `position`; else the one mentioned first. */
function nearest(persons: readonly Person[], position: number): Person | undefined {
  let best: Person | undefined
  let last = -1
  for (const person of persons) {
    const before = lastBelow(person.positions, position) ?? -1
    if (best === undefined || before > last) {
      best = person
      last = before
    }
  }
  return best
}

/** Takes the genitive off the last word where the word without it is a name or the word with it is none. */
function bareWords(pack: MentionPack, words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? ''
  const bare = last.replace(/[’']s?$/, '')
  if (bare !== last) return [...words.slice(0, -1), bare]
  if (!/[^s]s$/.test(last) || last.length < 4) return words
  const stem = last.slice(0, -1)
  const listed = pack.names.family(last).length > 0 || pack.names.given(last) !== undefined
  const stemListed = pack.names.family(stem).length > 0 || pack.names.given(stem) !== undefined
  return stemListed && !listed ? [...words.slice(0, -1), stem] : words
}

function betterName(words: readonly string[], known: readonly string[]): boolean {
  if (words.length !== known.length) return words.length > known.length
  return hasDiacritics(words.join(' ')) && !hasDiacritics(known.join(' '))
}

function insert(positions: number[], position: number): void {
  let at = positions.length
  while (at > 0 && (positions[at - 1] ?? 0) > position) at -= 1
  positions.splice(at, 0, position)
}
