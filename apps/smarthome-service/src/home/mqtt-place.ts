/** The home's own place on the broker; the broker's accounts can be limited to it. */
export function ownPlaceOf(bridgeId: string): string {
  return `atrium/${bridgeId}/`;
}

/** True for a topic or prefix in the home's own place. */
export function isOwnPlace(topic: string, bridgeId: string): boolean {
  return topic.startsWith(ownPlaceOf(bridgeId));
}
