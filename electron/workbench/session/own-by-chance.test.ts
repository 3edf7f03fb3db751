import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FactView } from '../../../shared/model/views.ts'
import { factStates } from '../../../shared/model/vocabulary.ts'
import { projectOfTexts, threeTexts } from '../curation/testing/three-articles.ts'
import { createProject, openSession } from '../open-session.ts'
import { seeded } from '../project/testing/simulated-disk.ts'
import type { ProjectSession } from '../session.ts'

/** More of them by `BELEG_SEEDS=10`, one after the other. */
const seeds = Array.from({ length: Number(process.env['BELEG_SEEDS'] ?? 1) }, (_, at) => at + 1)
const deeds = 90

/** Signs of several code units before every place, near-duplicates beside them. */
const texts = [
  ...threeTexts,
  ...['👋🏽 Đặng Thị Ngọc Ánh kam mit Jo\u0308rn.', '👨‍👩‍👧 Nga\u0301y 3: Ánh ging. 𝔄\u0301'].map((head) => `${head}\n${threeTexts[0] ?? ''}`),
] // prettier-ignore

let root = ''
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-chance-'))
  await projectOfTexts(join(root, 'made'), texts)
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

/** Work that two people could have done, chosen by chance; what is refused changes nothing. */
class Chance {
  readonly #session: ProjectSession
  readonly #random: (limit: number) => number
  #commands = 0
  /** Kinds of commands that were done. */
  readonly done = new Set<string>()

  constructor(session: ProjectSession, seed: number) {
    this.#session = session
    this.#random = seeded(seed)
  }

  below(limit: number): number {
    return this.#random(limit)
  }

  one<T>(of: readonly T[]): T {
    const found = of[this.below(of.length)]
    if (found === undefined) throw new Error('there is nothing to choose from')
    return found
  }

  /** Between two characters; may begin or end inside a word. */
  span(text: string): { readonly start: number; readonly end: number } {
    const places = Array.from(text).reduce((all, sign) => [...all, (all.at(-1) ?? 0) + sign.length], [0])
    const from = this.below(places.length - 1)
    const to = Math.min(places.length - 1, from + 1 + this.below(30))
    return { start: places[from] ?? 0, end: places[to] ?? 0 }
  }

  async give(type: string, payload: object): Promise<void> {
    const id = `chance-${String(++this.#commands)}`
    const [answer] = await this.#session.apply([{ id, type, payload, author: this.one(['Ada', 'Ben']) }])
    if (answer?.ok === true) this.done.add(type)
    else if (answer?.error?.code === 'internal') throw new Error(`${type} ${JSON.stringify(payload)}: ${answer.error.message}`)
  } // prettier-ignore

