import { channels, isChannelName, type ChannelName } from '../../shared/contract/index.ts'
import { BelegError } from '../../shared/errors.ts'

export interface CheckedInput {
  readonly channel: ChannelName
  readonly input: unknown
}

/**
 * A request from outside as the contract lets it through, defaults filled.
 * Throws `channel.unknown` or `input.invalid`, which names the first field that is wrong.
 */
export function checkedInput(name: string, input: unknown): CheckedInput {
  if (!isChannelName(name)) throw new BelegError('channel.unknown', { channel: name.slice(0, 100) })
  const checked = channels[name].input.safeParse(input)
  if (checked.success) return { channel: name, input: checked.data }
  const [issue] = checked.error.issues
  const field = issue?.path.map(String).join('.') ?? ''
  throw new BelegError('input.invalid', { reason: `${field === '' ? name : field}: ${issue?.message ?? ''}` })
}
