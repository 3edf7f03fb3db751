import type { ChannelInput, Place } from '../../shared/contract/index.ts'
import { external } from './external.ts'
import { dropSecondClick } from './second-click.ts'
import type { Store } from './store.ts'

export type Purpose = ChannelInput<'files.pick'>['purpose']

/** A question to the person: which place? Answered with nothing where they leave. */
export interface PlaceRequest {
  readonly purpose: Purpose
  readonly answer: (places: readonly Place[]) => void
}

/** The question the page's own chooser is asking now. */
export const placeRequest = external<PlaceRequest | null>(null)

/**
 * Lets the person choose a place: by the system's dialog where the shell has one, else by the page's own chooser.
 * Empty where they left without choosing; a failure is shown and counts as leaving.
 */
export async function choosePlaces(
  store: Store,
  purpose: Purpose,
  suggestedName?: string,
): Promise<readonly Place[]> {
  const info = await store.call('app.info', {})
  if (info.ok && info.value.capabilities.nativeDialogs) {
    const answer = await store.call('files.pick', {
      purpose,
      ...(suggestedName === undefined ? {} : { suggestedName }),
    })
    if (answer.ok) return answer.value
    store.fail(answer.error)
    return []
  }
  return new Promise((resolve) => {
    placeRequest.get()?.answer([])
    dropSecondClick()
    placeRequest.set({
      purpose,
      answer: (places) => {
        dropSecondClick()
        placeRequest.set(null)
        resolve(places)
      },
    })
  })
}
