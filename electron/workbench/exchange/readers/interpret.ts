import { factTypeOf, slotOf, type Codebook } from '../../../../shared/model/codebook.ts'
import {
  mentionFormSchema,
  mentionTypeSchema,
  modalitySchema,
  polaritySchema,
  timeBasisSchema,
  timePrecisionSchema,
  type MentionType,
} from '../../../../shared/model/vocabulary.ts'
import { facetsOf, reserved } from '../annotations/annotation-graph.ts'
import {
  Names,
  Problems,
  type RawArticle,
  type RawArrow,
  type RawMark,
  type RawSpan,
} from './raw-annotations.ts'
import type { TypeMapping } from '../../../../shared/model/annotations.ts'
import type { ReadArticle, ReadFact, ReadFiller, ReadMention, ReadTime } from './read-annotations.ts'

/** Relations between facts that we write and extraction knows better. */
const silentArrows: ReadonlySet<string> = new Set(['derivedFrom', 'conflictsWith'])

/**
 * An article of a foreign file in the terms of the codebook. Names that are ours are taken, others where the mapping
 * names them; what neither knows is listed among the problems and left out, never guessed.
 */
export function interpret(raw: RawArticle, codebook: Codebook, mapping: TypeMapping): ReadArticle {
  return new Interpreter(raw, codebook, mapping).read()
}

type Meaning =
  | { readonly kind: 'fact'; readonly type: string }
  | { readonly kind: 'mention'; readonly type: MentionType }
  | { readonly kind: 'evidence' | 'time' | 'words' | 'dropped' }
  | { readonly kind: 'unknown' }

class Interpreter {
  readonly #raw: RawArticle
  readonly #codebook: Codebook
  readonly #mapping: TypeMapping
  readonly #problems = new Problems()
  readonly #names = new Names()
  readonly #marks: ReadonlyMap<string, RawMark>
  readonly #meanings = new Map<string, Meaning>()
  readonly #arrows = new Map<string, RawArrow[]>()

  constructor(raw: RawArticle, codebook: Codebook, mapping: TypeMapping) {
    this.#raw = raw
    this.#codebook = codebook
    this.#mapping = mapping
    this.#marks = new Map(raw.marks.map((mark) => [mark.id, mark]))
    for (const { code, where, count } of raw.problems) this.#problems.add(code, where, count)
    for (const arrow of raw.arrows) {
      const known = this.#arrows.get(arrow.from)
      if (known === undefined) this.#arrows.set(arrow.from, [arrow])
      else known.push(arrow)
    }
  }

