import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

const USABLE = 'button, input, textarea, a[href], summary, [tabindex]:not([tabindex="-1"])';

type Place = Readonly<{ element: HTMLElement; says: string; nth: number }>;

function saysOf(element: HTMLElement): string {
  const text = element.closest('label')?.textContent ?? element.textContent;
  return `${element.tagName} ${element.getAttribute('aria-label') ?? ''} ${text}`;
}

function alike(root: HTMLElement, says: string): HTMLElement[] {
  const usable = [...root.querySelectorAll<HTMLElement>(USABLE)];
  return usable.filter((each) => saysOf(each) === says);
}

/**
 * Keeps the focus of somebody at a keyboard where it was when the app redraws what they just used:
 * on the control that says the same. An app gives a redrawn block another id, so to the page it is
 * another control.
 */
export function useKeptFocus(): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null);
  const last = useRef<Place>(undefined);
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    const enter = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      const says = saysOf(target);
      last.current = { element: target, says, nth: alike(current, says).indexOf(target) };
    };
    const leave = ({ target }: FocusEvent): void => {
      // A control that is being taken away loses the focus too, shortly before it is gone.
      setTimeout(() => {
        const isThere = target instanceof HTMLElement && target.isConnected;
        if (isThere && last.current?.element === target) last.current = undefined;
      });
    };
    current.addEventListener('focusin', enter);
    current.addEventListener('focusout', leave);
    return () => {
      current.removeEventListener('focusin', enter);
      current.removeEventListener('focusout', leave);
    };
  }, []);
  useLayoutEffect(() => {
    const place = last.current;
    if (place === undefined || place.element.isConnected || root.current === null) return;
    last.current = undefined;
    if (document.activeElement !== document.body) return;
    const found = alike(root.current, place.says);
    (found[place.nth] ?? found[0])?.focus({ preventScroll: true });
  });
  return root;
}
