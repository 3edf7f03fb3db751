import { chanceOf, type Chance } from './chance.ts'
import { misspelt, nameBy, type Habit, type Person, type Source, type World } from './world.ts'

/** A name that stands in a text, and who or what it stands for. UTF-16 code units. */
export interface TrueMention {
  readonly start: number
  readonly end: number
  readonly surface: string
  readonly key: string
  readonly type: 'PER' | 'ORG' | 'GPE'
}

/** A fact the text states. `start` and `end` are those of its sentence. */
export interface TrueFact {
  readonly type: string
  readonly start: number
  readonly end: number
  /** Roles of people and places, with who fills them. */
  readonly fillers: readonly { readonly role: string; readonly key: string }[]
}

export interface GeneratedArticle {
  readonly name: string
  readonly text: string
  readonly source: string
  readonly mentions: readonly TrueMention[]
  readonly facts: readonly TrueFact[]
  /** Who leads which company, by their keys, as the article says. */
  readonly chiefs: ReadonlyMap<string, string>
}

/**
 * What is planted, as shares of all cases:
 * - a source writes every name by its habit (own, English or scientific transliteration, a mistranslation of the name,
 *   initials, one typing error it always makes, given name first) in `byHabit` of its articles, else as people write it;
 * - in `familyOnly` of the introductions only office and family name are given;
 * - in `noise` of the introductions the family name is misspelt in a way that never comes again: nothing can be learned;
 * - in `played` of the articles stands a line of sport that looks like a meeting and is none, in `metaphor` one that
 *   looks like support and is none; `support` of them hold true support, so that not the whole rule is bad;
 * - a company is called by its abbreviation alone in `abbreviated` of the cases; one of the companies has a name that
 *   extraction does not find, so that it has to be marked by hand until it is learned.
 */
const shares = {
  byHabit: 0.85,
  familyOnly: 0.15,
  noise: 0.03,
  played: 0.35,
  metaphor: 0.25,
  support: 0.15,
  abbreviated: 0.4,
} as const

interface Namer {
  readonly introduced: string
  readonly again: string
}

/** Articles of a world, one a day. The same seed gives the same articles. */
export function articlesOf(world: World, seed: number, count: number): readonly GeneratedArticle[] {
  const chance = chanceOf(seed ^ 0x5eed)
  const never = new Set<string>()
  return Array.from({ length: count }, (_, number) => articleOf(world, chance, number, never))
}

/** Those who are in the news often are so all year: the weight falls with the rank. */
function drawPeople(world: World, chance: Chance, count: number): readonly Person[] {
  const weights = world.people.map((_, rank) => 1 / (3 + ((rank * 17) % world.people.length)))
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const chosen: Person[] = []
  while (chosen.length < count) {
    let left = chance.next() * sum
    const at = weights.findIndex((weight) => (left -= weight) < 0)
    const person = world.people[at]
    // Two of one name in one article are told apart by nobody who reads names.
    if (person === undefined || chosen.some(({ family }) => family.own === person.family.own)) continue
    chosen.push(person)
  }
  return chosen
}

function articleOf(world: World, chance: Chance, number: number, never: Set<string>): GeneratedArticle {
  const source = chance.pick(world.sources)
  const day = new Date(Date.UTC(2024, 0, 1 + number))
  const date = `${String(day.getUTCDate())}. ${months[day.getUTCMonth()] ?? ''} ${String(day.getUTCFullYear())}`
  const text = new TextOfTruth()
  text.add(`---\nquelle: ${source.name}\ndate: ${day.toISOString().slice(0, 10)}\n---\n`)
  text.add(`${chance.pick(headlines)} (${String(number + 1)})\n\n`)
  const [one, two, three] = drawPeople(world, chance, 3).map((person) => ({
    person,
    names: namer(chance, source, person, never),
  }))
  if (one === undefined || two === undefined || three === undefined) throw new Error('too few people')
  const place = chance.pick(world.places)
  text.sentence(
    'meeting',
    [...taking('participant', one.person, two.person), { role: 'place', key: `place-${place}` }],
    () => {
      text.add(`Am ${date} sprach `)
      introduce(text, one.person, one.names, 'nominative')
      text.add(' in ').name(place, `place-${place}`, 'GPE').add(' mit ')
      introduce(text, two.person, two.names, 'dative')
      text.close()
    },
  )
  text.add(' ')
  text.sentence('statement', taking('speaker', one.person), () => {
    text.name(one.names.again, one.person.key, 'PER').add(` sagte, ${chance.pick(saidToBe)}.`)
  })
  text.add(`\n\n${chance.pick(fillers)} `)
  text.sentence('call', taking('participant', three.person, two.person), () => {
    text.add('Am selben Tag telefonierte ')
    introduce(text, three.person, three.names, 'nominative')
    text.add(' mit ').name(two.names.again, two.person.key, 'PER').add('.')
  })
  addAsides(world, chance, text)
  text.add(`\n\n${chance.pick(fillers)}\n`)
  return { name: `artikel-${String(number + 1).padStart(4, '0')}.txt`, source: source.name, ...text.whole() }
}

