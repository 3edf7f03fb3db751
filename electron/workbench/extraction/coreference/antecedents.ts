import type { MentionType } from '../../../../shared/model/vocabulary.ts'
import { countryOf, entryOf, type Anaphor, type Item, type SentenceWork } from '../mentions/work.ts'

/** Something named so far, with the key of its entity. */
export interface Named {
  readonly item: Item
  readonly sentence: number
  readonly type: MentionType
  readonly entity: string
  /** ISO code of a country, also of one an adjective or its capital stands for. */
  readonly iso3: string | undefined
  /** Lower-case words that tell what kind of body it is: its name and the noun before it. */
  readonly kind: string
}

/** How many sentences back a country or body is looked for. */
const reach = 3
/** How many names back anything is looked for, so that a book takes no longer by the page than an article. */
const memory = 600
const international =
  /(?:union|bund|bündnis|organisation|gemeinschaft|allianz|nationen|nato|staaten|liga|rat)/
const armed = /(?:miliz|guerilla|rebell|bewegung|truppe|kämpfer)/
const kinds: Readonly<Record<string, (named: Named) => boolean>> = {
  international: (named) => /\bigo\b/.test(named.kind) || international.test(named.kind),
  organs: (named) => /(?:rat|ausschuss|kommission|komitee|igo_organ)/.test(named.kind),
  armed: (named) => armed.test(named.kind),
  companies: (named) => /(?:company|konzern|reederei|hersteller|firma|\bag\b|gmbh)/.test(named.kind),
  parties: (named) => /(?:party|partei)/.test(named.kind),
  missions: (named) => /(?:mission|minus|unifil|truppe|peacekeep)/.test(named.kind),
  named: () => false,
}

/** What was named so far in the article, for nouns that stand for it. */
export class Antecedents {
  private readonly named: Named[] = []
  private readonly bodies: Readonly<Record<string, readonly string[]>>

  constructor(bodies: Readonly<Record<string, readonly string[]>>) {
    this.bodies = bodies
  }

  note(work: SentenceWork, sentence: number, item: Item, type: MentionType, entity: string): void {
    if (type !== 'GPE' && type !== 'DEM' && type !== 'ORG' && type !== 'LOC') return
    const entry = entryOf(item)
    const iso3 = entity.startsWith('iso:') ? entity.slice(4) : undefined
    const kind =
      type === 'ORG'
        ? [
            work.text.slice(item.start, item.end),
            entry?.de,
            entry?.subtype,
            labelOf(item),
            nounBefore(work, item),
          ]
            .filter((part) => part !== undefined)
            .join(' ')
            .toLowerCase()
        : ''
    if (this.named.length >= 2 * memory) this.named.splice(0, memory)
    this.named.push({ item, sentence, type, entity, iso3, kind })
  }

  /** The country a noun stands for; undefined where two are as likely. */
  country(work: SentenceWork, sentence: number, item: Item, anaphor: Anaphor): string | undefined {
    const { among } = anaphor
    const before = this.named.filter((one) => one.iso3 !== undefined && one.item.end <= item.start)
    const own = new Set(
      before
        .filter((one) => one.sentence === sentence && clauseOf(work, one.item, item))
        .map((one) => one.iso3),
    )
    const fits = before.filter(
      (one) => !own.has(one.iso3) && (among === undefined || among.includes(one.iso3 ?? '')),
    )
    if (among !== undefined) {
      // Words that leave few countries are said of the one named last; of several close by, of the one named most.
      const close = fits.filter((one) => one.sentence >= sentence - reach)
      return new Set(close.map((one) => one.iso3)).size > 1
        ? (mostNamed(fits) ?? close.at(-1)?.iso3)
        : fits.at(-1)?.iso3
    }
    const here = fits.filter((one) => one.sentence === sentence)
    const near =
      here.length > 0 ? here : this.lastSentence(fits, sentence, anaphor.of === 'neighbour' ? 1 : reach)
    const distinct = [...new Set(near.map((one) => one.iso3))]
    if (distinct.length === 1) return distinct[0]
    if (anaphor.of === 'neighbour' || distinct.length === 0) return undefined
    // The country that opened the sentence before is what it was about.
    const first = near[0]
    return first !== undefined && first.item.from <= 2 && first.type === 'GPE' ? first.iso3 : undefined
  }

