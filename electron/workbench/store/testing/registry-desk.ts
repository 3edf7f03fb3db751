import type { CommandAnswer } from '../../../../shared/commands/index.ts'
import type { ChannelInput, ChannelOutput } from '../../../../shared/contract/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import type { EntityView, MentionView } from '../../../../shared/model/views.ts'
import type { StoreQueryName } from '../../session.ts'
import { openStore, type OpenedStore } from '../open-store.ts'
import { toldArticle, type ToldArticle } from './told-article.ts'

/** A project on disk, used as the shells use it, with short ways to what tests of the registry need. */
export interface RegistryDesk {
  readonly store: OpenedStore
  readonly query: <N extends StoreQueryName>(name: N, input: ChannelInput<N>) => ChannelOutput<N>
  /** Imports articles as one step; their ids in order. */
  readonly tell: (...articles: readonly ToldArticle[]) => readonly string[]
  /** The answer, also where it is a refusal. */
  readonly give: (type: string, payload: unknown) => CommandAnswer
  /** Throws where the command is refused. */
  readonly done: (type: string, payload: unknown) => CommandAnswer
  readonly mentions: (articleId: string) => readonly MentionView[]
  /** The mention of an article with these words. */
  readonly mention: (articleId: string, words: string) => MentionView
  /** The entity of this label. Throws where there is not exactly one. */
  readonly entity: (label: string) => EntityView
  readonly entities: () => readonly EntityView[]
}

export async function openRegistryDesk(folder: string, resources: string): Promise<RegistryDesk> {
  const store = await openStore(
    { folder, resources, takeOver: false, acceptDamage: false, readOnly: false, author: 'Ada' },
    () => undefined,
  )
  let serial = store.perform('query', { name: 'project.status', input: {} }) === null ? 0 : Date.now()
  const query = <N extends StoreQueryName>(name: N, input: ChannelInput<N>): ChannelOutput<N> =>
    // The store answers by the contract; its protocol is typed for all queries at once.
    store.perform('query', { name, input }) as ChannelOutput<N>
  const give = (type: string, payload: unknown): CommandAnswer => {
    const [answer] = store.perform('apply', [{ id: `c${String(++serial)}`, type, payload }])
    if (answer === undefined) throw new Error('no answer')
    return answer
  }
  const entities = (): readonly EntityView[] => query('entities.list', { limit: 5000 }).rows
  const mentions = (articleId: string): readonly MentionView[] =>
    query('articles.open', { articleId: articleId }).mentions
  return {
    store,
    query,
    give,
    entities,
    mentions,
    tell: (...articles) => {
      const told = articles.map(toldArticle)
      store.perform(
        'putTexts',
        told.map(({ text }) => ({ text: Buffer.from(text), original: null })),
      )
      return store
        .perform('importArticles', {
          commandId: `import${String(++serial)}`,
          author: null,
          label: 'told',
          articles: told,
        })
        .articles.map(({ articleId }) => articleId)
    },
    done: (type, payload) => {
      const answer = give(type, payload)
      if (answer.error !== undefined) throw new BelegError(answer.error.code, answer.error.detail)
      return answer
    },
    mention: (articleId, words) => {
      const found = mentions(articleId).find(({ surface }) => surface === words)
      if (found === undefined) throw new Error(`no mention “${words}”`)
      return found
    },
    entity: (label) => {
      const found = entities().filter((entity) => entity.labelDe === label || entity.labelEn === label)
      if (found.length !== 1 || found[0] === undefined)
        throw new Error(`${String(found.length)} entities called “${label}”`)
      return found[0]
    },
  }
}
