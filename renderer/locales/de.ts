import type { Messages } from './messages.ts'
import { actionsDe } from './de/actions.ts'
import { annotationsDe } from './de/annotations.ts'
import { chooserDe } from './de/chooser.ts'
import { codebookDe } from './de/codebook.ts'
import { datasetsDe } from './de/datasets.ts'
import { entitiesDe } from './de/entities.ts'
import { entityListsDe } from './de/entity-lists.ts'
import { opinionsDe } from './de/opinions.ts'
import { familiesDe } from './de/families.ts'
import { frameDe } from './de/frame.ts'
import { historyDe } from './de/history.ts'
import { importDe } from './de/import.ts'
import { keepingDe } from './de/keeping.ts'
import { libraryDe } from './de/library.ts'
import { projectDe } from './de/project.ts'
import { qualityDe } from './de/quality.ts'
import { reviewDe } from './de/review.ts'
import { settingsDe } from './de/settings.ts'
import { startDe } from './de/start.ts'
import { vocabularyDe } from './de/vocabulary.ts'

/** Every text of the interface in German. */
export const de: Messages = {
  ...actionsDe,
  ...annotationsDe,
  ...chooserDe,
  ...codebookDe,
  ...datasetsDe,
  ...entitiesDe,
  ...entityListsDe,
  ...familiesDe,
  ...opinionsDe,
  ...frameDe,
  ...historyDe,
  ...importDe,
  ...keepingDe,
  ...libraryDe,
  ...projectDe,
  ...qualityDe,
  ...reviewDe,
  ...settingsDe,
  ...startDe,
  ...vocabularyDe,
}
