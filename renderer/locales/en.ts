import { actionsEn } from './en/actions.ts'
import { annotationsEn } from './en/annotations.ts'
import { chooserEn } from './en/chooser.ts'
import { codebookEn } from './en/codebook.ts'
import { datasetsEn } from './en/datasets.ts'
import { entitiesEn } from './en/entities.ts'
import { entityListsEn } from './en/entity-lists.ts'
import { opinionsEn } from './en/opinions.ts'
import { familiesEn } from './en/families.ts'
import { frameEn } from './en/frame.ts'
import { historyEn } from './en/history.ts'
import { importEn } from './en/import.ts'
import { keepingEn } from './en/keeping.ts'
import { libraryEn } from './en/library.ts'
import { projectEn } from './en/project.ts'
import { qualityEn } from './en/quality.ts'
import { reviewEn } from './en/review.ts'
import { settingsEn } from './en/settings.ts'
import { startEn } from './en/start.ts'
import { vocabularyEn } from './en/vocabulary.ts'

/** Every text of the interface in English; the keys of this object are the keys there are. `{name}` stands for a value. */
export const en = {
  ...actionsEn,
  ...annotationsEn,
  ...chooserEn,
  ...codebookEn,
  ...datasetsEn,
  ...entitiesEn,
  ...entityListsEn,
  ...familiesEn,
  ...opinionsEn,
  ...frameEn,
  ...historyEn,
  ...importEn,
  ...keepingEn,
  ...libraryEn,
  ...projectEn,
  ...qualityEn,
  ...reviewEn,
  ...settingsEn,
  ...startEn,
  ...vocabularyEn,
} as const
