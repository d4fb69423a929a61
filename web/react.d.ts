// The little of React that is named here. React brings no types of its own; where @types/react is there, this goes.
declare module 'react' {
  export type ReactNode = string | number | boolean | null | undefined | object;
  export type FC<Props = object> = (props: Props) => ReactNode;
  export type ComponentPropsWithoutRef<Component> = Component extends (props: infer Props) => ReactNode ? Props : never;
  export function createElement<Props extends object>(component: FC<Props>, props: Props): ReactNode;
}

declare module 'react-dom/client' {
  import type { ReactNode } from 'react';
  export function createRoot(place: Element): { render(node: ReactNode): void };
}