  read(): ReadArticle {
    for (const mark of this.#raw.marks) {
      const meaning = this.#meaningOf(mark)
      this.#meanings.set(mark.id, meaning)
      this.#name(mark, meaning)
    }
    const mentions: ReadMention[] = []
    const facts: ReadFact[] = []
    for (const mark of this.#raw.marks) {
      const meaning = this.#meanings.get(mark.id)
      if (meaning?.kind === 'mention') mentions.push(...this.#mention(mark, meaning.type))
      else if (meaning?.kind === 'fact') facts.push(...this.#fact(mark, meaning.type))
    }
    for (const arrow of this.#raw.arrows) facts.push(...this.#related(arrow))
    const { name, text, textSha256, unit } = this.#raw
    return { name, text, textSha256, unit, mentions, facts, problems: this.#problems.all, names: this.#names.all }
  }

  #meaningOf(mark: RawMark): Meaning {
    const { mentions, facts } = this.#mapping
    for (const name of [...(mark.names ?? []), mark.label]) {
      const fact = own(facts, name)
      if (fact !== undefined) return this.#asFact(fact, name)
      const mention = own(mentions, name)
      if (mention !== undefined) return this.#asMention(mention, name)
    }
    if (factTypeOf(this.#codebook, mark.label) !== undefined) return { kind: 'fact', type: mark.label }
    for (const [kind, label] of Object.entries(reserved) as [keyof typeof reserved, string][])
      if (mark.label === label) return { kind }
    const type = mentionTypeSchema.safeParse(mark.label)
    if (type.success) return { kind: 'mention', type: type.data }
    this.#problems.add(this.#says(mark) ? 'unknownFact' : 'unknownMention', mark.label)
    return { kind: 'unknown' }
  }

  #name(mark: RawMark, meaning: Meaning): void {
    const { label: name } = mark
    switch (meaning.kind) {
      case 'fact':
      case 'mention':
        this.#names.add({ kind: meaning.kind, name, count: 1, meaning: meaning.type })
        return
      case 'dropped':
      case 'unknown': {
        const kind = this.#says(mark) ? 'fact' : 'mention'
        this.#names.add({ kind, name, count: 1, meaning: meaning.kind === 'dropped' ? '' : null })
        return
      }
      case 'evidence':
      case 'time':
      case 'words':
    }
  }

  /** Whether something is said there; where the format does not tell, that is where arrows begin. */
  #says(mark: RawMark): boolean {
    return mark.kind === undefined ? this.#arrows.has(mark.id) : mark.kind === 'fact'
  }

  #asFact(type: string, name: string): Meaning {
    if (type === '') return { kind: 'dropped' }
    if (factTypeOf(this.#codebook, type) !== undefined) return { kind: 'fact', type }
    this.#problems.add('unknownFact', `${name} → ${type}`)
    return { kind: 'unknown' }
  }

  #asMention(type: string, name: string): Meaning {
    if (type === '') return { kind: 'dropped' }
    const known = mentionTypeSchema.safeParse(type)
    if (known.success) return { kind: 'mention', type: known.data }
    this.#problems.add('unknownMention', `${name} → ${type}`)
    return { kind: 'unknown' }
  }

  #mention(mark: RawMark, type: MentionType): readonly ReadMention[] {
    const [span] = mark.spans
    if (span === undefined) return []
    const form = mentionFormSchema.safeParse(facetsOf(mark, 'form')[0])
    return [
      {
        id: mark.id,
        type,
        form: form.success ? form.data : 'name',
        span,
        identifiers: facetsOf(mark, 'identifier'),
        entityId: facetsOf(mark, 'entity')[0]?.split(' ')[0] ?? null,
      },
    ]
  }

  #fact(mark: RawMark, type: string): readonly ReadFact[] {
    if (facetsOf(mark, 'state').includes('rejected')) {
      this.#problems.add('rejected', type)
      return []
    }
    const slots: { role: string; filler: ReadFiller }[] = []
    const evidence: RawSpan[] = []
    const places: RawSpan[] = [...mark.spans]
    let timeSpan: RawSpan | null = null
    for (const { role, to } of this.#arrows.get(mark.id) ?? []) {
      const target = this.#marks.get(to)
      if (target === undefined) {
        this.#problems.add('dangling', `${type}.${role}`)
        continue
      }
      if (role === reserved.evidence) evidence.push(...target.spans)
      else if (role === reserved.time) timeSpan = target.spans[0] ?? null
      else {
        slots.push(...this.#slot(type, role, target))
        places.push(...target.spans.slice(0, 1))
      }
    }
    const [anchor] = mark.spans
    const given = evidence.length > 0
    if (anchor === undefined && !given) {
      this.#problems.add('noEvidence', type)
      return []
    }
    // Without evidence of its own a fact rests on what its annotator marked: the trigger and what fills it.
    const rests = [...(given ? evidence : places)].sort((a, b) => a.start - b.start || a.end - b.end)
    const first = evidence[0]
    const untriggered = given && first?.start === anchor?.start && first?.end === anchor?.end
    return [
      {
        type,
        trigger: untriggered ? null : (anchor ?? null),
        evidence: given ? rests : distinct(rests),
        slots: [...slots, ...this.#open(mark, type)],
        modality: valid(modalitySchema.safeParse(facetsOf(mark, 'modality')[0])),
        polarity: valid(polaritySchema.safeParse(facetsOf(mark, 'polarity')[0])),
        time: timeOf(facetsOf(mark, 'time')[0]),
        timeSpan,
        note: facetsOf(mark, 'note')[0] ?? null,
      },
    ]
  }

  /** `ofFile`: the role is named in the file, and not in the mapping. */
  #slot(type: string, role: string, target: RawMark, ofFile = true): readonly { role: string; filler: ReadFiller }[] {
    const meaning = this.#meanings.get(target.id)
    const [span] = target.spans
    if (meaning?.kind === 'fact' && silentArrows.has(role)) return []
    const known = this.#role(type, role, ofFile)
    if (known === null || span === undefined || meaning?.kind === 'dropped') return []
    if (meaning?.kind === 'mention') return [{ role: known, filler: { kind: 'mention', mention: target.id } }]
    // The words stand, whatever the other side called them.
    return [{ role: known, filler: { kind: 'words', span } }]
  }

  /** Our role for the one of the file; null where there is none, which is listed. */
  #role(type: string, role: string, ofFile = true): string | null {
    const { roles } = this.#mapping
    const bare = role.replace(/\d+$/, '')
    const mapped = [`${type}.${role}`, role, `${type}.${bare}`, bare].flatMap((name) => own(roles, name) ?? [])[0]
    const known = (mapped === undefined ? [role, bare] : [mapped]).find((name) => slotOf(this.#codebook, type, name) !== undefined)
    const meaning = mapped === '' ? '' : (known ?? null)
    if (ofFile) this.#names.add({ kind: 'role', name: `${type}.${role}`, count: 1, meaning })
    if (meaning === null) this.#problems.add('unknownRole', `${type}.${role}`)
    return meaning === '' ? null : meaning
  }

  /** Slots without words in the text. */
  #open(mark: RawMark, type: string): readonly { role: string; filler: ReadFiller }[] {
    const parts = (text: string): readonly [string, string] => {
      const at = text.indexOf('=')
      return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
    }
    const slots = [
      ...facetsOf(mark, 'notStated').map((role) => ({ role, filler: { kind: 'notStated' } as const })),
      ...facetsOf(mark, 'value').flatMap((text) => {
        const [role, value] = parts(text)
        return value === '' ? [] : [{ role, filler: { kind: 'value', value } as const }]
      }),
      ...facetsOf(mark, 'filledBy').flatMap((text) => {
        const [role, rest] = parts(text)
        const [entityId = '', ...label] = rest.split(' ')
        return entityId === '' ? [] : [{ role, filler: { kind: 'entity', entityId, label: label.join(' ') } as const }]
      }),
    ]
    return slots.flatMap(({ role, filler }) => {
      const known = this.#role(type, role)
      return known === null ? [] : [{ role: known, filler }]
    })
  }

  /** An arrow between two mentions that the mapping calls a fact. */
  #related({ from, role, to }: RawArrow): readonly ReadFact[] {
    const [source, target] = [this.#marks.get(from), this.#marks.get(to)]
    if (source === undefined) this.#problems.add('dangling', role)
    if (source === undefined || target === undefined) return []
    const kind = this.#meanings.get(from)?.kind
    if (kind === 'fact' || kind === 'dropped' || (kind === 'unknown' && this.#says(source))) return []
    const meant = own(this.#mapping.relations, role)
    if (meant?.type === '') {
      this.#names.add({ kind: 'relation', name: role, count: 1, meaning: '' })
      return []
    }
    const [first, second] = [source.spans[0], target.spans[0]]
    const type = meant === undefined ? null : (factTypeOf(this.#codebook, meant.type)?.id ?? null)
    this.#names.add({ kind: 'relation', name: role, count: 1, meaning: type })
    if (meant === undefined || first === undefined || second === undefined || type === null) {
      this.#problems.add('unknownArrow', meant === undefined ? role : `${role} → ${meant.type}`)
      return []
    }
    const slots = [...this.#slot(meant.type, meant.from, source, false), ...this.#slot(meant.type, meant.to, target, false)]
    const evidence = distinct([first, second].sort((a, b) => a.start - b.start || a.end - b.end))
    return [{ type: meant.type, trigger: null, evidence, slots, modality: null, polarity: null, time: null, timeSpan: null, note: null }]
  }
} // prettier-ignore

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

const valid = <T>(
  parsed: { readonly success: true; readonly data: T } | { readonly success: false },
): T | null => (parsed.success ? parsed.data : null)

/** Spans in order, each once, those inside another left out. */
function distinct(spans: readonly RawSpan[]): readonly RawSpan[] {
  const kept: RawSpan[] = []
  for (const span of spans) {
    const last = kept.at(-1)
    if (last !== undefined && span.end <= last.end) continue
    if (last !== undefined && last.start === span.start) kept.pop()
    kept.push(span)
  }
  return kept
}

function timeOf(text: string | undefined): ReadTime | null {
  const [iso, precision, basis] = (text ?? '').split(' ')
  const known = [timePrecisionSchema.safeParse(precision), timeBasisSchema.safeParse(basis)] as const
  if (iso === undefined || !/^[-0-9T:Z+/.]{4,60}$/.test(iso) || !known[0].success || !known[1].success) return null
  return { iso, precision: known[0].data, basis: known[1].data }
} // prettier-ignore
