import { useEffect } from 'react'
import type { Job } from '../../../shared/contract/index.ts'
import { external } from '../../app/external.ts'

/** Kinds of work that the screen itself shows, with its bar and its way out: not to be shown above it as well. */
export const shownWork = external<ReadonlySet<Job['kind']>>(new Set())

/** Says so as long as what calls it is on the screen. */
export function useShowsWork(kind: Job['kind'] | undefined): void {
  useEffect(() => {
    if (kind === undefined) return undefined
    shownWork.set((kinds) => new Set([...kinds, kind]))
    return () => shownWork.set((kinds) => new Set([...kinds].filter((one) => one !== kind)))
  }, [kind])
}
