/**
 * Stands in for `react-style-singleton`, with which a dialog writes a style sheet into the page so that what lies behind it
 * does not scroll. The page's policy refuses that, and nothing there scrolls.
 */
export const styleSingleton = () => () => null;
