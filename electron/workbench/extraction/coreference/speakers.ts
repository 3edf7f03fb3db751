import type { Anaphor, Item, SentenceWork } from '../mentions/work.ts'
import { order } from '../ordered.ts'
import type { People, Person } from './people.ts'

interface PersonPoint {
  readonly position: number
  readonly sentence: number
  readonly person: Person
}

const headsOfState =
  /generalsekretär|präsident|staatschef|staatsoberhaupt|regierungschef|kanzler|premier|machthaber/

/** How many mentions back a group of persons is looked for. */
const memory = 300

/** Who speaks and who was spoken of, sentence by sentence. */
export class Speakers {
  private readonly works: readonly SentenceWork[]
  private readonly points: PersonPoint[] = []
  private readonly bySentence = new Map<number, PersonPoint[]>()

  constructor(works: readonly SentenceWork[], people: People) {
    this.works = works
    works.forEach((work, sentence) => {
      for (const item of work.items) {
        const person = item.type === 'PER' ? people.of(item) : undefined
        if (person !== undefined) this.add({ position: item.start, sentence, person })
      }
    })
    this.points.sort((a, b) => a.position - b.position)
  }

  /** Notes a holder of an office who was found out later than the names. */
  note(sentence: number, item: Item, person: Person): void {
    const point = { position: item.start, sentence, person }
    this.enterSentence(point)
    let at = this.points.length
    while (at > 0 && (this.points[at - 1]?.position ?? 0) > point.position) at -= 1
    this.points.splice(at, 0, point)
  }

  private add(point: PersonPoint): void {
    this.points.push(point)
    this.enterSentence(point)
  }

  private enterSentence(point: PersonPoint): void {
    const same = this.bySentence.get(point.sentence) ?? []
    same.push(point)
    order(same, (a, b) => a.position - b.position)
    this.bySentence.set(point.sentence, same)
  }

  /** The person who utters the quotation around a position: named outside it here, in the next sentence, or before. */
  speakerAt(sentence: number, position: number): Person | undefined {
    const work = this.works[sentence]
    if (work === undefined) return undefined
    const quote = work.sentence.quotes.find((span) => span.start <= position && position < span.end)
    const outside = (index: number) =>
      (this.bySentence.get(index) ?? []).filter(
        (point) => quote === undefined || point.position < quote.start || point.position >= quote.end,
      )
    const here = outside(sentence)
    const speaking =
      here.find((point) => this.besideSaying(sentence, point.position)) ??
      here.find((point) => quote !== undefined && point.position >= quote.end) ??
      here.at(-1)
    if (speaking !== undefined) return speaking.person
    if (quote !== undefined && quote.end > work.sentence.end) {
      for (let next = sentence + 1; next < Math.min(this.works.length, sentence + 6); next += 1) {
        const after = outside(next).find((point) => point.position >= quote.end)
        if (after !== undefined) return after.person
        if ((this.works[next]?.sentence.end ?? 0) > quote.end) break
      }
    }
    return this.subjectBefore(sentence)
  }

  /** Antecedent of "er" or "sie": a person before it in the sentence, else the subject of the sentence before. */
  antecedent(sentence: number, position: number, gender: 'm' | 'f'): Person | undefined {
    const fits = (person: Person) => person.gender === undefined || person.gender === gender
    const here = (this.bySentence.get(sentence) ?? []).filter(
      (point) => point.position < position && fits(point.person),
    )
    const first = here.find((point) => !this.inQuote(sentence, point.position))
    if (first !== undefined) return first.person
    for (let back = sentence - 1; back >= Math.max(0, sentence - 3); back -= 1) {
      const points = (this.bySentence.get(back) ?? []).filter((point) => fits(point.person))
      const subject =
        points.find((point) => this.besideSaying(back, point.position)) ??
        points.find((point) => !this.inQuote(back, point.position)) ??
        points[0]
      if (subject !== undefined) return subject.person
    }
    return undefined
  }

