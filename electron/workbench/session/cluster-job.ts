import type { Job } from '../../../shared/contract/index.ts'
import type { FoundCluster } from '../linking/clusters.ts'
import type { JobOptions } from '../session.ts'
import { JobTracker, stopIfCancelled } from './job-tracker.ts'
import { readBeside, type OpenStore } from './read-beside.ts'

/** What a search found, and the state of the project it looked at. */
export interface FoundClusters {
  readonly revision: number
  readonly clusters: readonly FoundCluster[]
}

/** The bar is told in hundredths. */
const whole = 100

/** Looks for entities that may be the same, in another thread on a copy, so that no decision waits for it. */
export async function findClusters(
  open: OpenStore,
  options: JobOptions,
  found: (clusters: FoundClusters) => void,
): Promise<Job> {
  const tracker = new JobTracker('clusters', (job) => options.onJob?.(job))
  try {
    tracker.stage('comparing', whole)
    await readBeside(open, options.signal, async (query, reader) => {
      const status = await query('project.status', {})
      for (let restart = true, told = 0; ; restart = false) {
        const { done, total, clusters } = await reader.perform('clusterStep', { restart })
        stopIfCancelled(options.signal)
        for (; told < Math.floor((whole * done) / Math.max(total, 1)); told++) tracker.step('')
        if (clusters === null) continue
        found({ revision: status?.revision ?? 0, clusters })
        return
      }
    })
    return tracker.finish()
  } catch (error) {
    return tracker.fail(error)
  }
}
