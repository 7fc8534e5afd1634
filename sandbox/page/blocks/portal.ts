import { createContext } from 'react';

/**
 * The element that menus, lists and questions are drawn in; null is the end of the page. It must be
 * positioned, or stand in something that is: a question lies over the whole of that.
 */
export const PortalContext = createContext<HTMLElement | null>(null);