  /** Whether somebody begins to speak between two positions of a sentence. */
  namedBetween(sentence: number, from: number, to: number): boolean {
    return (this.bySentence.get(sentence) ?? []).some(
      (point) => from < point.position && point.position < to && this.besideSaying(sentence, point.position),
    )
  }

  /**
   * Whom a noun for a person stands for: the only one who fits in the sentence before, or in the one before that. Where
   * several fit, a noun that tells no more than an age stands for whose deed the sentence told, and others for nobody.
   */
  only(sentence: number, position: number, anaphor: Anaphor): Person | undefined {
    const { gender, among } = anaphor
    const here = new Set(
      (this.bySentence.get(sentence) ?? [])
        .filter((point) => point.position < position)
        .map((point) => point.person),
    )
    const fits = (person: Person): boolean =>
      !here.has(person) &&
      (person.gender === undefined || person.gender === gender) &&
      (among === undefined || person.country === undefined || among.includes(person.country))
    if (among !== undefined) {
      const last = this.points.findLast(
        (point) =>
          point.position < position && fits(point.person) && among.includes(point.person.country ?? ''),
      )
      if (last !== undefined) return last.person
    }
    for (let back = sentence - 1; back >= Math.max(0, sentence - 3); back -= 1) {
      const points = (this.bySentence.get(back) ?? []).filter(
        (point) => !this.inQuote(back, point.position) && fits(point.person),
      )
      const persons = [...new Set(points.map((point) => point.person))]
      if (persons.length === 1) return persons[0]
      if (persons.length > 1 && !/jährige/.test(anaphor.noun)) return undefined
      if (persons.length > 1) return points.find((point) => this.besideSaying(back, point.position))?.person
    }
    return undefined
  }

  /** The last two different persons before a position, holders of the named kind of office preferred. */
  lastTwo(position: number, noun: string): readonly [Person, Person] | undefined {
    const heads = headsOfState.test(noun.toLowerCase())
    const ministers = /minister/.test(noun.toLowerCase())
    // Those spoken of most often, two of different countries; earlier ones first.
    const counts = new Map<Person, number>()
    const end = this.points.findIndex((point) => point.position >= position)
    for (const { person } of this.points.slice(
      Math.max(0, (end < 0 ? this.points.length : end) - memory),
      end < 0 ? undefined : end,
    )) {
      if (heads && ![...person.offices].some((office) => headsOfState.test(office))) continue
      if (
        ministers &&
        person.offices.size > 0 &&
        ![...person.offices].some((office) => /minister|kolleg|premier/.test(office))
      )
        continue
      counts.set(person, (counts.get(person) ?? 0) + 1)
    }
    const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([person]) => person)
    const [one] = ranked
    const other = ranked.find(
      (person) => person !== one && (one?.country === undefined || person.country !== one.country),
    )
    return one === undefined || other === undefined ? undefined : [one, other]
  }

  private subjectBefore(sentence: number): Person | undefined {
    for (let back = sentence - 1; back >= Math.max(0, sentence - 4); back -= 1) {
      const points = this.bySentence.get(back) ?? []
      const subject =
        points.find((point) => this.besideSaying(back, point.position)) ??
        points.find((point) => !this.inQuote(back, point.position))
      if (subject !== undefined) return subject.person
    }
    return undefined
  }

  private inQuote(sentence: number, position: number): boolean {
    return (
      this.works[sentence]?.sentence.quotes.some(
        (quote) => quote.start <= position && position < quote.end,
      ) === true
    )
  }

  private besideSaying(sentence: number, position: number): boolean {
    const work = this.works[sentence]
    if (work === undefined) return false
    const item = work.items.find((candidate) => candidate.type === 'PER' && candidate.start === position)
    if (item === undefined) return false
    const { saying } = work.pack.words
    for (let at = Math.max(0, item.from - 4); at < item.from; at += 1)
      if (saying.has(work.lower(at))) return true
    return saying.has(work.lower(item.to)) || saying.has(work.lower(item.to + 1))
  }
}