const taking = (role: string, ...people: readonly Person[]): TrueFact['fillers'] =>
  people.map(({ key }) => ({ role, key }))

function addAsides(world: World, chance: Chance, text: TextOfTruth): void {
  const company = chance.pick(world.companies)
  if (chance.happens(0.5)) {
    const called = chance.happens(shares.abbreviated) ? company.short : company.own
    text.add(' Die ').name(called, `company-${company.own}`, 'ORG').add(' war nach eigenen Angaben nicht dabei.')
  }
  const [home = '', away = ''] = chance.shuffled(world.clubs)
  if (chance.happens(shares.played)) {
    text.add('\n\nAm Abend trafen sich der ').name(home, `club-${home}`, 'ORG').add(' und der ')
    text.name(away, `club-${away}`, 'ORG').add(' zum letzten Spiel der Saison.')
  }
  if (chance.happens(shares.metaphor)) {
    text.add('\n\n')
    const tells = (): void => {
      text.add('Der ').name(home, `club-${home}`, 'ORG').add(' unterstützte ')
    }
    if (chance.happens(shares.support)) {
      text.sentence('support', [], () => {
        tells()
        text.add('den Neubau mit einer Spende.')
      })
    } else {
      tells()
      text.add('den Gegner mit zwei Fehlpässen.')
    }
  }
} // prettier-ignore

function namer(chance: Chance, source: Source, person: Person, never: Set<string>): Namer {
  const habit: Habit = chance.happens(shares.byHabit) ? source.habit : 'own'
  const { full, family } = nameBy(person, habit)
  if (chance.happens(shares.noise)) {
    for (;;) {
      const wrong = misspelt(chance, family)
      if (never.has(wrong) || wrong === person.typo) continue
      never.add(wrong)
      return { introduced: full.replace(family, wrong), again: wrong }
    }
  }
  return { introduced: chance.happens(shares.familyOnly) ? family : full, again: family }
}

type Case = 'nominative' | 'dative'
const articles = { nominative: 'der', dative: 'dem' } as const
const offices = { nominative: '', dative: 'dem ' } as const
const endings = { nominative: 'e', dative: 'en' } as const

/** The person with what they are known by: „der russische Verkehrsminister …“, „Bürgermeister …“, „…, Vorstandschef der …,“. */
function introduce(text: TextOfTruth, person: Person, names: Namer, grammar: Case): void {
  const { position, key } = person
  switch (position.kind) {
    case 'state':
      text.add(`${articles[grammar]} ${position.demonym}${endings[grammar]} ${position.office} `)
      text.name(names.introduced, key, 'PER')
      return
    case 'town':
      text.add(`${position.office} `).name(names.introduced, key, 'PER')
      return
    case 'company':
      text.name(names.introduced, key, 'PER')
      text.add(`, ${offices[grammar]}${position.office} der `)
      text.name(position.company, `company-${position.company}`, 'ORG').add(',')
      text.chief(key, `company-${position.company}`)
  }
}

/** A text as it grows, with what is true of it. */
class TextOfTruth {
  #text = ''
  readonly #mentions: TrueMention[] = []
  readonly #facts: TrueFact[] = []
  readonly #chiefs = new Map<string, string>()

  add(words: string): this {
    this.#text += words
    return this
  }

  /** A full stop; a comma before it goes. */
  close(): void {
    this.#text = `${this.#text.replace(/,$/, '')}.`
  }

  chief(person: string, company: string): void {
    this.#chiefs.set(person, company)
  }

  name(surface: string, key: string, type: TrueMention['type']): this {
    const start = this.#text.length
    this.#text += surface
    this.#mentions.push({ start, end: this.#text.length, surface, key, type })
    return this
  }

  sentence(type: string, fillers: TrueFact['fillers'], write: () => void): void {
    const start = this.#text.length
    write()
    this.#facts.push({ type, start, end: this.#text.length, fillers })
  }

  whole(): Pick<GeneratedArticle, 'text' | 'mentions' | 'facts' | 'chiefs'> {
    return { text: this.#text, mentions: this.#mentions, facts: this.#facts, chiefs: this.#chiefs }
  }
}

const months = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
]
const headlines = [
  'Gespräche am Rande der Messe',
  'Ein Tag der Begegnungen',
  'Was am Mittag geschah',
  'Aus der Stadt',
]
const saidToBe = [
  'die Gespräche seien sachlich verlaufen',
  'der Ausbau der Strecke komme voran',
  'man habe sich über den Haushalt verständigt',
  'die Frage der Kosten sei noch offen',
]
const fillers = [
  'Nach dem Gespräch, das hinter verschlossenen Türen stattfand, war von einem guten Anfang die Rede.',
  'Wie es hieß, soll über die Einzelheiten erst in den nächsten Wochen und nicht vor der Pause beraten werden.',
  'Das Wetter war an diesem Tag so mild, dass viele auf der Straße blieben und warteten.',
  'Ob es dabei bleibt, war am Abend noch nicht zu erfahren, und auch sonst gab es dazu keine Auskunft.',
]
