import type { Step } from '../../../../shared/commands/index.ts'
import { assertNever, BelegError } from '../../../../shared/errors.ts'
import {
  renameProject,
  reviewSentence,
  setArticleField,
  setCoder,
  setZone,
  triageArticle,
} from './articles.ts'
import { saveCodebook } from './codebook.ts'
import type { Handled, HandlerContext } from './context.ts'
import { createDataset, removeDataset, setMember, updateDataset } from './datasets.ts'
import { addAlias, createEntityCommand, removeAlias, updateEntity } from './entities.ts'
import {
  acceptFact,
  addFact,
  annotateFact,
  rejectFact,
  reopenFact,
  setAttribution,
  setEvidence,
  setFactFields,
  setFactType,
} from './facts.ts'
import { carryFactTo, joinFamily, splitFamily, uncarryFact } from './families.ts'
import { settleVersion } from './versions.ts'
import { decideFacts } from './decide-facts.ts'
import { changeArticles, removeArticles, removeView, renameView, saveView, setMapping } from './library.ts'
import { hideKind, setLearning } from './learning.ts'
import { decideLines, forgetLine } from './lines.ts'
import { distinguish, mergeEntities, postponeCluster, undistinguish } from './merge.ts'
import { addMention, linkMention, removeMention, setMentionType } from './mentions.ts'
import { addOpinion, removeOpinion, settleOpinion } from './opinions.ts'
import { addIdentifier, removeIdentifier, removeOffice, setOffice } from './offices.ts'
import { readBlind, recheckFact } from './quality.ts'
import { annotateArticle, annotateMention } from './remarks.ts'
import { addSlot, removeSlot, setSlot } from './slots.ts'
import { joinFacts, splitFact } from './split-fact.ts'
import { splitEntity } from './split.ts'

/** Applies one step inside the command's savepoint. Throws a `BelegError`; the caller rolls back. */
export function handle(context: HandlerContext, step: Step): Handled {
  switch (step.type) {
    case 'coder.set':
      return setCoder(context, step.payload)
    case 'project.rename':
      return renameProject(context, step.payload)
    case 'article.triage':
      return triageArticle(context, step.payload)
    case 'article.setField':
      return setArticleField(context, step.payload)
    case 'article.bulk':
      return changeArticles(context, step.payload)
    case 'article.remove':
      return removeArticles(context, step.payload)
    case 'view.save':
      return saveView(context, step.payload)
    case 'view.rename':
      return renameView(context, step.payload)
    case 'view.remove':
      return removeView(context, step.payload)
    case 'line.decide':
      return decideLines(context, step.payload)
    case 'line.forget':
      return forgetLine(context, step.payload)
    case 'import.mapping':
      return setMapping(context, step.payload)
    case 'zone.set':
      return setZone(context, step.payload)
    case 'sentence.review':
      return reviewSentence(context, step.payload)
    case 'sentence.blind':
      return readBlind(context, step.payload)
    case 'article.annotate':
      return annotateArticle(context, step.payload)
    case 'fact.accept':
      return acceptFact(context, step.payload)
    case 'fact.reject':
      return rejectFact(context, step.payload)
    case 'fact.reopen':
      return reopenFact(context, step.payload)
    case 'fact.setType':
      return setFactType(context, step.payload)
    case 'fact.set':
      return setFactFields(context, step.payload)
    case 'fact.setAttribution':
      return setAttribution(context, step.payload)
    case 'fact.setEvidence':
      return setEvidence(context, step.payload)
    case 'fact.carry':
      return carryFactTo(context, step.payload)
    case 'fact.uncarry':
      return uncarryFact(context, step.payload)
    case 'family.join':
      return joinFamily(context, step.payload)
    case 'family.split':
      return splitFamily(context, step.payload)
    case 'version.settle':
      return settleVersion(context, step.payload)
    case 'fact.annotate':
      return annotateFact(context, step.payload)
    case 'fact.add':
      return addFact(context, step.payload)
    case 'fact.split':
      return splitFact(context, step.payload)
    case 'fact.join':
      return joinFacts(context, step.payload)
    case 'fact.recheck':
      return recheckFact(context, step.payload)
    case 'facts.decide':
      return decideFacts(context, step.payload)
    case 'slot.set':
      return setSlot(context, step.payload)
    case 'slot.add':
      return addSlot(context, step.payload)
    case 'slot.remove':
      return removeSlot(context, step.payload)
    case 'mention.add':
      return addMention(context, step.payload)
    case 'mention.link':
      return linkMention(context, step.payload)
    case 'mention.setType':
      return setMentionType(context, step.payload)
    case 'mention.remove':
      return removeMention(context, step.payload)
    case 'mention.annotate':
      return annotateMention(context, step.payload)
    case 'entity.create':
      return createEntityCommand(context, step.payload)
    case 'entity.update':
      return updateEntity(context, step.payload)
    case 'alias.add':
      return addAlias(context, step.payload)
    case 'alias.remove':
      return removeAlias(context, step.payload)
    case 'entity.merge':
      return mergeEntities(context, step.payload)
    case 'entity.split':
      return splitEntity(context, step.payload)
    case 'opinion.add':
      return addOpinion(context, step.payload)
    case 'opinion.remove':
      return removeOpinion(context, step.payload)
    case 'opinion.settle':
      return settleOpinion(context, step.payload)
    case 'entity.distinguish':
      return distinguish(context, step.payload)
    case 'entity.undistinguish':
      return undistinguish(context, step.payload)
    case 'entity.setOffice':
      return setOffice(context, step.payload)
    case 'entity.removeOffice':
      return removeOffice(context, step.payload)
    case 'entity.addIdentifier':
      return addIdentifier(context, step.payload)
    case 'entity.removeIdentifier':
      return removeIdentifier(context, step.payload)
    case 'cluster.postpone':
      return postponeCluster(context, step.payload)
    case 'learning.set':
      return setLearning(context, step.payload)
    case 'learning.hide':
      return hideKind(context, step.payload)
    case 'dataset.create':
      return createDataset(context, step.payload)
    case 'dataset.update':
      return updateDataset(context, step.payload)
    case 'dataset.member':
      return setMember(context, step.payload)
    case 'dataset.remove':
      return removeDataset(context, step.payload)
    case 'codebook.save':
      return saveCodebook(context, step.payload)
    case 'history.undo':
    case 'history.redo':
      throw new BelegError('internal', { reason: `${step.type} is the engine's` })
    default:
      return assertNever(step)
  }
}
