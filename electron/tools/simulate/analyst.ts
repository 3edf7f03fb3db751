import type { CommandAnswer } from '../../../shared/commands/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import type { ArticleView, FactView, MentionView } from '../../../shared/model/views.ts'
import type { ProjectSession } from '../../workbench/session.ts'
import type { GeneratedArticle, TrueFact, TrueMention } from './articles.ts'

/** What a correction was; every one is a command a person would have to give. */
export const correctionKinds = [
  'link',
  'new',
  'merge',
  'addMention',
  'retype',
  'removeMention',
  'rejectFact',
  'fillSlot',
  'addFact',
  'hideKind',
  'extractAgain',
] as const
export type CorrectionKind = (typeof correctionKinds)[number]

/** One correction with what it was about, for those who ask why it was needed. */
export interface Correction {
  readonly kind: CorrectionKind
  readonly about: string
}

export interface Reviewed {
  readonly corrections: Readonly<Partial<Record<CorrectionKind, number>>>
  readonly list: readonly Correction[]
  /** Names the program had linked to somebody else by itself, and how often that was somebody of the same name. */
  readonly wrongLinks: number
  readonly homonymsMerged: number
}

const typesOf = { PER: ['PER'], ORG: ['ORG'], GPE: ['GPE', 'LOC'] } as const
const named: ReadonlySet<string> = new Set(['PER', 'ORG', 'GPE', 'LOC'])
/** So many rejections of one pattern, and no acceptance, make a person hide it. */
const hiddenAfter = 4
/** True or not as the text is read; nobody would correct their absence. */
const optionalTypes: ReadonlySet<string> = new Set(['position_held'])

/**
 * Knows who everybody is and corrects what is wrong, by the commands of the windows, in the order a person would: names
 * first, then facts. What is right is accepted, and that is no correction.
 */
export class Analyst {
  readonly #session: ProjectSession
  readonly #namesakes: ReadonlyMap<string, string>
  readonly #learning: boolean
  /** Who in the registry stands for whom, by key of the truth. */
  readonly #known = new Map<string, string>()
  /** Of each pattern of proposals, how many were rejected; null once one was kept or it is hidden. */
  readonly #rejected = new Map<string, number | null>()
  #serial = 0

  /** `namesakes`: key of everybody who has one, with the other's key. */
  constructor(session: ProjectSession, namesakes: ReadonlyMap<string, string>, learning: boolean) {
    this.#session = session
    this.#namesakes = namesakes
    this.#learning = learning
  }

  /** Says once whether the project is to learn. */
  async begin(): Promise<void> {
    await this.#done('learning.set', { on: this.#learning })
  }

  async review(articleId: string, truth: GeneratedArticle): Promise<Reviewed> {
    const tally = new CorrectionTally()
    await this.#reviewMentions(articleId, truth, tally)
    if (
      this.#learning &&
      tally.list.some(({ kind, about }) => kind === 'addMention' && about.startsWith('PER'))
    ) {
      // What rests on a person that was missed is found once the article is read with the name: one choice in the library.
      tally.count('extractAgain', truth.name)
      await this.#session.extract([articleId], {})
      await this.#reviewMentions(articleId, truth, tally)
    }
    await this.#reviewFacts(articleId, truth, tally)
    return tally
  }

