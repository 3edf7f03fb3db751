import type { Verb } from '../program.ts'
import { agreementVerb } from './agreement.ts'
import { applyVerb } from './apply.ts'
import { codebookVerb } from './codebook.ts'
import { commandsVerb } from './commands.ts'
import { evaluateVerb } from './evaluate.ts'
import { exportVerb } from './export.ts'
import { extractVerb } from './extract.ts'
import { importVerb } from './import.ts'
import { importAnnotationsVerb } from './import-annotations.ts'
import { importEntitiesVerb } from './import-entities.ts'
import { initVerb } from './init.ts'
import { backupVerb, copyVerb, journalVerb, restoreVerb } from './keep.ts'
import { purgeVerb } from './purge.ts'
import { queryVerb } from './query.ts'
import { redecodeVerb } from './redecode.ts'
import { releaseVerb } from './release.ts'
import { serveVerb } from './serve.ts'
import { verifyVerb } from './verify.ts'

/** Every verb, in the order of the help: as the work goes. */
export const verbs: readonly Verb[] = [
  initVerb,
  importVerb,
  importAnnotationsVerb,
  importEntitiesVerb,
  redecodeVerb,
  extractVerb,
  queryVerb,
  applyVerb,
  exportVerb,
  releaseVerb,
  verifyVerb,
  backupVerb,
  restoreVerb,
  copyVerb,
  journalVerb,
  purgeVerb,
  evaluateVerb,
  agreementVerb,
  codebookVerb,
  serveVerb,
  commandsVerb,
]
