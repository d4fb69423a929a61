import 'graphiql/style.css';
import './page.css';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './fetcher.js';
import { openIdentity } from './identity.js';
import { firstTabs } from './tabs.js';

const place = document.querySelector('#graphiql');
if (!place) throw new Error('The page has no place for GraphiQL');
const identity = await openIdentity();
createRoot(place).render(
  createElement(GraphiQL, {
    fetcher: createFetcher(identity.token),
    defaultTabs: firstTabs(),
    defaultEditorToolsVisibility: 'variables',
    // Ends with the tab: what is typed here may hold passwords and links.
    storage: sessionStorage,
    isHeadersEditorEnabled: false,
    shouldPersistHeaders: false,
    forcedTheme: 'system',
  }),
);