  #open(articleId: string): Promise<ArticleView> {
    return this.#session.query('articles.open', { articleId })
  }

  async #give(type: string, payload: unknown): Promise<CommandAnswer> {
    this.#serial += 1
    const [answer] = await this.#session.apply([{ id: `analyst-${String(this.#serial)}`, type, payload }])
    if (answer === undefined) throw new Error('no answer')
    return answer
  }

  async #done(type: string, payload: unknown): Promise<CommandAnswer> {
    const answer = await this.#give(type, payload)
    if (answer.error !== undefined) throw new BelegError(answer.error.code, answer.error.detail)
    return answer
  }

  async #reviewMentions(articleId: string, truth: GeneratedArticle, tally: CorrectionTally): Promise<void> {
    let view = await this.#open(articleId)
    for (const mention of truth.mentions) {
      const seen = new Set<string>()
      for (;;) {
        const wrong = this.#wrongAt(view, mention, seen)
        if (wrong === null) break
        if (wrong === 'missing') await this.#addMention(articleId, mention, tally)
        else await this.#putRight(wrong, mention, tally)
        view = await this.#open(articleId)
      }
    }
    for (const mention of view.mentions) {
      if (mention.form !== 'name' || !named.has(mention.type)) continue
      if (truth.mentions.some((one) => overlap(one, mention)) || mention.rule?.includes('gazetteer') === true)
        continue
      tally.count('removeMention', `${mention.type} ${mention.surface}`)
      await this.#done('mention.remove', { mentionId: mention.id })
    }
  }

  /** A mention of the view that is not as the truth has it; those in order are remembered as `seen`. */
  #wrongAt(view: ArticleView, mention: TrueMention, seen: Set<string>): MentionView | 'missing' | null {
    const there = view.mentions.filter(
      (one) => one.form === 'name' && named.has(one.type) && overlap(one, mention),
    )
    if (there.length === 0) return 'missing'
    for (const one of there) {
      if (seen.has(one.id)) continue
      const typed = typesOf[mention.type].some((type) => type === one.type)
      if (!typed) return one
      const known = this.#known.get(mention.key)
      if (one.entityId !== null && known === undefined && this.#keyOf(one.entityId) === null) {
        this.#known.set(mention.key, one.entityId)
      } else if (one.entityId === null || one.entityId !== known) return one
      seen.add(one.id)
    }
    return null
  }

  #keyOf(entityId: string): string | null {
    return [...this.#known].find(([, id]) => id === entityId)?.[0] ?? null
  }

  async #addMention(articleId: string, mention: TrueMention, tally: CorrectionTally): Promise<void> {
    const { start, end, type } = mention
    tally.count('addMention', `${mention.type} ${mention.surface} = ${mention.key}`)
    const answer = await this.#done('mention.add', {
      articleId,
      start,
      end,
      type,
      link: this.#target(mention),
    })
    this.#remember(mention, answer)
  }

  async #putRight(wrong: MentionView, mention: TrueMention, tally: CorrectionTally): Promise<void> {
    if (!typesOf[mention.type].some((type) => type === wrong.type)) {
      tally.count('retype', `${mention.surface}: ${wrong.type} → ${mention.type}`)
      await this.#done('mention.setType', { mentionId: wrong.id, type: mention.type })
      return
    }
    const known = this.#known.get(mention.key)
    const taken = wrong.entityId === null ? null : this.#keyOf(wrong.entityId)
    if (taken !== null) tally.wrongLink(this.#namesakes.get(mention.key) === taken)
    if (wrong.entityId !== null && taken === null && known !== undefined) {
      const merged = await this.#give('entity.merge', { into: known, from: [wrong.entityId] })
      if (merged.error === undefined) {
        tally.count('merge', `${mention.surface} = ${mention.key}`)
        return
      }
    }
    tally.count(
      known === undefined ? 'new' : 'link',
      `${mention.surface} = ${mention.key}, was ${taken ?? (wrong.entityId === null ? 'open' : 'somebody else')}`,
    )
    const to = this.#target(mention)
    const answer = await this.#done('mention.link', { mentionId: wrong.id, to, scope: 'entity' })
    this.#remember(mention, answer)
  }

  #target(mention: TrueMention): object {
    const known = this.#known.get(mention.key)
    return known === undefined
      ? { kind: 'new', type: mention.type, name: mention.surface }
      : { kind: 'entity', entityId: known }
  }

  #remember({ key }: TrueMention, { created }: CommandAnswer): void {
    const made = created?.['entity']?.[0]
    if (made !== undefined) this.#known.set(key, made)
  }

  async #reviewFacts(articleId: string, truth: GeneratedArticle, tally: CorrectionTally): Promise<void> {
    const open = new Set(truth.facts)
    const view = await this.#open(articleId)
    for (const fact of view.facts) {
      // What is hidden is not looked at; where it was hidden wrongly, the fact is missing and added by hand.
      if (fact.state !== 'proposed' || fact.hidden !== undefined) continue
      const meant = [...open].find((one) => one.type === fact.type && overlapsFact(fact, one))
      if (meant === undefined && !(optionalTypes.has(fact.type) && isSound(fact))) {
        tally.count('rejectFact', aboutFact(fact))
        const pattern = await this.#patternOf(fact)
        await this.#done('fact.reject', { factId: fact.id, reason: 'not_in_text' })
        await this.#noteRejected(pattern, tally)
        continue
      }
      if (meant !== undefined) {
        open.delete(meant)
        await this.#fillSlots(fact, meant, tally)
      }
      if (meant === undefined) await this.#fillBody(fact, truth, tally)
      if (fact.ruleRecord !== undefined && fact.ruleRecord.rejected > 0)
        this.#rejected.set(await this.#patternOf(fact), null)
      const accepted = await this.#give('fact.accept', { factId: fact.id })
      if (accepted.error === undefined) continue
      for (const role of fact.missing) {
        tally.count('fillSlot', `${aboutFact(fact)}: ${role} not stated`)
        await this.#done('slot.add', { factId: fact.id, role, value: { kind: 'notStated' } })
      }
      await this.#done('fact.accept', { factId: fact.id })
    }
    for (const { type, start, end, fillers } of open) {
      tally.count('addFact', type)
      const slots = fillers.map(({ role, key }) => ({
        role,
        value: { kind: 'entity', entityId: this.#known.get(key) },
      }))
      await this.#done('fact.add', { articleId, type, evidence: [{ start, end }], slots })
    }
  }

  /** The company somebody leads belongs to the office, where the article names it. */
  async #fillBody(fact: FactView, truth: GeneratedArticle, tally: CorrectionTally): Promise<void> {
    const person = fact.slots.find(({ role }) => role === 'person')?.entityId ?? ''
    const company = truth.chiefs.get(this.#keyOf(person) ?? '')
    const entityId = company === undefined ? undefined : this.#known.get(company)
    if (entityId === undefined || fact.slots.some((slot) => slot.entityId === entityId)) return
    tally.count('fillSlot', `${aboutFact(fact)}: org = ${String(company)}`)
    await this.#done('slot.add', { factId: fact.id, role: 'org', value: { kind: 'entity', entityId } })
  }

  async #patternOf(fact: FactView): Promise<string> {
    const request = {
      factId: fact.id,
      by: 'pattern',
      verdict: 'reject',
      seed: 'one',
      sampleSize: 1,
      limit: 1,
    } as const
    return (await this.#session.query('facts.alike', request)).of
  }

  /** A kind of proposal that was rejected often and never kept is hidden: one choice. */
  async #noteRejected(pattern: string, tally: CorrectionTally): Promise<void> {
    const before = this.#rejected.get(pattern)
    if (before === null) return
    const count = (before ?? 0) + 1
    this.#rejected.set(pattern, count)
    if (count < hiddenAfter || !this.#learning) return
    tally.count('hideKind', pattern)
    this.#rejected.set(pattern, null)
    await this.#done('learning.hide', { by: 'pattern', of: pattern, hidden: true })
  } // prettier-ignore

  /** Whoever takes part, or where, and is not named by the fact is filled in. */
  async #fillSlots(fact: FactView, meant: TrueFact, tally: CorrectionTally): Promise<void> {
    for (const { role, key } of meant.fillers) {
      const entityId = this.#known.get(key)
      if (fact.slots.some((slot) => slot.entityId === entityId)) continue
      const known = new Set(meant.fillers.map((filler) => this.#known.get(filler.key)))
      const wrong = fact.slots.find(
        (slot) => slot.role === role && (slot.entityId === null || !known.has(slot.entityId)),
      )
      tally.count('fillSlot', `${aboutFact(fact)}: ${role} = ${key}`)
      const value = { kind: 'entity', entityId }
      if (wrong === undefined) await this.#done('slot.add', { factId: fact.id, role, value })
      else await this.#done('slot.set', { factId: fact.id, slotId: wrong.id, value })
    }
  }
}

const overlap = (
  one: { readonly start: number; readonly end: number },
  other: { readonly start: number; readonly end: number },
): boolean => one.start < other.end && other.start < one.end

const overlapsFact = (fact: FactView, meant: TrueFact): boolean =>
  fact.evidence.some((span) => overlap(span, meant))

const aboutFact = ({ type, rule, slots }: FactView): string =>
  `${type} by ${rule ?? 'hand'} (${slots.map(({ role, surface }) => `${role} ${surface ?? '–'}`).join(', ')})`

/** An office somebody holds needs its holder. */
const isSound = (fact: FactView): boolean =>
  fact.slots.some(({ role, entityId }) => role === 'person' && entityId !== null)

class CorrectionTally implements Reviewed {
  readonly corrections: Partial<Record<CorrectionKind, number>> = {}
  readonly list: Correction[] = []
  wrongLinks = 0
  homonymsMerged = 0

  count(kind: CorrectionKind, about: string): void {
    this.corrections[kind] = (this.corrections[kind] ?? 0) + 1
    this.list.push({ kind, about })
  }

  wrongLink(homonym: boolean): void {
    this.wrongLinks += 1
    if (homonym) this.homonymsMerged += 1
  }
}
