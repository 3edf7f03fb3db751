import type { Result } from '../errors.ts'
import type { ChannelInput, ChannelName, ChannelOutput, Place } from './channels.ts'
import type { Push } from './events.ts'

/**
 * What the page sees, the same in both shells: one function per channel, the push feed, and files that were dropped.
 * The desktop's preload exposes it as `window.beleg`; in the browser the page builds it over HTTP.
 */
export interface BelegApi {
  readonly call: {
    readonly [N in ChannelName]: (input: ChannelInput<N>) => Promise<Result<ChannelOutput<N>>>
  }
  /** Returns the function that stops listening. */
  readonly onPush: (listener: (push: Push) => void) => () => void
  /** Places for files the person dropped or chose in the page. */
  readonly placesOf: (files: readonly unknown[]) => Promise<Result<readonly Place[]>>
}