  /** The body a noun of its kind stands for: the last one named. */
  body(sentence: number, item: Item, noun: string): string | undefined {
    const bare = noun.replace(/^(?:hilfs|welt|regional|regierungs|oppositions|rebellen)(?=.{4})/, '')
    const classes = Object.keys(this.bodies).filter((kind) => this.bodies[kind]?.includes(noun) === true)
    const before = this.named.filter(
      (one) => one.type === 'ORG' && one.item.end <= item.start && one.sentence >= sentence - 8,
    )
    const byName = before.filter((one) => one.kind.includes(bare))
    const byKind = before.filter((one) => classes.some((kind) => kinds[kind]?.(one) === true))
    const found = byName.length > 0 ? byName : byKind
    return found.at(-1)?.entity
  }

  /** The country that is spoken of at a position: the only one, or the one named most, in the sentences before. */
  topic(sentence: number, position: number): string | undefined {
    const before = this.named.filter((one) => one.iso3 !== undefined && one.item.end <= position)
    return mostNamed(before.filter((one) => one.sentence >= sentence - reach)) ?? mostNamed(before)
  }

  /** A feminine body in subject position that "sie" may stand for: it opens this sentence or the one before. */
  subjectBody(
    works: readonly SentenceWork[],
    sentence: number,
    position: number,
    feminine: ReadonlySet<string>,
  ): string | undefined {
    for (const index of [sentence, sentence - 1]) {
      const bodies = this.named.filter(
        (one) => one.sentence === index && one.type === 'ORG' && one.item.end <= position,
      )
      const [body] = bodies
      const work = works[index]
      if (work === undefined || body === undefined) continue
      if (new Set(bodies.map((one) => one.entity)).size > 1 && body.item.from > 3) return undefined
      const words = body.kind.split(/[\s-]+/)
      return words.some(
        (word) => feminine.has(word) || [...feminine].some((end) => end.length > 4 && word.endsWith(end)),
      )
        ? body.entity
        : undefined
    }
    return undefined
  }

  /** The last list of exactly so many countries, none named between them and the noun. */
  list(sentence: number, item: Item, count: number): readonly string[] | undefined {
    for (let index = sentence; index >= Math.max(0, sentence - 6); index -= 1) {
      const countries = this.named.filter(
        (one) =>
          one.iso3 !== undefined &&
          one.type === 'GPE' &&
          one.sentence === index &&
          one.item.end <= item.start,
      )
      for (let last = countries.length - 1; last >= count - 1; last -= 1) {
        const run = countries.slice(last - count + 1, last + 1)
        const distinct = [...new Set(run.map((one) => one.iso3 ?? ''))]
        const tight = run.every((one, at) => at === 0 || one.item.from - (run[at - 1]?.item.to ?? 0) <= 2)
        if (distinct.length === count && tight) return distinct
      }
    }
    return undefined
  }

  private lastSentence(fits: readonly Named[], sentence: number, back: number): readonly Named[] {
    for (let index = sentence - 1; index >= Math.max(0, sentence - back); index -= 1) {
      const there = fits.filter((one) => one.sentence === index)
      if (there.length > 0) return there
    }
    return []
  }
}

/** The country named more often than any other; undefined where two are named as often. */
function mostNamed(named: readonly Named[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { iso3 = '' } of named) counts.set(iso3, (counts.get(iso3) ?? 0) + 1)
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1])
  return first !== undefined && (second === undefined || first[1] > second[1]) ? first[0] : undefined
}

function labelOf(item: Item): string | undefined {
  return item.target.kind === 'label'
    ? `${item.target.label.canonical} ${item.target.label.subtype ?? ''}`
    : countryOf(entryOf(item))
}

/** "Hilfsorganisation Ärzte für Eupen": the noun that announces the name. */
function nounBefore(work: SentenceWork, item: Item): string | undefined {
  const before = work.tokens[item.from - 1]
  return before !== undefined && /^\p{Lu}/u.test(before.text) && item.from > 1 ? before.text : undefined
}

/** Whether two items stand in one clause: no comma, colon or semicolon between them. */
function clauseOf(work: SentenceWork, one: Item, other: Item): boolean {
  for (let at = one.to; at < other.from; at += 1)
    if ([',', ':', ';', '–'].includes(work.word(at))) return false
  return true
}
