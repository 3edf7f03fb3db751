import { BelegError } from '../../../shared/errors.ts'
import { checkDataset } from '../curation/check-dataset.ts'
import { compareReleases } from '../curation/compare-releases.ts'
import { freeze } from '../curation/freeze.ts'
import type { FrozenFiles } from '../curation/release-source.ts'
import type { Desk } from '../curation/reading-desk.ts'
import { writeRelease } from '../curation/write-release.ts'
import { sha256, type OnProgress, type ProjectFolder } from '../project/index.ts'
import { prepareList } from '../linking/lists/prepare-list.ts'
import { loadListLexicon } from '../resources.ts'
import { exportDataset } from './export-dataset.ts'
import type { Answer, Ask, LongOperation } from './protocol.ts'
import { entityRefs } from './queries/article-context.ts'
import { rememberedLists } from './queries/library-decisions.ts'
import { listReleases, partsOfRelease, requireRelease } from './queries/releases.ts'

/** Told at every so many parts of the whole: what nobody can see is not worth a message. */
const tellings = 200

/** `cancelled` is shared with the thread that asked: not 0 once the work is to be given up. */
function telling(cancelled: Int32Array, onProgress: OnProgress | undefined): Desk['tell'] {
  let told = 0
  return (done, total) => {
    if (Atomics.load(cancelled, 0) !== 0) throw new BelegError('job.cancelled')
    if (done < told) told = done
    if (done !== 0 && done - told < total / tellings) return
    told = done
    onProgress?.({ done: Math.min(done, total), total })
  }
}

/** What long work reads: the project of a reader beside the store. */
export interface LongWorkParts extends Omit<Desk, 'tell'> {
  readonly folder: ProjectFolder
  /** The folder of what ships as data. */
  readonly resources: string
  /** Version of the program. */
  readonly program: string
}

/** Does what takes its time, in a thread of its own. Rejects as each of the functions does. */
export async function workAtLength<O extends LongOperation>(
  parts: LongWorkParts,
  operation: O,
  asked: Ask<O>,
  onProgress?: OnProgress,
): Promise<Answer<O>> {
  // Each operation with its own ask and answer, which TypeScript does not follow through a variable name.
  return (await perform(parts, operation, asked, onProgress)) as Answer<O>
}

async function perform(
  parts: LongWorkParts,
  operation: LongOperation,
  asked: unknown,
  onProgress: OnProgress | undefined,
): Promise<unknown> {
  const { folder, db } = parts
  const read = (sha: string): Uint8Array => folder.releases.get(sha)
  const files = (id: string): FrozenFiles => ({
    parts: partsOfRelease(db, id),
    read,
    textOf: (sha) => Buffer.from(folder.texts.get(sha)).toString('utf8'),
  })
  const desk = (cancelled: Int32Array): Desk => ({ ...parts, tell: telling(cancelled, onProgress) })
  switch (operation) {
    case 'export': {
      const { cancelled, ...request } = asked as Ask<'export'>
      return exportDataset(desk(cancelled), request)
    }
    case 'check': {
      const { cancelled, datasetId } = asked as Ask<'check'>
      return checkDataset(desk(cancelled), datasetId)
    }
    case 'freeze': {
      const { cancelled, ...request } = asked as Ask<'freeze'>
      return freeze(
        desk(cancelled),
        {
          put: (bytes) => (request.dryRun === true ? sha256(bytes) : folder.releases.put(bytes)),
          read,
          earlier: (datasetId) =>
            listReleases(db, datasetId).map((view) => ({ view, parts: partsOfRelease(db, view.id) })),
          program: parts.program,
        },
        request,
      )
    }
    case 'writeRelease': {
      const { cancelled, releaseId, ...target } = asked as Ask<'writeRelease'>
      const view = requireRelease(db, releaseId)
      return writeRelease({ ...files(releaseId), view }, { ...target, tell: telling(cancelled, onProgress) })
    }
    case 'prepareList': {
      const { cancelled, path, reading, into } = asked as Ask<'prepareList'>
      const surroundings = {
        db,
        lexicon: loadListLexicon(parts.resources),
        remembered: rememberedLists(db),
        refs: (ids: readonly string[]) => entityRefs(db, ids),
        tell: telling(cancelled, onProgress),
      }
      const revision = db.count('SELECT max(seq) FROM history')
      return { ...(await prepareList(surroundings, path, reading, into)), revision }
    }
    case 'compareReleases': {
      const { cancelled, from, to } = asked as Ask<'compareReleases'>
      const datasetId = requireRelease(db, from).datasetId
      const all = listReleases(db, datasetId).map((view) => ({ view, ...files(view.id) }))
      return compareReleases(all, from, to, telling(cancelled, onProgress))
    }
  }
}
