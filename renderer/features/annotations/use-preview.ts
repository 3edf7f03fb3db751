import { useEffect, useState } from 'react'
import type { ChannelInput, ChannelOutput } from '../../../shared/contract/index.ts'
import type { BelegFailure } from '../../../shared/errors.ts'
import { useStore, type Store } from '../../app/store.ts'

export interface Preview {
  /** The last answer, also while the next is on its way. */
  readonly found: ChannelOutput<'annotations.preview'> | null
  readonly error: BelegFailure | null
  readonly looking: boolean
}

const none: Preview = { found: null, error: null, looking: false }

/**
 * What files would bring; asked again whenever the request says something else, and what is no longer wanted is given up.
 * Null asks for nothing and keeps what was found.
 */
export function usePreview(request: ChannelInput<'annotations.preview'> | null): Preview {
  const store = useStore()
  const [preview, setPreview] = useState(none)
  const asked = request === null ? null : JSON.stringify(request)
  useEffect(() => {
    if (asked === null) return undefined
    let wanted = true
    let over = false
    const ask = async (): Promise<void> => {
      setPreview((before) => ({ ...before, looking: true }))
      // Said by this very component: it is what the channel takes.
      const answer = await store.call('annotations.preview', JSON.parse(asked) as ChannelInput<'annotations.preview'>)
      over = true
      if (!wanted) return
      setPreview(answer.ok ? { found: answer.value, error: null, looking: false } : { found: null, error: answer.error, looking: false })
    }
    void ask()
    return () => {
      wanted = false
      if (!over) giveUp(store)
      setPreview((before) => ({ ...before, looking: false }))
    }
  }, [store, asked])
  return preview
} // prettier-ignore

function giveUp(store: Store): void {
  for (const { id, kind, state } of store.jobs.get())
    if (kind === 'annotations' && state === 'running') void store.call('jobs.cancel', { jobId: id })
}
