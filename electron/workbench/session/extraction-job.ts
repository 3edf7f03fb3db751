import { randomUUID } from 'node:crypto'
import type { Job } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import type { JobOptions } from '../session.ts'
import type { NewExtraction } from '../store/intake.ts'
import { failureOf, type JobParts } from './import-job.ts'
import { InBlocks } from './in-blocks.ts'
import { JobTracker, stopIfCancelled } from './job-tracker.ts'
import { groupHost, isCancelled, whatEnded } from './take-back.ts'

/** Articles read, extracted and waiting to be stored at a time. */
const ahead = 32

/**
 * Extracts articles again, as one step of the history, which is made of blocks; without ids those whose extraction another
 * version made. Cancelled, it leaves everything as it was.
 */
export async function extractAgain(
  parts: JobParts,
  articleIds: readonly string[] | undefined,
  options: JobOptions,
): Promise<Job> {
  const tracker = new JobTracker('extraction', (job) => options.onJob?.(job))
  const { store, extractor, alone } = parts
  const author = options.author ?? null
  const blocks = new InBlocks<NewExtraction>(
    `extract-${randomUUID()}`,
    {
      ...groupHost(store, author),
      stage: (commandId, lot) => store.perform('stage', { commandId, extractions: lot }),
      record: async ({ commandId, groupId, grows, count, total }) => {
        const label = String(total)
        const ask = { commandId, groupId, grows, author, label, staged: count, extractions: [] }
        return (await store.perform('recordExtractions', ask)).seq
      },
    },
    alone,
  )
  try {
    const ids = articleIds ?? (await store.perform('outdated', extractor.versions()))
    tracker.stage('extracting', ids.length)
    for (let start = 0; start < ids.length; start += ahead) {
      stopIfCancelled(options.signal)
      const lot = await Promise.all(
        ids.slice(start, start + ahead).map((id) => extractOne(parts, tracker, id)),
      )
      for (const extraction of lot) if (extraction !== null) blocks.add(Promise.resolve(extraction))
      await blocks.room()
    }
    await blocks.staged()
    tracker.stage('saving')
    stopIfCancelled(options.signal)
    await blocks.all()
    return tracker.finish()
  } catch (error) {
    return tracker.fail(whatEnded(error, await blocks.abandon(isCancelled(error))))
  }
}

async function extractOne(
  { store, extractor }: JobParts,
  tracker: JobTracker,
  articleId: string,
): Promise<NewExtraction | null> {
  const source = await store.perform('source', articleId)
  try {
    const output = await extractor.extract({
      file: source.name,
      text: source.text,
      textSha256: source.textSha256,
      sourceSha256: source.sourceSha256,
      learned: source.learned,
    })
    tracker.report({ outcome: 'extracted', name: source.name, articleId })
    return { articleId, output, learned: source.learnedKey }
  } catch (error) {
    if (!(error instanceof BelegError)) throw error
    tracker.report({ outcome: 'failed', name: source.name, articleId, error: failureOf(error) })
    return null
  } finally {
    tracker.step(source.name)
  }
}
