import type { ComponentProps, ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** A button. `look`: `main` for the one thing to do here, `quiet` for what stands among text, `danger` for what takes away. */
export function Button(
  props: ComponentProps<'button'> & {
    readonly look?: 'main' | 'plain' | 'quiet' | 'danger'
    readonly icon?: IconName
    /** Keys that do the same, shown behind the words. */
    readonly hint?: ReactNode
  },
): ReactNode {
  const { look = 'plain', icon, hint, className = '', children, type, ...rest } = props
  return (
    <button type={type ?? 'button'} className={`button button-${look} ${className}`} {...rest}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
      {hint}
    </button>
  )
}

/** A button that shows a drawing only; `label` names it for everyone. */
export function IconButton(
  props: Omit<ComponentProps<'button'>, 'aria-label' | 'title'> & {
    readonly icon: IconName
    readonly label: string
  },
): ReactNode {
  const { icon, label, className = '', type, ...rest } = props
  return (
    <button
      type={type ?? 'button'}
      className={`button button-quiet button-icon ${className}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  )
}