  async deed(): Promise<void> {
    const facts = (await this.#session.query('facts.list', { limit: 500 })).rows
    const { id: articleId } = this.one((await this.#session.query('articles.list', { limit: 100 })).rows)
    const { text, mentions, sentences } = await this.#session.query('articles.open', { articleId })
    const entities = (await this.#session.query('entities.list', { limit: 500 })).rows
    const [fact, other] = [this.one(facts), this.one(facts)]
    const [entity, second] = [this.one(entities), this.one(entities)]
    const [mention, sentence] = [this.one(mentions), this.one(sentences)]
    const slot = fact.slots.length === 0 ? null : this.one(fact.slots)
    const own = await this.#textOf(fact)
    const name = this.one(['Đặng Thị Ánh', 'Jo\u0308rn 👋🏽', '=1+1', 'Neues "Haus"'])
    const value = (): object =>
      this.one<object>([
        { kind: 'new', type: 'PER', name },
        { kind: 'entity', entityId: entity.id },
        { kind: 'text', ...this.span(own) },
        { kind: 'value', value: this.one<string | number>([name, 12.5]) },
        { kind: 'amount', amount: 3, currency: 'EUR', comparator: 'min' },
        { kind: 'notStated' },
      ])
    const kinds: readonly (readonly [string, object])[] = [
      ['fact.accept', { factId: fact.id, durationMs: this.below(5000) }],
      ['fact.accept', { factId: other.id }],
      ['fact.reject', { factId: fact.id, reason: this.one(['duplicate', 'other']) }],
      ['fact.reopen', { factId: fact.id }],
      ['fact.annotate', { factId: fact.id, note: this.one([name, 'zwei\nZeilen\ttab', null]), flag: this.below(2) === 0 }],
      ['fact.set', { factId: fact.id, modality: this.one(['claimed', 'planned']), polarity: this.one(['pos', 'neg']), time: this.one([null, { iso: '2024-05', precision: 'month', basis: 'stated' }]) }],
      ['fact.setType', { factId: fact.id, type: this.one(['meeting', 'visit', 'statement']) }],
      ['fact.setAttribution', { factId: fact.id, speaker: this.one([entity.id, null]), outlet: this.one([name, null]) }],
      ['fact.setEvidence', { factId: fact.id, evidence: [this.span(own), this.span(own), this.span(own)] }],
      ['fact.add', { articleId, type: 'statement', evidence: [this.span(text), this.span(text)], trigger: this.span(text), slots: [{ role: 'speaker', value: { kind: 'mention', mentionId: mention.id } }, { role: 'content', value: { kind: 'text', ...this.span(text) } }] }],
      ['fact.split', { factId: fact.id, moved: [slot?.id], evidence: [this.span(own)] }],
      ['fact.join', { into: fact.id, from: other.id }],
      ['fact.carry', { factId: fact.id, articleIds: [articleId] }],
      ['facts.decide', { factIds: facts.filter(({ type, state }) => type === fact.type && state === 'proposed').map(({ id }) => id), verdict: this.one(['accept', 'reject']), by: 'rule', of: 'example', except: [other.id], sample: { seed: 'x', factIds: [fact.id], failed: [] } }],
      ['slot.set', { factId: fact.id, slotId: slot?.id, value: value() }],
      ['slot.add', { factId: fact.id, role: this.one(['participant', 'place', 'destination', 'content']), value: value() }],
      ['slot.remove', { factId: fact.id, slotId: slot?.id }],
      ['mention.add', { articleId, ...this.span(text), type: this.one(['PER', 'ORG']), link: this.one([{ kind: 'new', type: 'PER', name }, { kind: 'entity', entityId: entity.id }, { kind: 'none' }]) }],
      ['mention.link', { mentionId: mention.id, to: this.one([{ kind: 'new', type: 'PER', name }, { kind: 'entity', entityId: entity.id }, { kind: 'none' }]), scope: this.one(['mention', 'entity', 'everywhere']) }],
      ['mention.setType', { mentionId: mention.id, type: 'ORG' }],
      ['mention.remove', { mentionId: mention.id }],
      ['mention.annotate', { mentionId: mention.id, note: name, flag: true }],
      ['entity.merge', { into: entity.id, from: [second.id], despite: ['types', 'countries', 'identifiers', 'distinct'] }],
      ['entity.split', { entityId: entity.id, what: { by: 'articles', articleIds: [articleId] }, to: { kind: 'new', type: 'PER', name } }],
      ['entity.update', { entityId: entity.id, labelDe: name, note: name }],
      ['alias.add', { entityId: entity.id, text: name, kind: 'spelling', scope: 'article', scopeId: articleId }],
      ['entity.addIdentifier', { entityId: entity.id, scheme: 'example', value: name }],
      ['entity.setOffice', { entityId: entity.id, title: name, of: second.id, from: '2016' }],
      ['entity.distinguish', { a: entity.id, b: second.id, reason: name }],
      ['article.annotate', { articleId, note: name, flag: true }],
      ['article.setField', { articleId, field: 'publisher', value: name }],
      ['article.triage', { articleId, state: this.one(['finished', 'not_relevant']), reason: name }],
      ['zone.set', { articleId, start: sentence.start, end: sentence.end, kind: this.one(['ad', null]) }],
      ['sentence.review', { articleId, start: sentence.start, end: sentence.end, complete: this.below(3) > 0 }],
      ['sentence.blind', { articleId, start: sentence.start, end: sentence.end, seen: ['meeting'] }],
      ['fact.recheck', { factId: fact.id, verdict: this.one(['holds', 'fails']) }],
      ['history.undo', {}],
      ['history.redo', {}],
    ] // prettier-ignore
    await this.give(...this.one(kinds))
  }

  async #textOf({ articleId }: FactView): Promise<string> {
    return (await this.#session.query('articles.open', { articleId })).text
  }
}

async function exported(session: ProjectSession, path: string): Promise<string> {
  await session.exportDataset({ dataset: 'Alles', format: 'jsonl', path, language: 'de' }, {})
  return readFileSync(path, 'utf8')
}

it.each(seeds)('whatever was decided is the same after its export was read into an empty project (chance %i)', async (seed) => {
  cpSync(join(root, 'made'), join(root, `one-${String(seed)}`), { recursive: true })
  const first = await openSession(join(root, `one-${String(seed)}`), { author: 'Ada' })
  const chance = new Chance(first, seed)
  for (let n = 0; n < deeds; n++) await chance.deed()
  expect(chance.done.size).toBeGreaterThan(15)
  await chance.give('dataset.create', { name: 'Alles', query: { states: [...factStates] } })
  const sent = await exported(first, join(root, `one-${String(seed)}.jsonl`))
  await first.close()

  const empty = join(root, `two-${String(seed)}`)
  await createProject(empty, { name: 'Leer', language: 'de' })
  const second = await openSession(empty, { author: 'Cem' })
  expect(await second.importOwn(join(root, `one-${String(seed)}.jsonl`), {})).toMatchObject({ ok: true })
  const again = await exported(second, join(root, `two-${String(seed)}.jsonl`))
  const different = sent.split('\n').filter((line, at) => line !== again.split('\n')[at])
  expect(different).toEqual([])
  expect(again).toBe(sent)
  expect((await second.query('project.verify', {})).problems).toEqual([])
  await second.close()
}) // prettier-ignore
