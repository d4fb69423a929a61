/** Where the gateway hands what is posted to a callback to the subscription that waits for it; in this process alone. */
export function createInbox() {
  const listeners = new Map();
  return {
    subscribedTopics: () => listeners.keys(),
    subscribe: (topic, listener) => {
      listeners.set(topic, listener); // each subscription has an address of its own
      return () => listeners.delete(topic);
    },
    publish: (topic, message) => listeners.get(topic)?.(message),
    dispose: () => listeners.clear(),
  };
}
