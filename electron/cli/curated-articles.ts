import { curatedStates, type FactState } from '../../shared/model/vocabulary.ts'
import type { ArticleView, FactView, MentionView, SlotView } from '../../shared/model/views.ts'
import type { ExtractionOutput } from '../../shared/model/extraction.ts'
import { contains } from '../../shared/offsets.ts'
import { annotatedArticleSchema, type AnnotatedArticle } from '../workbench/extraction/evaluate/annotated.ts'
import type { ProjectSession } from '../workbench/session.ts'
import { everyRow } from './pages.ts'

/** An article whose curation is finished, as somebody decided it and as the rules read it now. */
export interface CuratedArticle {
  readonly gold: AnnotatedArticle
  readonly prediction: AnnotatedArticle
}

type Extract = (article: {
  readonly file: string
  readonly text: string
  readonly textSha256: string
  readonly sourceSha256: string
}) => Promise<ExtractionOutput>

/**
 * The articles of a project that are marked as finished or as holding no facts: their decided facts, names and lines as gold, beside what extraction says
 * of the same text by its rules alone, without what the project taught it. In order of import.
 */
export async function* curatedArticles(
  session: ProjectSession,
  extract: Extract,
): AsyncGenerator<CuratedArticle, void, undefined> {
  for await (const { id } of everyRow(session, 'articles.list', { triage: ['finished', 'no_facts'] })) {
    const view = await session.query('articles.open', { articleId: id })
    const { sourceName: file, textSha256, sourceSha256 } = view.row
    const prediction = await extract({ file, text: view.text, textSha256, sourceSha256 })
    yield { gold: goldOf(view), prediction: annotatedArticleSchema.parse(prediction) }
  }
}

const curated: ReadonlySet<FactState> = new Set(curatedStates)

/** An article as its coders decided it, in the shape of an annotated article. */
export function goldOf(view: ArticleView): AnnotatedArticle {
  return annotatedArticleSchema.parse({
    file: view.row.sourceName,
    boilerplate: view.zones.filter(({ masked }) => masked),
    entities: view.entities.map(({ id, type, labelDe, labelEn }) => ({
      id,
      type,
      canonical: labelDe ?? labelEn ?? id,
    })),
    mentions: view.mentions.map((mention) => ({
      ...mention,
      rule: undefined,
      entity: mention.entityId,
      nestedIn: outerOf(mention, view.mentions)?.id,
    })),
    facts: view.facts.filter(({ state }) => curated.has(state)).map(factOf),
  })
}

function outerOf(mention: MentionView, all: readonly MentionView[]): MentionView | undefined {
  const length = (one: MentionView): number => one.end - one.start
  return all.find((other) => contains(other, mention) && length(other) > length(mention))
}

function factOf(fact: FactView): unknown {
  return {
    ...fact,
    rule: undefined,
    slots: fact.slots.filter(({ notStated }) => !notStated).map(slotOf),
  }
}

function slotOf({ role, entityId, start, end, surface, norm, value, inferred }: SlotView): unknown {
  return { role, entity: entityId, start, end, surface, norm: norm ?? value, inferred }
}
