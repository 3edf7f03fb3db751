import type { AnnotatedArticle } from './annotated.ts'
import { alignEntities } from './align.ts'
import { measureFacts, type FactMeasures } from './facts.ts'
import { measureMentions, type ClusterSums, type MentionMeasures } from './mentions.ts'
import {
  addAccuracy,
  addTally,
  noAccuracy,
  noTally,
  type Accuracy,
  type EvaluationError,
  type Tally,
} from './tally.ts'

export const tallyNames = [
  'boilerplate', 'boilerplateKind', 'mentions', 'nested', 'coreference', 'linkedMentions', 'roles', 'rolesOverlap',
  'dates', 'datesOverlap', 'amounts', 'facts', 'factsOneParticipant', 'factsLenient', 'participants', 'slots',
] as const satisfies readonly (keyof MentionMeasures['tallies'] | keyof FactMeasures['tallies'])[] // prettier-ignore
export type TallyName = (typeof tallyNames)[number]

export const accuracyNames = [
  'dateIso', 'amountNorm', 'linking', 'factTime', 'modality', 'polarity', 'attribution', 'plover', 'cameo',
] as const satisfies readonly (keyof MentionMeasures['accuracies'] | keyof FactMeasures['accuracies'])[] // prettier-ignore
export type AccuracyName = (typeof accuracyNames)[number]

/** All scores of one article or, added up, of a corpus; plain data that can be written as JSON. */
export interface Evaluation {
  readonly tallies: Readonly<Record<TallyName, Tally>>
  readonly accuracies: Readonly<Record<AccuracyName, Accuracy>>
  readonly byType: Readonly<Record<string, Tally>>
  /** Facts right and invented, by the rule that made them. */
  readonly byRule: Readonly<Record<string, Tally>>
  readonly cluster: ClusterSums
  readonly errors: readonly (EvaluationError & { readonly file: string })[]
}

export interface CorpusEvaluation extends Evaluation {
  readonly articles: readonly { readonly file: string; readonly evaluation: Evaluation }[]
}

/** Scores a prediction against the gold of the same text, as §7 of the annotation guidelines says. */
export function evaluateArticle(gold: AnnotatedArticle, prediction: AnnotatedArticle): Evaluation {
  const alignment = alignEntities(gold, prediction)
  const mentions = measureMentions(gold, prediction, alignment)
  const facts = measureFacts(gold, prediction, alignment)
  return {
    tallies: { ...mentions.tallies, ...facts.tallies },
    accuracies: { ...mentions.accuracies, ...facts.accuracies },
    byType: mentions.byType,
    byRule: facts.byRule,
    cluster: mentions.cluster,
    errors: [...mentions.errors, ...facts.errors].map((error) => ({ ...error, file: gold.file })),
  }
}

/** Adds up the articles (micro average) and keeps each of them. */
export function evaluateCorpus(
  pairs: readonly { readonly gold: AnnotatedArticle; readonly prediction: AnnotatedArticle }[],
): CorpusEvaluation {
  const articles = pairs.map(({ gold, prediction }) => ({
    file: gold.file,
    evaluation: evaluateArticle(gold, prediction),
  }))
  const all = articles.map((article) => article.evaluation)
  const tallyOf = (pick: (evaluation: Evaluation) => Tally | undefined) =>
    all.reduce((sum, evaluation) => addTally(sum, pick(evaluation) ?? noTally), noTally)
  const tally = (name: TallyName) => tallyOf((evaluation) => evaluation.tallies[name])
  const accuracy = (name: AccuracyName) =>
    all.reduce((sum, evaluation) => addAccuracy(sum, evaluation.accuracies[name]), noAccuracy)
  const added = (record: 'byType' | 'byRule'): Readonly<Record<string, Tally>> =>
    Object.fromEntries(
      [...new Set(all.flatMap((evaluation) => Object.keys(evaluation[record])))]
        .sort()
        .map((key) => [key, tallyOf((evaluation) => evaluation[record][key])]),
    )
  return {
    tallies: {
      boilerplate: tally('boilerplate'),
      boilerplateKind: tally('boilerplateKind'),
      mentions: tally('mentions'),
      nested: tally('nested'),
      coreference: tally('coreference'),
      linkedMentions: tally('linkedMentions'),
      roles: tally('roles'),
      rolesOverlap: tally('rolesOverlap'),
      dates: tally('dates'),
      datesOverlap: tally('datesOverlap'),
      amounts: tally('amounts'),
      facts: tally('facts'),
      factsOneParticipant: tally('factsOneParticipant'),
      factsLenient: tally('factsLenient'),
      participants: tally('participants'),
      slots: tally('slots'),
    },
    accuracies: {
      dateIso: accuracy('dateIso'),
      amountNorm: accuracy('amountNorm'),
      linking: accuracy('linking'),
      factTime: accuracy('factTime'),
      modality: accuracy('modality'),
      polarity: accuracy('polarity'),
      attribution: accuracy('attribution'),
      plover: accuracy('plover'),
      cameo: accuracy('cameo'),
    },
    byType: added('byType'),
    byRule: added('byRule'),
    cluster: all.reduce((sum, evaluation) => addCluster(sum, evaluation.cluster), {
      precision: 0,
      predicted: 0,
      recall: 0,
      gold: 0,
    }),
    errors: all.flatMap((evaluation) => evaluation.errors),
    articles,
  }
}

function addCluster(a: ClusterSums, b: ClusterSums): ClusterSums {
  return {
    precision: a.precision + b.precision,
    predicted: a.predicted + b.predicted,
    recall: a.recall + b.recall,
    gold: a.gold + b.gold,
  }
}
