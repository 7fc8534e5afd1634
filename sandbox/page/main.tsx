import '@fontsource/lato/400.css';
import '@fontsource/lato/700.css';
import '@fontsource/lato/900.css';
import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Page } from './page.tsx';

const root = document.getElementById('page');
if (!root) throw new Error('The page has no place to stand in');
createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
